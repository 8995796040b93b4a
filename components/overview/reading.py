"""What the overview rests on: the framework of a place and period, and of the years before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from components.indicators.columns import FRAMEWORK
from components.indicators.reading import Row, rows_of
from components.outcomes.asking import Asked
from data_access import periods
from data_access.answers import Answer
from data_access.periods import Period

YEARS = 4  # of a card's columns
WHOLE_YEAR = 12


@dataclass(frozen=True)
class Situation:
    """A place and period as the framework tells it to the reader."""

    asked: Asked

    @cached_property
    def answer(self) -> Answer:
        """All indicators of the place and period."""
        return self.asked.answer(FRAMEWORK)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The same by code."""
        return {row.code: row for row in rows_of(self.answer)}

    @cached_property
    def years(self) -> Mapping[Period, Mapping[str, Row]]:
        """The last closed years that there are data for, the oldest first."""
        last = self.answer.as_of
        if last is None:
            return {}
        closed = [span for span in self._closed(WHOLE_YEAR) if span[0] <= last][:YEARS]
        return {span: self._of(span) for span in reversed(closed)}

    @cached_property
    def change(self) -> tuple[Period, Period] | None:
        """The period asked about and the one before it; without one, the last two years."""
        scope = self.asked.scope
        before = periods.before(scope.start, scope.end)
        if scope.start and scope.end and before:
            return before, (scope.start, scope.end)
        spans = list(self.years)
        return (spans[-2], spans[-1]) if len(spans) > 1 and not scope.start else None

    def of(self, span: Period) -> Mapping[str, Row]:
        """All indicators of another period."""
        return self.years[span] if span in self.years else self._of(span)

    def _of(self, span: Period) -> Mapping[str, Row]:
        answer = self.asked.answer(FRAMEWORK, start=span[0], end=span[1])
        return {row.code: row for row in rows_of(answer)}

    def _closed(self, months: int) -> list[Period]:
        viewer, place = self.asked.viewer, self.asked.scope.territory
        found = periods.offered(viewer, place, periods.today())
        return [span for span in found if length(span) == months]


def length(span: Period) -> int:
    """The months of a period that begins and ends with one."""
    start, end = span
    return (end.year - start.year) * 12 + end.month - start.month


def months_since(day: dt.date, now: dt.date) -> int:
    """Whole months between two days."""
    return (now.year - day.year) * 12 + now.month - day.month - (now.day < day.day)
