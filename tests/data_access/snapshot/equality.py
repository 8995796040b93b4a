"""Whether answers from a snapshot are those from the rows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine

from data_access.answers import QUESTIONS, ask
from data_access.scope import Scope, ScopeError
from data_access.snapshot import Snapshot
from data_access.snapshot.choosing import FROM_ROWS
from data_access.viewer import Viewer

TODAY = dt.date(2025, 8, 15)
VISITOR, MONITOR = Viewer.parse("visitor"), Viewer.parse("monitor")
# Every answer but those on awards or batches alone, which read the tables.
NAMES = sorted(name for name, known in QUESTIONS.items() if not set(known.subjects) <= FROM_ROWS)
YEAR = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))
ODD = (dt.date(2024, 12, 17), dt.date(2025, 3, 9))
MEASURES = ("registered", "trained", "hired", "fair", "seller", "coworker")


def scopes(name: str) -> Iterator[Scope]:
    """Some scopes of a question: the country, places, each breakdown, whole and cut periods."""
    question = QUESTIONS[name]
    yield from (Scope(), Scope("1308"), Scope("13R"))
    for part in sorted(question.by):
        yield Scope(by=(part,))
    if question.periods:
        yield from (Scope("1308", *YEAR), Scope("EC", *ODD))
    if "measure" in question.filters:
        for measure in MEASURES:
            yield Scope("13", filters=(("measure", measure),))
            yield Scope("EC", *ODD, filters=(("measure", measure),))


def require_same(
    engine: Engine, snapshot: Snapshot, asked: Iterable[tuple[str, Viewer, Scope]]
) -> None:
    """Fail unless each question is answered alike from both."""
    with engine.connect() as rows, snapshot.connect() as columns:
        for name, viewer, scope in asked:
            one, other = (told(connection, name, viewer, scope) for connection in (rows, columns))
            assert same(one, other), (name, viewer, scope, differences(one, other))


def told(connection: Connection, name: str, viewer: Viewer, scope: Scope) -> Any:
    """Return all that an answer says, or why it says nothing."""
    try:
        return ask(connection, name, viewer, scope, TODAY).to_json("es")
    except ScopeError as problem:
        return str(problem.text)


def same(one: Any, other: Any) -> bool:
    """Return whether two values are equal: whole numbers exactly, fractions but for rounding."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return bool(one == other)


def differences(one: Any, other: Any) -> Any:
    """Return what differs, for the message of a test that fails."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one, other
    found = {key: (one[key], other.get(key)) for key in one if not same(one[key], other.get(key))}
    if "rows" in found and len(one["rows"]) == len(other["rows"]):
        pairs = zip(one["rows"], other["rows"], strict=True)
        found["rows"] = next((pair for pair in pairs if not same(*pair)), None)
    return found
