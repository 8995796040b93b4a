"""The data of the overview: the framework of a place and period, and some of it by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from components.indicators.framework_rows import FRAMEWORK, OVER_TIME, FrameworkRow, rows_of
from components.programme_results.programme_questions import ProgrammeQuestions
from data_access import periods
from data_access.answers import Answer
from data_access.periods import Period

YEARS = 4  # columns of a card


@dataclass(frozen=True)
class Situation:
    """A place and period as the framework describes it to the reader."""

    asked: ProgrammeQuestions

    @cached_property
    def answer(self) -> Answer:
        """All indicators of the place and period."""
        return self.asked.answer(FRAMEWORK)

    @property
    def known(self) -> bool:
        """Whether there are data of the place and period at all."""
        return self.answer.as_of is not None

    @cached_property
    def rows(self) -> Mapping[str, FrameworkRow]:
        """All indicators of the place and period by code."""
        return {row.code: row for row in rows_of(self.answer)}

    def years(self, code: str) -> list[FrameworkRow]:
        """Return an indicator in the last closed years with data, the oldest first."""
        last = self.answer.as_of
        answer = self.asked.answer(OVER_TIME, start=None, end=None, indicador=code)
        told = [row for row in rows_of(answer) if last and int(row.period) <= last.year]
        return told[-YEARS:]

    def change(self, code: str) -> tuple[FrameworkRow, FrameworkRow] | None:
        """Return an indicator in the period asked about and in the one before.

        Without a period, in the last two years. Return None where there is nothing to compare.
        """
        if self._spans is None:
            two = [] if self.asked.scope.start else self.years(code)[-2:]
            return (two[0], two[1]) if len(two) > 1 else None
        before, now = (self._of(span) for span in self._spans)
        return before[code], now[code]

    @cached_property
    def _spans(self) -> tuple[Period, Period] | None:
        scope = self.asked.scope
        before = periods.before(scope.start, scope.end)
        if scope.start is None or scope.end is None or before is None:
            return None
        return before, (scope.start, scope.end)

    def _of(self, span: Period) -> Mapping[str, FrameworkRow]:
        answer = self.asked.answer(FRAMEWORK, start=span[0], end=span[1])
        return {row.code: row for row in rows_of(answer)}


def span_of(row: FrameworkRow) -> Period:
    """Return the dates of a row that has some, as every one that is compared with another."""
    assert row.span is not None
    return row.span


def months_since(day: dt.date, now: dt.date) -> int:
    """Return whole months between two days."""
    return (now.year - day.year) * 12 + now.month - day.month - (now.day < day.day)
