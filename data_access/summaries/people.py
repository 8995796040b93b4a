"""What summaries of people share: attributes, ages, and sums of people and their keys, as SQL."""

from __future__ import annotations

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
    extract,
    func,
    literal,
    text,
    type_coerce,
)

from data_access.lists import AGE_GROUPS, AGE_LIMITS, NATIONALITIES
from data_access.tables import Person

Rows = Select[*tuple[Any, ...]]

PEOPLE = ("persons", "key_high", "key_low")
ATTRIBUTES = ("sex", "age_group", "nationality", "mobility_status")
HOURS_BEHIND_GREENWICH = 5  # mainland Ecuador, all year


def people_and_keys(rows: Any) -> list[ColumnElement[int]]:
    """Return the number of people in rows, and the sums of the halves of their keys, as SQL."""
    halves = (cast(func.sum(rows[f"record_{name}"]), BigInteger).label(name) for name in PEOPLE[1:])
    return [func.count().label(PEOPLE[0]), *halves]


def attributes(day: Any) -> list[ColumnElement[Any]]:
    """Return a person's canton, attributes and key halves; age is as of the year of `day`.

    Age is a year less the year of birth (METHODS: no birth dates are kept).
    """
    shown = case((Person.nationality.in_(NATIONALITIES), Person.nationality), else_=literal("OTRA"))
    return [
        Person.canton_code.label("canton_code"),
        Person.sex.label("sex"),
        age_group(extract("year", day) - Person.birth_year).label("age_group"),
        shown.label("nationality"),
        Person.mobility_status.label("mobility_status"),
        Person.record_key_high.label("record_key_high"),
        Person.record_key_low.label("record_key_low"),
    ]


def age_group(age: ColumnElement[int]) -> ColumnElement[str]:
    """Return the age band of an age in years, as SQL; people under 15 are refused at import."""
    bands = list(zip(AGE_LIMITS[1:], AGE_GROUPS, strict=False))
    return case(
        *((age < limit, literal(band)) for limit, band in bands),
        else_=literal(list(AGE_GROUPS)[-1]),
    )


# The two expressions that differ between the two databases.
def month_of(connection: Connection, day: Any) -> ColumnElement[Any]:
    """Return the first day of a date's month."""
    if connection.dialect.name == "sqlite":
        # SQLite keeps dates as text, so the first day of the month is text too.
        return func.substr(cast(day, String), 1, 8).concat("01")
    return cast(func.date_trunc("month", day), Date)


def day_of(connection: Connection, moment: Any) -> ColumnElement[Any]:
    """Return the date in Ecuador of a timestamp kept in UTC."""
    if connection.dialect.name == "sqlite":
        return type_coerce(func.date(moment, f"-{HOURS_BEHIND_GREENWICH} hours"), Date)
    return cast(moment - text(f"interval '{HOURS_BEHIND_GREENWICH} hours'"), Date)
