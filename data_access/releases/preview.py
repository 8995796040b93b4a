"""What a release would move: fixed scopes as they are told, beside the same as data stand now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from data_access import clock, periods, snapshot
from data_access.answers import QUESTIONS, Answer, ask
from data_access.language import Text
from data_access.releases import fixed_scopes, making, reading, standing
from data_access.releases.ahead import Progress
from data_access.releases.standing import Standing
from data_access.scope import Scope, ScopeError
from data_access.viewer import VISITOR, Viewer


@dataclass(frozen=True)
class Moved:
    """An answer that a release would move, and in how many of its rows."""

    answer: str
    scope: Scope
    rows: int

    def to_json(self) -> dict[str, Any]:
        """Return it in the format of INTERFACE."""
        dated = [day and day.isoformat() for day in (self.scope.start, self.scope.end)]
        return {
            "answer": self.answer,
            "territory": self.scope.territory,
            "period": dated if any(dated) else None,
            "rows": self.rows,
        }


@dataclass(frozen=True)
class Preview:
    """What a release of this moment would be: what was written since `since`, and what moves."""

    since: Standing | None
    subjects: tuple[str, ...]
    moved: tuple[Moved, ...]


def preview(engine: Engine, viewer: Viewer, progress: Progress | None = None) -> Preview:
    """Return what a release would move of what pages show on opening, all the time and last year.

    Raise Forbidden if the viewer may not publish.
    """
    making.require(viewer)
    with engine.connect() as connection:
        since = standing.in_force(connection)
        if since is None:
            return Preview(None, (), ())
        subjects = standing.moved(connection, since.number)
        asked = _asked(connection, subjects, since, clock.today())
    say = progress or (lambda _share, _text: None)
    found = []
    for at, (name, scope) in enumerate(asked):
        say(at / len(asked), Text("Comparando con lo publicado"))
        rows = _rows_moved(engine, name, scope)
        if rows:
            found.append(Moved(name, scope, rows))
    say(1.0, Text("Listo"))
    return Preview(since, subjects, tuple(found))


def _asked(
    connection: Connection, subjects: tuple[str, ...], since: Standing, today: dt.date
) -> list[tuple[str, Scope]]:
    """Return the fixed scopes that may have moved: all the time there is, and the last year."""
    year = dt.date(today.year - 1, 1, 1)
    found = []
    for name, scope in fixed_scopes.of(today, fixed_scopes.surveys_of(connection)):
        question = QUESTIONS[name]
        same_day = question.clock.floor(since.day) == question.clock.floor(today)
        if same_day and not set(question.subjects) & set(subjects):
            continue
        if scope.start is None or (scope.start, periods.year_of(scope.start, scope.end)) == (
            year,
            year.year,
        ):
            found.append((name, scope))
    return found


def _rows_moved(engine: Engine, name: str, scope: Scope) -> int:
    """Return how many rows of an answer differ for the public, or come or go."""
    try:
        before: Answer | None = reading.answer(engine, name, VISITOR, scope)
    except ScopeError:
        before = None  # such as a survey that the release does not know
    with snapshot.reading(engine, QUESTIONS[name].subjects) as connection:
        after = ask(connection, name, VISITOR, scope, clock.today())
    old = [] if before is None else _lines(before)
    new = _lines(after)
    same = sum(min(old.count(line), new.count(line)) for line in set(old))
    return max(len(old), len(new)) - same


def _lines(answer: Answer) -> list[str]:
    return [repr(row) for row in answer.to_json("es")["rows"]]
