"""The job bank's register: who is registered since when, and who of them is seeking work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from data_access.facts.people import UNKNOWN, Living, Rows, attributes, only_of
from data_access.tables import Application, Person, Placement


def _register(living: Living, *columns: Any) -> tuple[Rows, ColumnElement[Any]]:
    """Return columns of everybody registered, and the day of registration.

    It is the one recorded by the office, else that of the REG stage. Those who withdrew consent
    are left out.
    """
    recorded = (
        select(Application.person_code, func.min(Application.reached_on).label("on"))
        .where(Application.stage == "REG", *only_of(Application.person_code, living))
        .group_by(Application.person_code)
        .subquery()
    )
    day = func.coalesce(Person.registered_on, recorded.c.on)
    found = (
        select(*columns)
        .select_from(Person)
        .outerjoin(recorded, recorded.c.person_code == Person.code)
        .where(day.is_not(None), Person.withdrawn_on.is_(None), *living)
    )
    return found, day


def registered_people(living: Living = ()) -> Rows:
    """Return one row per person in the job bank, with the attributes that can be asked for."""
    found, day = _register(living)
    return found.add_columns(
        day.label("registered_on"),
        *attributes(day),
        func.coalesce(Person.sought_isco2, UNKNOWN).label("isco2"),
    )


def registered_supply(on: dt.date, living: Living = ()) -> Rows:
    """Return one row per person who on a day was registered, sought an occupation and had no job.

    It has the person's canton, occupation (`isco2`) and key halves.
    """
    at_work = exists().where(
        Placement.person_code == Person.code,
        Placement.started_on <= on,
        or_(Placement.ended_on.is_(None), Placement.ended_on > on),
    )
    found, day = _register(
        living,
        Person.canton_code,
        Person.sought_isco2.label("isco2"),
        Person.record_key_high,
        Person.record_key_low,
    )
    return found.where(day <= on, Person.sought_isco2.is_not(None), ~at_work)
