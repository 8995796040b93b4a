"""Who was hired within 180 days of registering: cohorts at the same follow-up, fit to compare."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, and_, func, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import ATTRIBUTES, Crowd, asked_for, residents, rows_of
from data_access.answers.frames import in_period
from data_access.answers.hiring.hiring_answer import (
    BANK,
    BY_PERSON,
    CODES,
    READ_SUBJECTS,
    filters_of,
)
from data_access.answers.programme_results import people_answer, proportion, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.disclosure import count
from data_access.facts.dialects import days_between
from data_access.facts.funnel import waits
from data_access.facts.people import one_if
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

FOLLOWED = 180  # days
HALF_YEAR = Definition(
    Text(
        "Personas contratadas en los 180 días siguientes a su inscripción, entre las que se "
        "inscribieron al menos 180 días antes del último dato. Así dos grupos o dos períodos han "
        "tenido el mismo tiempo, y se pueden comparar."
    ),
    Text(
        "tasa = contratadas ≤ 180 días / inscritas ≥ 180 días antes del corte;  intervalo de "
        "Wilson de 95 %"
    ),
    Text("Marco de resultados M4SD; Wilson (1927)."),
    limits=(
        Text("Quien se retiró de la bolsa cuenta como no contratada."),
        Text("Quienes se inscribieron hace menos de 180 días están aún en seguimiento."),
    ),
    rules=(ABOUT_PEOPLE, FROM_SHOWN),
    dated=Text("la fecha de inscripción"),
)


@question(
    "hiring.half_year",
    HALF_YEAR,
    READ_SUBJECTS,
    title=Text("Contratadas en 180 días"),
    columns=(
        TERRITORY,
        AnswerColumn("hired", Kind.PEOPLE, Text("Contratadas en 180 días"), moved=True),
        AnswerColumn("followed", Kind.PEOPLE, Text("Inscritas y seguidas 180 días"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Contratadas de las seguidas")),
        *interval(Kind.SHARE),
        AnswerColumn("younger", Kind.PEOPLE, Text("Aún en seguimiento"), moved=True),
        FLAG,
    ),
    by=BY_PERSON,
    filters=ATTRIBUTES,
    periods=True,
)
def half_year(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people hired within 180 days of registering, of those registered long enough ago."""
    everybody = registered(connection, scope, BANK.last_day(connection))
    old = everybody.frame["old"] == 1
    followed, younger = everybody.having(old), everybody.having(~old)
    hired = followed.having(followed.frame["soon"] == 1)
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(hired, followed, row, viewer, ("hired", "followed"))
        waiting = count(younger.group(row), viewer, younger.wider(row))
        rows.append({**row, **share, "younger": whole(waiting)})
    return people_answer(connection, "hiring.half_year", viewer, scope, rows, BANK)


def registered(connection: Connection, scope: Scope, last: dt.date | None) -> Crowd:
    """Return everybody registered in a period, by whether that is 180 days ago or more (`old`).

    `soon`: a job began within 180 days of registering.
    """
    people = waits().subquery()
    since, start = people.c.registered_on, people.c.started_on
    old = days_between(since, last or since) >= FOLLOWED
    soon = and_(start.is_not(None), days_between(since, func.coalesce(start, since)) <= FOLLOWED)
    flagged = select(*people.c, one_if(old).label("old"), one_if(soon).label("soon"))
    within = flagged.where(*in_period(since, scope)).subquery()
    filters = filters_of(scope)
    columns = asked_for(scope, filters) | {"old": "old", "soon": "soon"}
    return Crowd(residents(connection, within, scope, columns), None, filters)
