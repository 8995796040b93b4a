"""What the answers about hiring share: their sources and dimensions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from data_access import lists
from data_access.answers.crowd import ATTRIBUTES, CHANNEL
from data_access.answers.frames import in_period
from data_access.answers.programme_results import Origin
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Application, Event, EventAttendance, Person, Placement

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


def started_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Return the SQL condition that a job started in the period asked about."""
    return in_period(Placement.started_on, scope)
