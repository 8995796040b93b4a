"""Acts of one process after another, while all others run the page; then each runs it once more."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from data_access.awards import scoring, submitting
from data_access.awards.scoring import ScoreChange, ScoreEntry
from data_access.viewer import Viewer
from tests.freshness.processes import ACTS, work
from tests.freshness.readers import published, stands
from tests.releasing import published as publish
from tests.serving import forking, no_main_script
from tests.stress.jury import CRITERIA, EDITION, seat_jury

PROCESSES, JURORS, NOMINATIONS = 4, 4, 3


@dataclass
class Found:
    """How many acts there were of each kind, reruns beside and after them, and what was stale."""

    acts: Counter[str] = field(default_factory=Counter)
    beside: int = 0
    after: int = 0
    stale: list[str] = field(default_factory=list)


def seated(engine: Engine) -> list[Viewer]:
    """A jury that has handed in every sheet."""
    jurors = seat_jury(engine, JURORS, NOMINATIONS)
    for at, juror in enumerate(jurors):
        for nomination in (f"P-{n:03}" for n in range(NOMINATIONS)):
            for criterion in CRITERIA:
                entry = ScoreEntry(Decimal(1 + at % 5), comment="Así")
                change = ScoreChange(criterion, entry, 0)
                scoring.save(engine, juror, EDITION, nomination, change)
            submitting.submit(engine, juror, EDITION, nomination)
    return jurors


def run(engine: Engine, folder: Path, times: int, seed: int = 7) -> Found:
    """Let a random process act so many times, and compare what all show at their next rerun."""
    jurors = seated(engine)
    publish(engine)
    seen, chance, found = published(engine), Random(seed), Found()
    url = engine.url.render_as_string(hide_password=False)
    engine.dispose()
    # Not forked from here: a process with threads of others' may end in a fork of its own.
    context = forking()
    busy = context.Event()
    pipes, workers = [], []
    for _ in range(PROCESSES):
        own, other = context.Pipe()
        worker = context.Process(target=work, args=(url, other, busy, folder, jurors), daemon=True)
        with no_main_script():
            worker.start()
        other.close()
        pipes.append(own)
        workers.append(worker)
    try:
        kinds = [kind for _, kind in zip(range(times), cycle(ACTS), strict=False)]
        chance.shuffle(kinds)
        for kind in kinds:
            actor = chance.randrange(PROCESSES)
            others = [pipe for at, pipe in enumerate(pipes) if at != actor]
            busy.set()
            for pipe in others:
                pipe.send(("spin", None))
            pipes[actor].send(("act", (kind, chance.getrandbits(64))))
            pipes[actor].recv()
            busy.clear()
            found.beside += sum(pipe.recv() for pipe in others)
            if kind == "release":
                seen = published(engine)
            expected = [*stands(engine), seen]
            for pipe in pipes:
                pipe.send(("rerun", None))
            for at, pipe in enumerate(pipes):
                shown = pipe.recv()
                found.after += 1
                if shown != expected:
                    found.stale.append(f"{kind} by {actor}, seen by {at}: {shown}, not {expected}")
            found.acts[kind] += 1
    finally:
        busy.clear()
        for pipe in pipes:
            with suppress(OSError):  # of a process that has ended
                pipe.send("end")
        for worker in workers:
            worker.join(30)
            if worker.is_alive():
                worker.terminate()
    return found
