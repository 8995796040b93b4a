"""Kills: a worker begins, is killed at a random moment, and what stands is judged."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from sqlalchemy import MetaData, func, select

from data_access import record_keys
from data_access.audit import chain
from data_access.database import engine_for, is_current, migrate, migrate_to
from data_access.transaction import transaction
from tests.kills.judging import Ledger, Said
from tests.kills.worker import EVA, work
from tests.stress.jury import seat_jury

MOST_ACTS = 3  # that a worker is let finish
PATIENCE = 60.0  # seconds for an act on a machine that has much else to do
USUAL = 1.0  # seconds that an act takes, until one was seen
PRELOADED = ("tests.databases", "tests.kills.worker", "data_access.snapshot.making")
REVISIONS = ("0008", "0012", "0014", "0019")  # from which a migration is killed


@dataclass
class Outcome:
    """How many were killed, at what, what was acknowledged by then, and what was wrong."""

    kills: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, act: str) -> None:
        """Enter a kill at an act."""
        self.kills[act] = self.kills.get(act, 0) + 1

    def add(self, other: Outcome) -> None:
        """Enter what came in another round."""
        for own, theirs in ((self.kills, other.kills), (self.acknowledged, other.acknowledged)):
            for act, often in theirs.items():
                own[act] = own.get(act, 0) + often
        self.wrong += other.wrong


@dataclass
class Life:
    """What a worker said until it was killed, whether it lived until then, and how long an act
    took, in seconds; None if it finished none."""

    said: list[Said]
    lived: bool
    act: float | None


def killed_after(
    url: str, kind: str, seed: int, folder: Path, acts: int = 0, pause: float = 0.0
) -> Life:
    """Let a worker begin, finish so many acts and go on for some time; then kill it.

    By acts and not by time alone: on a busy machine all would be killed at their first.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    mine, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=work, args=(url, kind, seed, folder, theirs))
    worker.start()
    theirs.close()
    said: list[Said] = []
    _hear(mine, said, until=lambda: bool(said), most=PATIENCE)
    began = time.monotonic()
    _hear(mine, said, until=lambda: _done(said) >= acts, most=acts * PATIENCE)
    took = time.monotonic() - began
    act = took / _done(said) if _done(said) else None
    _hear(mine, said, until=lambda: False, most=pause)
    lived = worker.is_alive()
    if worker.pid is not None and lived:
        with suppress(ProcessLookupError):  # it ended just now
            os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    _hear(mine, said, until=lambda: False, most=1.0)
    failed = worker.exitcode not in (-signal.SIGKILL, 0)
    if failed:
        raise RuntimeError(f"the worker ended by itself: {worker.exitcode}, {said[-1:]}")
    return Life(said, lived, act)


def _done(said: list[Said]) -> int:
    return sum(one[0] == "done" for one in said)


def _hear(mine: Connection, said: list[Said], until: Callable[[], bool], most: float) -> None:
    """Take what a worker says until the time is over, it is gone, or enough was said."""
    end = time.monotonic() + most
    while not until() and (left := end - time.monotonic()) > 0:
        try:
            if mine.poll(left):
                said.append(mine.recv())
        except (EOFError, OSError):
            return


def writes(url: str, kills: int, seed: int, folder: Path) -> Outcome:
    """Kill writers of every kind on an empty database, one after another."""
    chance, outcome, ledger, usual = Random(seed), Outcome(), Ledger(), USUAL
    engine = engine_for(url)
    migrate(engine)
    seat_jury(engine, 1, 1)
    # Apart from the database: who opens and closes one of its files loses SQLite's locks on it.
    files = folder / "files"
    files.mkdir()
    for at in range(kills):
        acts, pause = chance.randint(0, MOST_ACTS), chance.uniform(0, 2 * usual)
        life = killed_after(url, "all", 1000 * seed + at, files, acts, pause)
        usual = usual if life.act is None else (usual + life.act) / 2
        said = life.said
        for one in said:
            if one[0] == "done":
                ledger.take(one)
        begun = said[-1] if said and said[-1][0] == "begin" else None
        outcome.count(begun[1] if begun else "between two")
        if not life.lived:
            outcome.wrong.append("a worker ended by itself")
        outcome.wrong += [f"kill {at}, {begun}: {line}" for line in ledger.judge(engine, begun)]
        for left in files.iterdir():
            shutil.rmtree(left, ignore_errors=True)
    outcome.acknowledged = ledger.acknowledged
    return outcome


def migrations(copied: Callable[[str], str], kills: int, seed: int, folder: Path) -> Outcome:
    """Kill migrations from several revisions; `copied` copies the database of a revision."""
    chance, outcome = Random(seed), Outcome()
    left_alone = killed_after(copied(REVISIONS[0]), "migrate", 0, folder, acts=1).act or USUAL
    for at in range(kills):
        revision = chance.choice(REVISIONS)
        url = copied(revision)
        engine = engine_for(url)
        before = _counts(url)
        pause = chance.uniform(0, left_alone)
        life = killed_after(url, "migrate", at, folder, pause=pause)
        outcome.count("migrate" if life.lived else "migrate, done before")
        migrate(engine)
        after = _counts(url)
        lost = {name: (n, after.get(name)) for name, n in before.items() if after.get(name, n) < n}
        with engine.connect() as connection:
            verdict, strangers = chain.verify(connection), record_keys.wrong(connection)
        if lost or not is_current(engine) or not verdict.whole or strangers:
            outcome.wrong.append(f"migration from {revision}: {lost}, {verdict}, {strangers} keys")
        # It can be written to.
        with transaction(engine, EVA.name, touches=("people",)) as connection:
            connection.log("signed_in")
        engine.dispose()
    return outcome


def prepare(url: str, revision: str) -> None:
    """Take a database of the newest revision back to an older one."""
    engine = engine_for(url)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate_to(connection, revision)
    engine.dispose()


def _counts(url: str) -> dict[str, int]:
    """The number of rows of each table that stays through every migration tried here."""
    metadata, engine = MetaData(), engine_for(url)
    with engine.connect() as connection:
        metadata.reflect(connection)
        found = {
            table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
            if not table.name.startswith("alembic")
        }
    engine.dispose()
    return found
