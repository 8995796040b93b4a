"""Who was hired within 180 days of registering: cohorts at the same follow-up, fit to compare."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import ATTRIBUTES, crowd_of, rows_of
from data_access.answers.hiring.hiring_answer import (
    BANK,
    BY_PERSON,
    CODES,
    READ_SUBJECTS,
    filters_of,
)
from data_access.answers.hiring.hiring_funnel import waits
from data_access.answers.programme_results import people_answer, proportion, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.disclosure import count
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
    last = BANK.last_day(connection)
    people = waits(connection, scope, last)
    since = pd.to_datetime(people["registered_on"])
    old = since + pd.Timedelta(days=FOLLOWED) <= pd.Timestamp(last or pd.Timestamp.min)
    soon = old & people["hired"] & (people["days"] <= FOLLOWED)
    hired, followed, younger = (
        crowd_of(people[kept], scope, filters_of(scope)) for kept in (soon, old, ~old)
    )
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(hired, followed, row, viewer, ("hired", "followed"))
        waiting = count(younger.group(row), viewer, younger.wider(row))
        rows.append({**row, **share, "younger": whole(waiting)})
    return people_answer(connection, "hiring.half_year", viewer, scope, rows, BANK)
