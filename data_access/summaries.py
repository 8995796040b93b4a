"""Keeps the small tables that dashboards read equal to the rows behind them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Select,
    String,
    case,
    cast,
    delete,
    extract,
    func,
    insert,
    literal,
    select,
)

from data_access import record_keys
from data_access.lists import AGE_GROUPS, AGE_LIMITS, NATIONALITIES
from data_access.tables import Person, RegisteredCell, SupplyCell, Survey

UNKNOWN = "NR"


def clear(connection: Connection) -> None:
    """Empty every summary, so that the rows behind them can go; `refresh` fills them again."""
    for table in (RegisteredCell, SupplyCell):
        connection.execute(delete(table))


def refresh(connection: Connection, subjects: Collection[str]) -> None:
    """Rebuild the cells that rest on the changed subjects, in the transaction of the change."""
    if "people" in subjects:
        record_keys.fill(connection)
        connection.execute(delete(RegisteredCell))
        rows = registered_people().subquery()
        dimensions = [
            rows.c.canton_code,
            month_of(connection, rows.c.registered_on).label("registered_on"),
            *(rows.c[name] for name in ATTRIBUTES),
        ]
        cells = select(*dimensions, *people_and_keys(rows.c)).group_by(*dimensions)
        connection.execute(
            insert(RegisteredCell).from_select([c.name for c in cells.selected_columns], cells)
        )
    if {"people", "labour"} & set(subjects):
        connection.execute(delete(SupplyCell))
        supply = (
            select(
                Survey.code,
                Person.canton_code,
                Person.sought_isco2,
                *people_and_keys(Person.__table__.c),
            )
            .join(Person, Person.registered_on <= Survey.reference_date)
            .where(Person.sought_isco2.is_not(None))
            .where(Person.withdrawn_on.is_(None))
            .group_by(Survey.code, Person.canton_code, Person.sought_isco2)
        )
        connection.execute(
            insert(SupplyCell).from_select(["survey_code", "canton_code", "isco2", *PEOPLE], supply)
        )


PEOPLE = ("persons", "key_high", "key_low")


def people_and_keys(rows: Any) -> list[ColumnElement[int]]:
    """How many rows of people, and the sums of the halves of their keys, as SQL."""
    halves = (cast(func.sum(rows[f"record_{name}"]), BigInteger).label(name) for name in PEOPLE[1:])
    return [func.count().label(PEOPLE[0]), *halves]


ATTRIBUTES = ("sex", "age_group", "nationality", "mobility_status", "isco2")


def registered_people() -> Select[tuple[object, ...]]:
    """One row a person in the job bank, with the attributes that can be asked for.

    Age is the year of registration less the year of birth (METHODS: no birth dates are kept).
    Those who withdrew consent are left out.
    """
    age = extract("year", Person.registered_on) - Person.birth_year
    return (
        select(
            Person.canton_code,
            Person.registered_on,
            Person.sex,
            age_group(age).label("age_group"),
            case(
                (Person.nationality.in_(NATIONALITIES), Person.nationality), else_=literal("OTRA")
            ).label("nationality"),
            Person.mobility_status,
            func.coalesce(Person.sought_isco2, UNKNOWN).label("isco2"),
            Person.record_key_high,
            Person.record_key_low,
        )
        .where(Person.registered_on.is_not(None))
        .where(Person.withdrawn_on.is_(None))
    )


def age_group(age: ColumnElement[int]) -> ColumnElement[str]:
    """The age band of an age in years, as SQL; people under 15 are refused at import."""
    bands = list(zip(AGE_LIMITS[1:], AGE_GROUPS, strict=False))
    return case(
        *((age < limit, literal(band)) for limit, band in bands),
        else_=literal(list(AGE_GROUPS)[-1]),
    )


def month_of(connection: Connection, day: ColumnElement[Any]) -> ColumnElement[Any]:
    """The first day of a date's month; the one expression the two databases spell differently."""
    if connection.dialect.name == "sqlite":
        # SQLite keeps dates as text, so the first day of the month is text too.
        return func.substr(cast(day, String), 1, 8).concat("01")
    return cast(func.date_trunc("month", day), Date)
