"""The questions of a page, put to a database of one's own instead of to the published release."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from components.indicators.framework_rows import OVER_TIME, FrameworkRow, rows_of
from components.labour.labour_questions import LabourQuestions
from components.overview.situation import Situation
from components.programme_results.programme_questions import ProgrammeQuestions
from data_access import clock
from data_access.answers import QUESTIONS, Answer, about_people, ask
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.answers.indicators.indicator import Reader
from data_access.answers.indicators.indicator_rows import indicator_answer, read
from data_access.scope import Scope
from tests.truth.surveys import YEARS

TESTED = ("LG-03", "PP-01", "PP-02", "SK-01", "SK-02", "SK-04")


def about_companies(name: str) -> bool:
    """Return whether an answer says nothing of people."""
    return name.startswith("labour.") and not about_people(name)


@dataclass(frozen=True)
class Asked(ProgrammeQuestions):
    """The questions of a results page; each answer is computed once."""

    connection: Connection = None  # type: ignore[assignment]
    kept: dict[Any, Answer] = None  # type: ignore[assignment]

    def answer(self, name: str, **changes: Any) -> Answer:
        """Return an answer of the scope, as the page would ask for it."""
        scope = self.scope.having(**changes)
        if not QUESTIONS[name].periods:
            scope = scope.having(start=None, end=None)
        return self.of_scope(name, scope)

    def of_scope(self, name: str, scope: Scope) -> Answer:
        """Return an answer of another scope.

        What is about companies alone is asked for once and kept for all readers of a programme: who
        may see unfit estimates is told of them by a flag, and no sentence uses them.
        """
        key = (name, scope, None if about_companies(name) else self.viewer)
        if key not in self.kept:
            self.kept[key] = ask(self.connection, name, self.viewer, scope)
        return self.kept[key]

    def of(self, year: int) -> Asked:
        """Return the questions of a calendar year."""
        start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        return replace(self, scope=Scope(start=start, end=end))

    @cached_property
    def situation(self) -> LastYears:
        """What the first page says of the place, from the last two years."""
        return LastYears(self)


class LastYears(Situation):
    """The first page of a place without a period, read as `indicators.over_time` reads it.

    Indicators of which random programmes have no data, or that have no test, are not asked for.
    """

    asked: Asked

    def years(self, code: str) -> list[FrameworkRow]:
        """Return an indicator in the last two years, the oldest first."""
        return [row[code] for row in self._both]

    def change(self, code: str) -> tuple[FrameworkRow, FrameworkRow] | None:
        """Return an indicator in the last two years."""
        return (self._both[0][code], self._both[1][code]) if code in TESTED else None

    @cached_property
    def _both(self) -> list[dict[str, FrameworkRow]]:
        """All that is tested of the last year, then of the one before, which follows a barrier."""
        asked, followed = self.asked, None
        found: list[dict[str, FrameworkRow]] = []
        for year in reversed(YEARS):
            scope = replace(asked.of(year).scope, asked_on=clock.today())
            reader = Reader(asked.connection, asked.viewer, scope, followed=followed)
            rows = read(reader, [BY_CODE[code] for code in TESTED])
            followed = next((row["detail"] for row, _figure in rows if row["detail"]), None)
            answer = indicator_answer(asked.connection, OVER_TIME, asked.viewer, scope, rows)
            found.insert(0, {row.code: row for row in rows_of(answer)})
        return found


class AskedLabour(LabourQuestions):
    """The questions of the labour page about a place."""

    def __init__(self, asked: Asked, scope: Scope) -> None:
        super().__init__(scope, asked.viewer)
        self.asked = asked

    def _ask(self, name: str, scope: Scope) -> Answer:
        return self.asked.of_scope(name, scope)

    def of(self, scope: Scope) -> AskedLabour:
        """Return the same questions about another place or survey."""
        return AskedLabour(self.asked, scope)
