"""Every answer, at its first and its second look, as a visitor and as a monitor."""

from __future__ import annotations

import os
import time
from typing import Any

from components import ask
from components.kept import kept
from data_access.answers import QUESTIONS
from data_access.scope import Scope, ScopeError
from data_access.viewer import MONITOR, VISITOR, Grant, Viewer
from tests.bench.measuring import Record, quantiles, watched

READERS = {"visitor": VISITOR, "monitor": Viewer(frozenset({Grant(MONITOR)}), "bench")}
PLACES = ("EC", "1308")
SLOWEST = 5  # answers that are named


def main(record: Record, database: str, size: str) -> None:
    """Ask every question of two places, twice, as pages do: the second look may be kept."""
    os.environ["DATABASE_URL"] = database
    # Nobody can empty what answers are kept in, so that each run gets its own.
    own: Any = ask._answer
    ask._answer = kept(ask.KEPT_ANSWERS)(own.__wrapped__)
    kind = database.partition(":")[0]
    for name, reader in READERS.items():
        for look in ("first", "second"):
            taken: dict[str, float] = {}
            worked: list[float] = []
            with watched() as watch:
                for question in QUESTIONS:
                    for place in PLACES:
                        if takes(question, place):
                            start, cpu = time.perf_counter(), time.process_time()
                            ask.answer(question, Scope(place), reader)
                            seconds = time.perf_counter() - start
                            taken[f"{question} {place}"] = 1000 * seconds
                            worked.append(1000 * (time.process_time() - cpu))
            middle, high = quantiles(list(taken.values()))
            label = f"{size} {kind} {name}, {look} look"
            record.add(f"{label}, p50", middle, "ms", watch)
            record.add(f"{label}, p95", high, "ms", watch)
            record.add(f"{label}, CPU p50", quantiles(worked)[0], "ms", watch)
            record.add(f"{label}, CPU p95", quantiles(worked)[1], "ms", watch)
            if look == "first":
                for what in sorted(taken, key=lambda key: -taken[key])[:SLOWEST]:
                    record.add(f"{label}, {what}", taken[what], "ms", watch)


def takes(question: str, place: str) -> bool:
    """Return whether a question can be asked of a place without more."""
    try:
        QUESTIONS[question].check(Scope(place))
    except ScopeError:
        return False
    return True
