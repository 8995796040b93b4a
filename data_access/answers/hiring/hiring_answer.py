"""What the answers about hiring share: their source, and the jobs of a scope."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, extract, select

from data_access import lists
from data_access.answers.crowd import (
    ATTRIBUTES,
    CHANNEL,
    described,
    rows_behind,
)
from data_access.answers.frames import frame_of, in_period, in_place
from data_access.answers.programme_results import Origin
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Application, Event, EventAttendance, Person, Placement, Vacancy

JOBS = Origin(
    Text("Colocaciones y su seguimiento"),
    (Placement,),
    (Placement.started_on, Placement.ended_on, Placement.last_contact_on),
)
BANK = Origin(
    Text("Registro e intermediación de la bolsa de empleo"),
    (Person, Application, Placement),
    (Person.registered_on, Application.reached_on, *JOBS.dates),
)
FAIRS = Origin(
    Text("Registro de las ferias y colocaciones"),
    (Event, EventAttendance, Placement),
    (Event.held_on, *JOBS.dates),
)
BY_PERSON = ("territory", *ATTRIBUTES)
READ_SUBJECTS = ("people", "hiring", "territory")
OF_JOBS: dict[str, Any] = {
    "by": (*BY_PERSON, CHANNEL),
    "filters": (*ATTRIBUTES, CHANNEL),
    "periods": True,
}
CODES = {name: codes for name, (_, codes) in ATTRIBUTES.items()} | {CHANNEL: list(lists.CHANNEL)}


def filters_of(scope: Scope) -> dict[str, str]:
    """Return the filters of a scope that describe people."""
    return {k: v for k, v in scope.filters if k in (*ATTRIBUTES, CHANNEL)}


def jobs(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the jobs started in a period by people who live in a place, in order of their start.

    Columns: person, canton, the dimensions with `canal` (of the winning application), key halves,
    the job itself, and the vacancy's canton. A person's age is that at the first of these jobs.
    """
    age: Any = extract("year", Placement.started_on) - Person.birth_year
    query = (
        select(
            Placement.person_code.label("person"),
            *described(Placement.started_on),
            age.label("age"),
            Placement.direct_channel.label(CHANNEL),
            Placement.started_on,
            Placement.ended_on,
            Placement.last_contact_on,
            Placement.monthly_wage_usd,
            Placement.weekly_hours,
            Placement.wants_more_hours,
            Placement.contract,
            Placement.social_security,
            Placement.vacancy_code,
            Vacancy.canton_code.label("workplace"),
        )
        .join(Person, Person.code == Placement.person_code)
        .outerjoin(Vacancy, Vacancy.code == Placement.vacancy_code)
        .where(
            Person.withdrawn_on.is_(None),
            *in_place(Person.canton_code, scope),
            *in_period(Placement.started_on, scope),
        )
        .order_by(Placement.started_on, Placement.person_code)
    )
    found = frame_of(connection, query)
    found["grupo_edad"] = found.groupby("person")["grupo_edad"].transform("first")
    return found


def members(found: pd.DataFrame, scope: Scope, row: dict[str, str]) -> pd.DataFrame:
    """Return the jobs, not the people, of a row."""
    return rows_behind(found, filters_of(scope), row)
