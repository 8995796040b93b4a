"""The job bank's register: who is registered since when, and who of them is seeking work."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, func, insert, or_, select

from data_access.summaries.people import (
    ATTRIBUTES,
    PEOPLE,
    Rows,
    attributes,
    month_of,
    people_and_keys,
)
from data_access.tables import Application, Person, Placement, RegisteredCell, SupplyCell, Survey

UNKNOWN = "NR"


def registrations() -> Rows:
    """Return `code` of each registered person and `registered_on`.

    The date is the one recorded by the office, else that of the REG stage. Those who withdrew
    consent are left out.
    """
    recorded = (
        select(Application.person_code, func.min(Application.reached_on).label("on"))
        .where(Application.stage == "REG")
        .group_by(Application.person_code)
        .subquery()
    )
    day = func.coalesce(Person.registered_on, recorded.c.on).label("registered_on")
    return (
        select(Person.code.label("code"), day)
        .outerjoin(recorded, recorded.c.person_code == Person.code)
        .where(day.is_not(None))
        .where(Person.withdrawn_on.is_(None))
    )


def registered_people() -> Rows:
    """Return one row per person in the job bank, with the attributes that can be asked for."""
    since = registrations().subquery()
    return select(
        since.c.registered_on,
        *attributes(since.c.registered_on),
        func.coalesce(Person.sought_isco2, UNKNOWN).label("isco2"),
    ).join(Person, Person.code == since.c.code)


def refresh_registered(connection: Connection) -> None:
    connection.execute(delete(RegisteredCell))
    rows = registered_people().subquery()
    dimensions = [
        rows.c.canton_code,
        month_of(connection, rows.c.registered_on).label("registered_on"),
        *(rows.c[name] for name in (*ATTRIBUTES, "isco2")),
    ]
    cells = select(*dimensions, *people_and_keys(rows.c)).group_by(*dimensions)
    names = [column.name for column in cells.selected_columns]
    connection.execute(insert(RegisteredCell).from_select(names, cells))


def refresh_supply(connection: Connection) -> None:
    """Rebuild registered supply: at each survey's date, those registered and without a job then."""
    connection.execute(delete(SupplyCell))
    since = registrations().subquery()
    date = Survey.reference_date
    at_work = exists().where(
        Placement.person_code == Person.code,
        Placement.started_on <= date,
        or_(Placement.ended_on.is_(None), Placement.ended_on > date),
    )
    supply = (
        select(
            Survey.code,
            Person.canton_code,
            Person.sought_isco2,
            *people_and_keys(Person.__table__.c),
        )
        .join(since, since.c.registered_on <= date)
        .join(Person, Person.code == since.c.code)
        .where(Person.sought_isco2.is_not(None), ~at_work)
        .group_by(Survey.code, Person.canton_code, Person.sought_isco2)
    )
    names = ["survey_code", "canton_code", "isco2", *PEOPLE]
    connection.execute(insert(SupplyCell).from_select(names, supply))
