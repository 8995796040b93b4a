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
from data_access.answers.frames import records
from data_access.disclosure import ADJUSTED, FEW
from data_access.language import Text
from data_access.measures.figures import Counted, Share, Surveyed, Survived, Untested
from data_access.measures.figures import Figure as Evidence
from data_access.measures.target_progress import Direction, Reading
from data_access.scope import Scope
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Figure:
    """An indicator's value in its own unit, with its interval where it has one; None: not shown.

    `flag` as in answers; `detail` is the code of what the value is about where it says (a barrier).
    `evidence` is what comparisons test, of which 1 is `scale` of the value's unit.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    flag: str | None = None
    detail: str | None = None
    answer: Answer | None = None
    closing: Any = None  # of a frozen figure: the row of its closing
    evidence: Evidence | None = None
    scale: float = 1.0

    @property
    def reading(self) -> Reading:
        """The figure as its target is held against it."""
        return Reading(self.value or 0.0, self.low, self.high, self.evidence, self.scale)


NOTHING = Figure(None, flag="unknown")


@dataclass(frozen=True)
class Reader:
    """The viewer, place, period and day of a reading; each answer is computed once."""

    connection: Connection
    viewer: Viewer
    scope: Scope
    asked: dict[Any, Answer] = field(default_factory=dict)
    # The detail that an indicator is followed by over time: a barrier, though another led then.
    followed: str | None = None

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


Reads = Callable[[Reader], Figure]


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
    reading: Reads

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
    return Figure(value, low, high, flag, answer=answer, scale=scale)


def share_in(answer: Answer, row: Mapping[Any, Any], counts: tuple[str, str]) -> Share | None:
    """Return the proportion of two columns of a row; None where either is not shown."""
    part, whole = (_number(row.get(name)) for name in counts)
    if part is None or not whole:
        return None
    return Share(min(int(part), int(whole)), int(whole), answer.adjusted)


def surveyed_in(answer: Answer, row: Mapping[Any, Any], at: int) -> Surveyed | None:
    """Return the estimate of a row of a survey; None where it has no error."""
    value, se = _number(row.get("estimate")), _number(row.get("se"))
    if value is None or se is None or answer.errors is None:
        return None
    return Surveyed(value, se, int(answer.errors.df[at]), answer.errors, at)


def survived_in(answer: Answer, row: Mapping[Any, Any]) -> Survived | Untested | None:
    """Return the survival of a row, beside those who began; below monitor it is rounded."""
    value = _number(row.get("survival"))
    if value is None:
        return None
    began = answer.frame[answer.frame["month"] == 0]
    for key in ("territory", *answer.scope.by):
        if key in began and key in row:
            began = began[began[key] == row[key]]
    if answer.adjusted or began.empty:
        return Untested(value)
    return Survived(
        value, _number(row.get("se")), int(row["at_risk"]), int(began["at_risk"].iloc[0])
    )


Where = Callable[[Reader], Mapping[str, Any] | None]


def _place_and_period(_reader: Reader) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class IndicatorColumn:
    """The reading of a column: of the answer's only row, or of the one that matches `row`.

    The figure is `scale` times the column, its interval in the columns `ends`. `exact`: the figure
    is exact for everybody, whatever else its row holds. `where`: further parameters of the question
    beside place and period, None where it cannot be asked. `grouped`: whether the answer gives the
    same figure of single groups. `counts`: the columns of a share's numerator and denominator.
    `counted`: the column is a count.
    """

    question: str
    name: str
    scale: float = 1
    row: Mapping[str, Any] = field(default_factory=dict)
    ends: tuple[str, str] = ("ci_low", "ci_high")
    exact: bool = False
    where: Where = _place_and_period
    grouped: bool = True
    counts: tuple[str, str] | None = None
    counted: bool = False

    def __call__(self, reader: Reader) -> Figure:
        """Return the figure of the place and period."""
        changes = self.where(reader)
        if changes is None:
            return NOTHING
        answer = reader.answer(self.question, **changes)
        found = self._rows(answer)
        if not len(found):
            return NOTHING
        return self._figure(answer, found.iloc[0].to_dict(), int(found.index[0]))

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
        found = self._rows(answer)
        rows = zip(found.index, records(found), strict=True)
        return [(str(row[dimension]), self._figure(answer, row, int(at))) for at, row in rows]

    def _rows(self, answer: Answer) -> pd.DataFrame:
        found = answer.frame
        for key, wanted in self.row.items():
            found = found[found[key] == wanted]
        return found

    def _figure(self, answer: Answer, row: Mapping[Any, Any], at: int) -> Figure:
        figure = figure_of(answer, row, self.name, self.scale, self.ends)
        figure = replace(figure, evidence=self._evidence(answer, row, at, figure))
        if figure.value is not None and figure.flag == FEW:  # of another column of the row
            figure = replace(figure, flag=ADJUSTED)
        return replace(figure, flag=None) if self.exact and figure.value is not None else figure

    def _evidence(
        self, answer: Answer, row: Mapping[Any, Any], at: int, figure: Figure
    ) -> Evidence | None:
        if figure.value is None:
            return None
        if self.counted:
            return Counted(figure.value, answer.adjusted and not self.exact)
        if self.counts is not None:
            share = share_in(answer, row, self.counts)
            return replace(share, noisy=False) if share is not None and self.exact else share
        if self.name == "survival":
            return survived_in(answer, row)
        return surveyed_in(answer, row, at) if self.name == "estimate" else None


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
