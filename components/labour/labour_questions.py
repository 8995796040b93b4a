"""The questions of the labour page, for one place and one survey."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from components import ask
from components.estimate_values import Estimate, by_code, number, only
from components.labour.labour_rows import Occupation, occupations
from data_access import territory
from data_access.answers import Answer
from data_access.scope import Scope
from data_access.viewer import Viewer


@dataclass(frozen=True)
class SurveyUsed:
    """The survey that figures of a place rest on."""

    code: str
    date: dt.date
    probability: bool


class LabourQuestions:
    """The answers about one place, each asked when first needed.

    `chosen` is the scope as the reader chose it.
    """

    def __init__(self, scope: Scope, viewer: Viewer) -> None:
        self.viewer = viewer
        self.chosen = scope

    def _ask(self, name: str, scope: Scope) -> Answer:
        return ask.answer(name, scope, self.viewer)

    def of(self, scope: Scope) -> LabourQuestions:
        """Return the same questions about another place or survey."""
        return LabourQuestions(scope, self.viewer)

    @cached_property
    def surveys(self) -> Answer:
        """All surveys, newest first."""
        return self._ask("labour.surveys", Scope())

    @cached_property
    def survey(self) -> SurveyUsed | None:
        """The survey chosen, or the newest of the place; None where there is none."""
        code = self.chosen.get("encuesta")
        total = self._ask("labour.vacancies", self.chosen)
        for row in self.surveys.rows():
            newest_of_place = code is None and row["fecha_referencia"] == total.as_of
            if row["encuesta"] == code or newest_of_place:
                return SurveyUsed(
                    row["encuesta"], row["fecha_referencia"], row["diseno"] == "PROBABILISTICO"
                )
        return None

    @cached_property
    def scope(self) -> Scope:
        """The scope with its survey named, so that all figures rest on the same."""
        return self.chosen if self.survey is None else self.chosen.having(encuesta=self.survey.code)

    @cached_property
    def companies(self) -> Scope:
        """The scope for questions about companies, which have no single occupation."""
        return self.scope.having(ciuo2=None)

    @cached_property
    def before(self) -> LabourQuestions | None:
        """The same place in the survey before, if that reached it."""
        if self.survey is None:
            return None
        for row in self.surveys.rows():
            if row["fecha_referencia"] < self.survey.date:
                earlier = self.of(self.chosen.having(encuesta=row["encuesta"]))
                if only(earlier.total).flag != "unknown":
                    return earlier
        return None

    @cached_property
    def total(self) -> Answer:
        """All vacancies, or those of the chosen occupation."""
        return self._ask("labour.vacancies", self.scope)

    @cached_property
    def vacancies(self) -> Answer:
        """Vacancies by occupation."""
        return self._ask("labour.vacancies", self.scope.having(by=("ciuo2",)))

    @cached_property
    def gap(self) -> Answer:
        """Gap by occupation."""
        return self._ask("labour.gap", self.scope.having(by=("ciuo2",)))

    @cached_property
    def hard(self) -> Answer:
        """Hard-to-fill share."""
        return self._ask("labour.hard_to_fill", self.scope)

    @cached_property
    def hard_by_occupation(self) -> Answer:
        return self._ask("labour.hard_to_fill", self.scope.having(by=("ciuo2",)))

    @cached_property
    def rate(self) -> Answer:
        """Vacancy rate of all occupations."""
        return self._ask("labour.vacancy_rate", self.companies)

    @cached_property
    def reported(self) -> Answer:
        """Vacancies company by company, of the chosen occupation or all; rows for its leader."""
        return self._ask("labour.reported", self.scope)

    @cached_property
    def willing(self) -> Answer:
        """Companies willing to hire people on the move."""
        return self._ask("labour.willing", self.companies)

    @cached_property
    def barriers(self) -> Answer:
        """Barriers that companies name."""
        return self._ask("labour.barriers", self.companies)

    @cached_property
    def response(self) -> Answer:
        """Who answered the survey."""
        return self._ask("labour.response", self.companies)

    @cached_property
    def strata(self) -> Answer:
        """The strata of the survey."""
        return self._ask("labour.strata", self.companies)

    @cached_property
    def mapped(self) -> str:
        """The place whose parts the map shows: a canton is among those of its province."""
        return territory.province(self.scope.territory) or territory.COUNTRY

    def by_place(self, name: str, by_occupation: bool = True) -> Answer:
        """Return the answer to a question for each part of the mapped place."""
        scope = self.scope if by_occupation else self.companies
        return self._ask(name, scope.having(territory=self.mapped, by=("territory",)))

    @cached_property
    def supply(self) -> Answer:
        """Registered people of the place, counted once each and never summed from parts."""
        if self.scope.get("ciuo2"):
            return self.gap
        if self.scope.territory == territory.COUNTRY:
            return self._ask("people.count", Scope())
        level = territory.level(self.scope.territory)
        asked_of = territory.COUNTRY if level == "province" else self.scope.territory
        return self._ask("labour.gap", self.scope.having(territory=asked_of, by=("territory",)))

    @property
    def persons(self) -> int | None:
        """The number in `supply` for this place; None where it is not shown."""
        frame = self.supply.frame
        here = frame[frame["territory"] == self.scope.territory]
        column = "persons" if "persons" in frame else "registered_supply"
        found = number(here[column].iloc[0]) if len(here) else None
        return None if found is None else int(found)

    @cached_property
    def occupations(self) -> list[Occupation]:
        """Demand beside supply, occupation by occupation."""
        return occupations(self.vacancies, self.gap)

    @cached_property
    def hard_of(self) -> dict[str, Estimate]:
        """Hard-to-fill share of each occupation."""
        return by_code(self.hard_by_occupation, "ciuo2")
