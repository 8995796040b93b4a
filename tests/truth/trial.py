"""How often the app claims what is not so, and misses what is: `python -m tests.truth.trial`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import Connection

from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests import databases
from tests.data_access.random_programmes import store
from tests.truth.claims import Asked, claims, sentences
from tests.truth.programmes import EFFECTS, Truth, drawn, rows

MONITOR = Viewer(frozenset({Grant("monitor")}))
READERS = {"visitor": VISITOR, "monitor": MONITOR}
Counts = Counter[tuple[str, str, str]]  # kind of programme, reader, kind of sentence


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
) -> Counter[tuple[str, str]]:
    """Return which kinds of sentences claim a difference, of one programme, for each reader."""
    store(connection, rows(chance, truth))
    found: Counter[tuple[str, str]] = Counter()
    for name, viewer in READERS.items():
        for kind, sentence in sentences(Asked(Scope(), viewer, connection)):
            found[name, kind] += claims(sentence)
    return found


def trial(times: int, most: int = 20_000, seed: int = 15) -> Counts:
    """Return how many of `times` programmes of each kind hold a claim."""
    chance, found = np.random.default_rng(seed), Counts()
    with database() as connection:
        for kind in EFFECTS:
            for _ in range(times):
                for (reader, sentence), claimed in read(
                    connection, chance, drawn(chance, kind, most=most)
                ).items():
                    found[kind, reader, sentence] += claimed
    return found


def main() -> None:
    """Print the share of programmes with a claim, by kind of sentence and reader."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    found = trial(times)
    kinds = list(dict.fromkeys(sentence for _k, _r, sentence in found))
    print(f"Programmes of {times} that hold a claim, in per cent")
    print(f"{'':22}" + "".join(f"{k + ' ' + r:>16}" for k in EFFECTS for r in READERS))
    for sentence in kinds:
        cells = (100 * found[k, r, sentence] / times for k in EFFECTS for r in READERS)
        print(f"{sentence:22}" + "".join(f"{cell:16.1f}" for cell in cells))


if __name__ == "__main__":
    main()
