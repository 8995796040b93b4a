"""The questions of a results page, for one place and period, and for the period before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from components import ask
from data_access import periods, territory
from data_access.answers import QUESTIONS, Answer
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_working_detail


@dataclass(frozen=True)
class ProgrammeQuestions:
    """Answers about the scope that the reader chose; `ask.answer` caches each.

    Filters and the period go only to the questions that accept them. `beside` is the scope that the
    reader chose to compare with, `named` its name in a sentence; by default the period before.
    """

    scope: Scope
    viewer: Viewer
    beside: Scope | None = None
    named: Text | None = None

    def answer(self, name: str, **changes: Any) -> Answer:
        """Return an answer of the scope, changed as by `Scope.having` (`by=…`, filters, place)."""
        known = QUESTIONS[name]
        own = self.scope.having(**{key: None for key, _value in self.scope.filters})
        kept = {key: value for key, value in self.scope.filters if key in known.filters}
        if not known.periods:
            own = own.having(start=None, end=None)
        return ask.answer(name, own.having(**(kept | changes)), self.viewer)

    def by_place(self, name: str, **changes: Any) -> Answer:
        """Return an answer for each part of the place that the map shows."""
        return self.answer(name, territory=self.mapped, by=("territory",), **changes)

    @property
    def mapped(self) -> str:
        """The place whose parts the map shows: a canton is among those of its province."""
        return territory.province(self.scope.territory) or territory.COUNTRY

    @property
    def shows_working_detail(self) -> bool:
        """Whether the reader may see the working lists of the place; the whole country has none."""
        place = self.scope.territory
        return place != territory.COUNTRY and sees_working_detail(self.viewer, place)

    @cached_property
    def before(self) -> ProgrammeQuestions | None:
        """What cards stand beside: what was chosen, or else the same place in the period before, of
        the same length; None where there is none."""
        if self.beside is not None:
            return ProgrammeQuestions(self.beside, self.viewer)
        span = periods.before(self.scope.start, self.scope.end)
        if span is None:
            return None
        return ProgrammeQuestions(self.scope.having(start=span[0], end=span[1]), self.viewer)
