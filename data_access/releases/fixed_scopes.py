"""The fixed scopes of a release: what pages ask on opening, for the programme's places and periods,
and what the results framework takes away.

They are computed ahead; whatever else a reader asks is computed at first asking. The list was taken
from the pages as they open; what it lacks is computed when somebody first asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from data_access import periods
from data_access.answers import QUESTIONS
from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.indicators.catalogue import ALL
from data_access.answers.indicators.indicator import IndicatorColumn
from data_access.scope import Scope
from data_access.tables import Survey
from data_access.viewer import VISITOR

PLACES = ("EC", "13", "13R", "1308", "23", "2301")
SURVEYS = 2  # newest ones, of which pages show the last beside the one before
Asked = Mapping[str, object]
BY_SEX: Asked = {"by": ("sexo",)}
BY_PLACE: Asked = {"by": ("territory",)}
BY_KIND: Asked = {"by": ("tipo",)}
BY_STATUS: Asked = {"by": ("situacion",)}
BY_OCCUPATION: Asked = {"by": ("ciuo2",)}
BY_NATIONALITY_AND_SEX: Asked = {"by": ("nacionalidad", "sexo")}
BY_PLATFORM: Asked = {"by": ("plataforma",)}
# For every place and, where the question knows periods, every fixed period.
ON_OPENING: Sequence[tuple[str, Asked]] = (
    ("community.assistance", {}),
    ("community.associations", {}),
    ("community.associations", BY_PLACE),
    ("community.directory", {}),
    ("community.employers", {}),
    ("community.events", {}),
    ("community.milestones", {}),
    ("community.policies", {}),
    ("community.recommendations", {}),
    ("community.studies", {}),
    ("hiring.adequate", {}),
    ("hiring.conditions", {}),
    ("hiring.fairs", {}),
    ("hiring.funnel", {}),
    ("hiring.funnel", BY_SEX),
    ("hiring.funnel", BY_STATUS),
    ("hiring.half_year", {}),
    ("hiring.parity", BY_SEX),
    ("hiring.parity", BY_STATUS),
    ("hiring.pay", {}),
    ("hiring.retention", {}),
    ("hiring.retention", BY_SEX),
    ("hiring.time_to_hire", {}),
    ("hiring.vacancies", BY_OCCUPATION),
    ("hiring.waiting", {}),
    ("hiring.workplaces", BY_PLACE),
    ("indicators.framework", {}),
    ("labour.surveys", {}),
    ("labour.vacancies", {}),
    ("labour.vacancies", BY_PLACE),
    ("people.count", {}),
    ("people.over_time", {"measure": "trained"}),
    ("people.paths", {}),
    ("people.trained_first", {}),
    ("quality.freshness", {}),
    ("training.cascade", {}),
    ("training.completion", {}),
    ("training.completion", BY_SEX),
    ("training.coverage", BY_PLACE),
    ("training.employment", {}),
    ("training.employment", BY_KIND),
    ("training.gain", {}),
    ("training.gain", BY_KIND),
    ("training.multiplication", {}),
    ("training.reach", {}),
    ("training.reach", BY_KIND),
    ("training.reach", BY_NATIONALITY_AND_SEX),
    ("ventures.all_spaces", {}),
    ("ventures.coworking", {}),
    ("ventures.marketplace", {}),
    ("ventures.marketplace", BY_PLACE),
    ("ventures.occupancy", {}),
    ("ventures.over_time", BY_PLATFORM),
    ("ventures.sites", {}),
)
# For every place, over all the time there is.
OVER_TIME = (
    *("JB-01", "JB-03", "JB-04", "JB-05", "LG-03", "MK-02", "PP-01", "PP-02"),
    *("SK-01", "SK-02", "SK-04", "TT-02"),
)
REACHING = ("registered", "trained", "hired")  # what tells how far the data reach
# For every place, of the newest surveys.
OF_SURVEYS: Sequence[tuple[str, Asked]] = (
    ("labour.barriers", {}),
    ("labour.gap", BY_OCCUPATION),
    ("labour.gap", BY_PLACE),
    ("labour.hard_to_fill", {}),
    ("labour.hard_to_fill", BY_OCCUPATION),
    ("labour.response", {}),
    ("labour.strata", {}),
    ("labour.vacancies", {}),
    ("labour.vacancies", BY_OCCUPATION),
    ("labour.vacancies", BY_PLACE),
    ("labour.vacancy_rate", {}),
    ("labour.willing", {}),
)
# For every place, over all time and of each closed year: each indicator's groups of people, which
# the framework as a file has all of.
GROUPED = tuple(
    (indicator.code, dimension)
    for indicator in ALL
    if isinstance(indicator.reading, IndicatorColumn)
    for dimension in indicator.reading.dimensions(indicator)
    if dimension in ATTRIBUTES
)


def of(day: dt.date, surveys: Sequence[str]) -> Iterator[tuple[str, Scope]]:
    """Yield every question with its scope, what readers look at first before the rest."""
    spans: list[tuple[dt.date | None, dt.date | None]] = [(None, None)]
    spans += periods.offered(VISITOR, PLACES[0], day)
    for span in spans:
        for place in PLACES:
            for name, asked in ON_OPENING:
                if span == spans[0]:
                    yield name, Scope(place).having(**asked)
                elif QUESTIONS[name].periods:
                    yield name, Scope(place, *span).having(**asked)
        if span == spans[0]:
            yield from _of_all_time(surveys)
    for span in (spans[0], *periods.closed_years(day)):
        for place in PLACES:
            for code, dimension in GROUPED:
                scope = Scope(place, *span).having(by=(dimension,), indicador=code)
                yield "indicators.by_group", scope


def surveys_of(connection: Connection) -> list[str]:
    """Return the codes of the surveys whose figures are computed ahead."""
    query = select(Survey.code).order_by(Survey.reference_date.desc(), Survey.code)
    return list(connection.scalars(query.limit(SURVEYS)))


def _of_all_time(surveys: Sequence[str]) -> Iterator[tuple[str, Scope]]:
    for measure in REACHING:
        yield "people.count", Scope(PLACES[0]).having(measure=measure)
    for place in PLACES:
        for code in OVER_TIME:
            yield "indicators.over_time", Scope(place).having(indicador=code)
        for survey in surveys:
            for name, asked in OF_SURVEYS:
                yield name, Scope(place).having(encuesta=survey, **asked)
