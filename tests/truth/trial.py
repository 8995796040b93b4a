"""How often the app claims what is not so, and misses what is: `python -m tests.truth 500 FILE`.

Each programme has its own seed and leaves a line in the file as soon as it is told, so that a run
can be ended at any time and taken up again, and the table printed of what there is. Two processes
share a file if one tells `python -m tests.truth 500 FILE 1/2` and the other `2/2`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import Connection

from data_access.answers import Answer
from data_access.answers.lookups import one_question
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests import databases
from tests.data_access.random_programmes import store
from tests.truth.asking import Asked
from tests.truth.claims import Said, about_people, claims, of_the_overview
from tests.truth.programmes import EFFECTS, Truth, drawn, rows
from tests.truth.survey_claims import about_companies

MONITOR = Viewer(frozenset({Grant("monitor")}))
READERS = {"visitor": VISITOR, "monitor": MONITOR}


@dataclass(frozen=True)
class Told:
    """What was claimed of one programme: by reader and kind of sentence, whether it claims."""

    kind: str
    at: int
    people: int
    claimed: dict[str, dict[str, bool]]


@contextmanager
def database() -> Iterator[Connection]:
    """A migrated, empty database for as long as a block lasts."""
    with TemporaryDirectory() as folder:
        engine = engine_for(databases.sqlite_copy("empty", Path(folder) / "truth.db"))
        with engine.connect() as connection:
            yield connection
        engine.dispose()


def read(
    connection: Connection, chance: np.random.Generator, truth: Truth
) -> dict[str, dict[str, bool]]:
    """Return which kinds of sentences claim a difference, of one programme, for each reader."""
    store(connection, rows(chance, truth))
    kept: dict[Any, Answer] = {}
    with one_question():
        return {
            reader: claimed(Asked(Scope(), viewer, connection=connection, kept=kept))
            for reader, viewer in READERS.items()
        }


def sentences(asked: Asked) -> Iterator[tuple[str, Said]]:
    """Yield each kind of sentence that the app can say of a programme, with what it says."""
    yield from about_people(asked)
    yield from about_companies(asked)
    yield from of_the_overview(asked)


def claimed(asked: Asked) -> dict[str, bool]:
    """Return of each kind of sentence whether it claims a difference."""
    return {kind: claims(said) for kind, said in sentences(asked)}


def trial(
    times: int,
    most: int = 20_000,
    seed: int = 15,
    done: Iterable[tuple[str, int]] = (),
    part: tuple[int, int] = (1, 1),
) -> Iterator[Told]:
    """Yield what is told of `times` programmes of each kind in turn, but for those `done`.

    `part`: which of how many shares of them, as (1, 2) for every other one.
    """
    done, (which, shares) = set(done), part
    with database() as connection:
        for at in range(which - 1, times, shares):
            for number, kind in enumerate(EFFECTS):
                if (kind, at) in done:
                    continue
                chance = np.random.default_rng([seed, number, at])
                truth = drawn(chance, kind, most=most)
                yield Told(kind, at, truth.people, read(connection, chance, truth))


def counted(found: Iterable[Told]) -> tuple[Counter[str], Counter[tuple[str, str, str]]]:
    """Return how many programmes there are of each kind, and how many claim by kind of sentence."""
    all_of, claiming = Counter[str](), Counter[tuple[str, str, str]]()
    for told in found:
        all_of[told.kind] += 1
        for reader, sentences in told.claimed.items():
            for sentence, claims_it in sentences.items():
                claiming[told.kind, reader, sentence] += claims_it
    return all_of, claiming


def kept(path: Path) -> list[Told]:
    """Return what a file of an earlier run holds."""
    if not path.exists():
        return []
    return [Told(**json.loads(line)) for line in path.read_text().splitlines()]


def table(found: Iterable[Told]) -> str:
    """Return the share of programmes with a claim, by kind of sentence and reader."""
    all_of, claiming = counted(found)
    kinds = list(dict.fromkeys(sentence for _kind, _reader, sentence in claiming))
    heads = [(kind, reader) for kind in EFFECTS for reader in READERS]
    lines = [
        "Programmes that hold a claim, in per cent; of "
        + ", ".join(f"{n} {k}" for k, n in all_of.items()),
        f"{'':34}" + "".join(f"{kind + ' ' + reader:>16}" for kind, reader in heads),
    ]
    for sentence in kinds:
        cells = [
            f"{100 * claiming[kind, reader, sentence] / all_of[kind]:16.1f}"
            if (kind, reader, sentence) in claiming
            else f"{'–':>16}"
            for kind, reader in heads
        ]
        lines.append(f"{sentence:34}" + "".join(cells))
    return "\n".join(lines)


def main() -> None:
    """Tell programmes, keep each in a file, and print the table of all that it then holds."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    which, shares = sys.argv[3].split("/") if len(sys.argv) > 3 else ("1", "1")
    found = kept(path) if path else []
    done = [(one.kind, one.at) for one in found]
    for told in trial(times, done=done, part=(int(which), int(shares))):
        found.append(told)
        if path:
            # One write, at the end of the file: the lines of another process stay whole.
            with path.open("a") as file:
                file.write(json.dumps(vars(told)) + "\n")
    print(table(kept(path) if path else found))


if __name__ == "__main__":
    main()
