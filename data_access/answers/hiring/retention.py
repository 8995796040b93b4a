"""Retention: how long jobs last, with those not followed to the end as censored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    CHANNEL,
    Crowd,
    columns_of,
    crowd_of,
    rows_behind,
    rows_of,
    rows_of_residents,
)
from data_access.answers.hiring.hiring_answer import (
    CODES,
    JOBS,
    OF_JOBS,
    READ_SUBJECTS,
    filters_of,
    started_in,
)
from data_access.answers.programme_results import people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval, standard_error
from data_access.disclosure import NOBODY, SURVIVAL_MONTHS, count, survival
from data_access.facts.jobs import lasting_jobs
from data_access.facts.people import Facts
from data_access.language import Text
from data_access.measures.survival import curve
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_exact_people

FEW_AT_RISK = 5
RETENTION = Definition(
    Text(
        "Parte de los trabajos empezados en el período que sigue con el mismo empleador después "
        "de tantos meses cumplidos. De quien sigue o se perdió de vista se sabe hasta el último "
        "contacto."
    ),
    Text("P(T ≥ m) = Π(1 − d/n) antes de m;  Greenwood, intervalo log-log de 95 %"),
    Text("Kaplan y Meier (1958). Marco de resultados M4SD, JB-03."),
    limits=(
        Text("Dejar un empleador no es quedarse sin trabajo."),
        Text("De quien se perdió de vista se supone lo mismo que de quienes siguen en contacto."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día en que empezó el trabajo"),
)
SURVIVAL_COLUMNS = (
    AnswerColumn("month", Kind.DURATION, Text("Mes cumplido")),
    AnswerColumn("at_risk", Kind.PEOPLE, Text("Personas en observación"), moved=True),
    AnswerColumn("survival", Kind.SHARE, Text("Sigue en el trabajo")),
    standard_error(Kind.SHARE),
    *interval(Kind.SHARE),
    FLAG,
)


@question(
    "hiring.retention",
    RETENTION,
    READ_SUBJECTS,
    title=Text("Permanencia en el trabajo"),
    columns=(TERRITORY, *SURVIVAL_COLUMNS),
    **OF_JOBS,
)
def retention(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the curve: monthly for those who see exact figures, else at 3, 6 and 12 months."""
    facts, filters = lasting_jobs(started_in(scope)), filters_of(scope)
    found = durations(connection, facts, scope)
    people = crowd_of(connection, facts, scope, filters, CHANNEL, ["longest"])
    followed = followed_for(people, viewer, "longest")
    rows = [
        {**row, **point}
        for row in rows_of(scope, CODES)
        for point in points(rows_behind(found, filters, row), followed, row, viewer)
    ]
    return people_answer(
        connection, "hiring.retention", viewer, scope, rows, JOBS, estimate_type="model"
    )


def durations(connection: Connection, facts: Facts, scope: Scope) -> pd.DataFrame:
    """Return how many jobs (`persons`) lasted how many `months`, and whether they `ended`."""
    columns = columns_of(scope, filters_of(scope), CHANNEL) | {"months": "months", "ended": "ended"}
    jobs = facts.each("months", "ended").subquery()
    found = rows_of_residents(connection, jobs, scope, columns)
    return found.rename(columns={"n": "persons"})


def followed_for(people: Crowd, viewer: Viewer, column: str = "months") -> dict[int, Crowd]:
    """Return those of some people who were followed up to each month that is shown.

    Empty for those who see exact figures, who are told of jobs.
    """
    if sees_exact_people(viewer):
        return {}
    return {month: people.having(people.frame[column] >= month) for month in SURVIVAL_MONTHS}


def points(
    found: pd.DataFrame, followed: Mapping[int, Crowd], row: Mapping[str, str], viewer: Viewer
) -> list[dict[str, Any]]:
    """Return the points of the curve of some jobs that a reader may see.

    `found`: how many (`persons`) lasted how many `months`, and whether that `ended`. `at_risk`
    counts jobs for those who see exact figures; for others people: those of a row of `followed`.
    """
    lasting = curve(found["months"], found["ended"] == 1, found["persons"])
    exact = sees_exact_people(viewer)
    last = int(found["months"].max()) if len(found) else -1
    rows = []
    for month in range(last + 1) if exact else SURVIVAL_MONTHS:
        point = lasting.just_before(month)
        people = NOBODY if exact else followed[month].group(row)
        share = survival(point.survival, month, people, viewer)
        rare = exact and share.flag is None and point.at_risk < FEW_AT_RISK
        rows.append(
            {
                "month": month,
                "at_risk": point.at_risk if exact else whole(count(people, viewer)),
                "survival": share.value,
                "se": point.se if exact else None,
                "ci_low": point.low if exact else None,
                "ci_high": point.high if exact else None,
                "flag": "caution" if rare else share.flag,
            }
        )
    return rows
