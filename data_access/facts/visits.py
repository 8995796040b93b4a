"""Visits to the shared workspaces: who came, for how long, and at which hours of the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select, union_all

from data_access.clock import midnight
from data_access.facts.dialects import HOURS_BEHIND_GREENWICH, day_in_ecuador, seconds_of
from data_access.facts.people import Facts, Rows, one_if
from data_access.tables import Person, Visit

HOUR, DAY = 3600, 86400
SINCE_MONDAY = 3 * DAY  # 1 January 1970 was a Thursday


def visits(period: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Return visits as rows of facts; the part is the workspace.

    `came` and `went` are seconds of Ecuador's time since 1970; `went` is NULL and `open` is 1
    without an exit.
    """
    behind = HOURS_BEHIND_GREENWICH * HOUR
    return (
        select(
            Visit.person_code,
            Visit.site_code.label("part"),
            day_in_ecuador(Visit.entered_at).label("day"),
            (seconds_of(Visit.entered_at) - behind).label("came"),
            (seconds_of(Visit.left_at) - behind).label("went"),
            one_if(Visit.left_at.is_(None)).label("open"),
        )
        .join(Person, Person.code == Visit.person_code)
        .where(Person.withdrawn_on.is_(None), *period)
    )


def entered_in(
    start: dt.date | None, end: dt.date | None, sites: Sequence[str]
) -> list[ColumnElement[bool]]:
    """Return the SQL condition that somebody entered one of some workspaces in `[start, end)`."""
    found: list[ColumnElement[bool]] = [Visit.site_code.in_(sites)]
    if start is not None:
        found.append(Visit.entered_at >= midnight(start))
    if end is not None:
        found.append(Visit.entered_at < midnight(end))
    return found


def use(period: Sequence[ColumnElement[bool]]) -> Rows:
    """Return of each workspace its visits, those without an exit, seconds, and first and last day.

    `longest` is the longest visit in seconds.
    """
    rows = visits(period).subquery().c
    lasted = rows.went - rows.came
    return select(
        rows.part.label("site"),
        func.count().label("visits"),
        func.sum(rows.open).label("open"),
        func.coalesce(func.sum(lasted), 0).label("seconds"),
        func.coalesce(func.max(lasted), 0).label("longest"),
        func.min(rows.day).label("first"),
        func.max(rows.day).label("last"),
    ).group_by(rows.part)


def hours_touched(period: Sequence[ColumnElement[bool]], longest: int) -> Facts:
    """Return one row per visit with an exit and clock hour that it touches, within that hour.

    `hour` is in seconds since Monday's midnight, `seconds` are those of the hour that the visit
    fills. `longest`: no visit takes more seconds.
    """
    each = visits([*period, Visit.left_at.is_not(None)]).subquery()
    offsets = _counting(longest // HOUR + 2)
    begins = each.c.came - each.c.came % HOUR + offsets.c.number * HOUR
    touched = select(each, begins.label("begins")).join(offsets, begins < each.c.went).subquery()
    begins, ends = touched.c.begins, touched.c.begins + HOUR
    until = case((touched.c.went < ends, touched.c.went), else_=ends)
    since = case((touched.c.came > begins, touched.c.came), else_=begins)
    rows = select(
        touched.c.person_code,
        touched.c.part,
        touched.c.day,
        ((begins + SINCE_MONDAY) % (7 * DAY)).label("hour"),
        (until - since).label("seconds"),
    )
    found = rows.subquery()
    return Facts(found, within=("hour",), figures={"seconds": func.sum(found.c.seconds)})


def _counting(numbers: int) -> Subquery:
    """Return the numbers from 0 on, at least so many, as rows."""
    found: Any = _digits()
    size = 10
    while size < numbers:
        more = _digits()
        both = (found.c.number + more.c.number * size).label("number")
        found = select(both).select_from(found).join(more, literal(1) == 1).subquery()
        size *= 10
    return select(found.c.number).where(found.c.number < numbers).subquery()


def _digits() -> Subquery:
    return union_all(*(select(literal(digit).label("number")) for digit in range(10))).subquery()
