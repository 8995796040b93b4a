"""An indicator of the results framework, and how its figure is read from the answers.

An indicator computes nothing itself: it reads one figure of an answer, as the same reader would
get it, so that it has passed disclosure control and equals what the pages show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access import lists
from data_access.answers.answer import QUESTIONS, Answer, ask
from data_access.language import Text
from data_access.measures.target_progress import Direction
from data_access.scope import Scope
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Figure:
    """An indicator's value in its own unit, with its interval where it has one; None: not shown.

    `flag` as in answers; `detail` is the code of what the value is about where it says (a barrier).
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    flag: str | None = None
    detail: str | None = None
    answer: Answer | None = None
    closing: Any = None  # of a frozen figure: the row of its closing


NOTHING = Figure(None, flag="unknown")


@dataclass(frozen=True)
class Reader:
    """The viewer, place, period and day of a reading; each answer is computed once."""

    connection: Connection
    viewer: Viewer
    scope: Scope
    asked: dict[Any, Answer] = field(default_factory=dict)

    def answer(self, name: str, viewer: Viewer | None = None, **changes: Any) -> Answer:
        """Return an answer for the place, and for the period where the question accepts periods."""
        scope = self.scope.having(**changes)
        if not QUESTIONS[name].periods:
            scope = scope.having(start=None, end=None)
        key = (name, scope, viewer)
        if key not in self.asked:
            self.asked[key] = ask(
                self.connection, name, viewer or self.viewer, scope, self.scope.today
            )
        return self.asked[key]


Reading = Callable[[Reader], Figure]


@dataclass(frozen=True)
class Indicator:
    """One indicator as METHODS §1 defines it.

    `direction`: up, down, even (a ratio that should come to 1) or context. `by`: its dimensions, in
    an answer's words. `sheets`: the templates that it needs, the one that is missing first if none
    has come in. `question`: the answer whose page and definition give details.
    """

    code: str
    meaning: Text
    formula: str | Text
    unit: str
    direction: Direction
    sdg: tuple[str, ...]
    gcm: tuple[int, ...]
    by: tuple[str, ...]
    sheets: tuple[str, ...]
    question: str
    reading: Reading

    @property
    def name(self) -> Text:
        """The name of the indicator."""
        return lists.INDICATORS[self.code]

    @property
    def activity(self) -> str:
        """The activity at the start of its code."""
        return self.code.partition("-")[0]


def figure_of(
    answer: Answer,
    row: Mapping[Any, Any],
    column: str,
    scale: float = 1,
    ends: tuple[str, str] = ("ci_low", "ci_high"),
) -> Figure:
    """Return a column of an answer's row times `scale`, with the interval in columns `ends`."""
    found = [_number(row.get(name)) for name in (column, *ends)]
    value, low, high = (None if one is None else one * scale for one in found)
    flag = row.get("flag")
    flag = flag if isinstance(flag, str) else (None if value is not None else "unknown")
    return Figure(value, low, high, flag, answer=answer)


Where = Callable[[Reader], Mapping[str, Any] | None]


@dataclass(frozen=True)
class IndicatorColumn:
    """The reading of a column: of the answer's only row, or of the one that matches `row`.

    `exact`: the figure is exact for everybody, whatever else its row holds. `where`: further
    parameters of the question beside place and period, None where it cannot be asked. `grouped`:
    whether the answer gives the same figure of single groups.
    """

    question: str
    name: str
    scale: float
    row: Mapping[str, Any]
    ends: tuple[str, str]
    exact: bool
    where: Where
    grouped: bool

    def __call__(self, reader: Reader) -> Figure:
        """Return the figure of the place and period."""
        changes = self.where(reader)
        if changes is None:
            return NOTHING
        answer = reader.answer(self.question, **changes)
        found = self._rows(answer)
        return self._figure(answer, found.iloc[0].to_dict()) if len(found) else NOTHING

    def dimensions(self, indicator: Indicator) -> tuple[str, ...]:
        """Return the dimensions of the indicator by which the answer can give the same figure."""
        known = QUESTIONS[self.question].by if self.grouped else frozenset()
        return tuple(name for name in indicator.by if name in known and name != "territory")

    def groups(self, reader: Reader, dimension: str) -> list[tuple[str, Figure]]:
        """Return the figure of each group of a dimension, in the answer's order."""
        changes = self.where(reader)
        if changes is None:
            return []
        answer = reader.answer(self.question, **changes, by=(dimension,))
        rows = self._rows(answer).to_dict("records")
        return [(str(row[dimension]), self._figure(answer, row)) for row in rows]

    def _rows(self, answer: Answer) -> pd.DataFrame:
        found = answer.frame
        for key, wanted in self.row.items():
            found = found[found[key] == wanted]
        return found

    def _figure(self, answer: Answer, row: Mapping[Any, Any]) -> Figure:
        figure = figure_of(answer, row, self.name, self.scale, self.ends)
        return replace(figure, flag=None) if self.exact and figure.value is not None else figure


def column(
    question: str,
    name: str,
    scale: float = 1,
    row: Mapping[str, Any] | None = None,
    ends: tuple[str, str] = ("ci_low", "ci_high"),
    exact: bool = False,
    where: Where | None = None,
    grouped: bool = True,
) -> IndicatorColumn:
    """Return an `IndicatorColumn`; unless `where` says otherwise, for the place and period."""
    asked = where or (lambda _reader: {})
    return IndicatorColumn(question, name, scale, row or {}, ends, exact, asked, grouped)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
