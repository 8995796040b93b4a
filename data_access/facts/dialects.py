"""Days and moments as SQL: the expressions that differ between the databases.

SQLite keeps dates as text; PostgreSQL and DuckDB have a type for them and share their functions.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, Integer, and_, case, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

HOURS_BEHIND_GREENWICH = 5  # mainland Ecuador, all year
FEBRUARY, SHORT_MONTHS = 2, (4, 6, 9, 11)
Compiler = Any


class year_of(FunctionElement[int]):
    """The year of a date."""

    type = Integer()
    inherit_cache = True
    name = "year_of"


class month_of(FunctionElement[int]):
    """The month of a date, 1 to 12."""

    type = Integer()
    inherit_cache = True
    name = "month_of"


class day_of_month(FunctionElement[int]):
    """The day of a date in its month."""

    type = Integer()
    inherit_cache = True
    name = "day_of_month"


class days_between(FunctionElement[int]):
    """The days from one date to another."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


class seconds_of(FunctionElement[int]):
    """The whole seconds from the start of 1970 to a timestamp kept in UTC."""

    type = BigInteger()
    inherit_cache = True
    name = "seconds_of"


class day_in_ecuador(FunctionElement[Any]):
    """The date in Ecuador of a timestamp kept in UTC."""

    type = Date()
    inherit_cache = True
    name = "day_in_ecuador"


def _parts(element: FunctionElement[Any], compiler: Compiler, **options: Any) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]


def _register(kind: type[FunctionElement[Any]], sqlite: str, others: str) -> None:
    """Have a function written by one template for SQLite and by another for the other databases."""

    def written(template: str) -> Any:
        def write(element: FunctionElement[Any], compiler: Compiler, **options: Any) -> str:
            return template.format(*_parts(element, compiler, **options))

        return write

    compiles(kind, "sqlite")(written(sqlite))
    compiles(kind)(written(others))


_register(year_of, "CAST(substr({0}, 1, 4) AS INTEGER)", "CAST(extract(year FROM {0}) AS INTEGER)")
_register(
    month_of, "CAST(substr({0}, 6, 2) AS INTEGER)", "CAST(extract(month FROM {0}) AS INTEGER)"
)
_register(
    day_of_month, "CAST(substr({0}, 9, 2) AS INTEGER)", "CAST(extract(day FROM {0}) AS INTEGER)"
)
_register(
    days_between,
    "CAST(julianday({1}) - julianday({0}) AS INTEGER)",
    "CAST(({1}) - ({0}) AS INTEGER)",
)
_register(
    seconds_of,
    "CAST(strftime('%s', {0}) AS INTEGER)",
    "CAST(extract(epoch FROM {0}) AS BIGINT)",
)
_register(
    day_in_ecuador,
    f"date({{0}}, '-{HOURS_BEHIND_GREENWICH} hours')",
    f"CAST({{0}} - interval '{HOURS_BEHIND_GREENWICH} hours' AS DATE)",
)


def days_in_month(day: Any) -> ColumnElement[int]:
    """Return how many days the month of a day has."""
    year, month = year_of(day), month_of(day)
    leap = and_(year % 4 == 0, or_(year % 100 != 0, year % 400 == 0))
    february = case((leap, 29), else_=28)
    return case((month == FEBRUARY, february), (month.in_(SHORT_MONTHS), 30), else_=31)


def completed_months(start: Any, end: Any) -> ColumnElement[int]:
    """Return completed calendar months: 15 January to 15 July is 6, to 14 July is 5; at least 0.

    A month is complete on the same day of a later one, or on its last day where it has none: 31
    January to 28 February is 1.
    """
    day = day_of_month(end)
    # On a month's last day, a month from a day that it does not have is complete.
    early = case((and_(day < day_of_month(start), day < days_in_month(end)), 1), else_=0)
    months = (year_of(end) - year_of(start)) * 12 + month_of(end) - month_of(start) - early
    return case((end < start, 0), else_=months)
