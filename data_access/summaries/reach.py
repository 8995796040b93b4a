"""Reach of each activity: people counted once in each part and period asked for.

A person may come to many sessions, months and fairs, so that neither can be added up. The same
query counts any period straight from the person rows; for the periods that most readers may ask
for (all, all that is over, years, quarters, months) the importer keeps its result as cells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    String,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
)

from data_access import clock, periods
from data_access.lists import SKILLS
from data_access.summaries.people import (
    ATTRIBUTES,
    PEOPLE,
    Rows,
    attributes,
    day_of,
    people_and_keys,
)
from data_access.tables import (
    Course,
    CourseSession,
    Event,
    EventAttendance,
    Listing,
    ListingSales,
    Person,
    Placement,
    ReachCell,
    SessionAttendance,
    Visit,
)

WHOLE = ""  # the part that stands for all of a measure
ALL_TIME = dt.date(1990, 1, 1)  # where the period of everything starts: no earlier date is taken


@dataclass(frozen=True)
class Measure:
    """The data of an activity's reach: its subject, and its facts.

    Facts are rows of `person_code`, `part`, `begins` and `ends`: a person reached by a part of the
    activity (a channel, course kind, fair, platform or site) from one day to another. Where only
    some parts make up the whole, `whole` names them.
    """

    subject: str
    facts: Callable[[Connection], Rows]
    whole: tuple[str, ...] = ()


def _on(day: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return day.label("begins"), day.label("ends")


def _trained(_: Connection) -> Rows:
    return (
        select(
            SessionAttendance.person_code, Course.kind.label("part"), *_on(CourseSession.held_on)
        )
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
    )


def _hired(_: Connection) -> Rows:
    channel = Placement.direct_channel.label("part")
    return select(Placement.person_code, channel, *_on(Placement.started_on))


def _fair(_: Connection) -> Rows:
    return (
        select(EventAttendance.person_code, Event.code.label("part"), *_on(Event.held_on))
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == "FERIA", EventAttendance.enterprise_code == "")
    )


def _seller(connection: Connection) -> Rows:
    # A listing without an end is live for as long as the marketplace has data.
    known = [
        connection.scalar(select(func.max(column)))
        for column in (Listing.live_from, ListingSales.month)
    ]
    last = max((day for day in known if day), default=ALL_TIME)
    return select(
        Listing.person_code,
        Listing.platform_code.label("part"),
        Listing.live_from.label("begins"),
        func.coalesce(Listing.live_to, literal(last, Date)).label("ends"),
    )


def _coworker(connection: Connection) -> Rows:
    day = day_of(connection, Visit.entered_at)
    return select(Visit.person_code, Visit.site_code.label("part"), *_on(day))


MEASURES = {
    "trained": Measure("training", _trained, SKILLS),
    "hired": Measure("hiring", _hired),
    "fair": Measure("hiring", _fair),
    "seller": Measure("ventures", _seller),
    "coworker": Measure("ventures", _coworker),
}


# A day, or the parameter that stands for one.
Day = dt.date | BindParameter[dt.date] | None


def people_reached(
    connection: Connection, measure: str, start: Day, end: Day, *, by_part: bool
) -> Rows:
    """Return one row per person reached in `[start, end)`, or per person and part.

    The rows have attributes and keys; `times` counts the facts behind one, such as the sessions
    that a person came to. The age is that of the year in which the activity first reached the
    person in the period.
    """
    facts = MEASURES[measure].facts(connection).subquery()
    part = facts.c.part if by_part else literal(WHOLE)
    first: ColumnElement[Any] = facts.c.begins
    if start is not None:
        day = literal(start, Date) if isinstance(start, dt.date) else start
        first = case((facts.c.begins < day, day), else_=facts.c.begins)
    reached = select(
        facts.c.person_code,
        part.label("part"),
        func.min(first).label("first"),
        func.count().label("times"),
    )
    if not by_part and MEASURES[measure].whole:
        reached = reached.where(facts.c.part.in_(MEASURES[measure].whole))
    if start is not None:
        reached = reached.where(facts.c.ends >= start)
    if end is not None:
        reached = reached.where(facts.c.begins < end)
    groups = (facts.c.person_code, facts.c.part) if by_part else (facts.c.person_code,)
    found = reached.group_by(*groups).subquery()
    return (
        select(found.c.part, found.c.times, *attributes(found.c.first))
        .join(Person, Person.code == found.c.person_code)
        .where(Person.withdrawn_on.is_(None))
    )


def reach_cells(connection: Connection, measure: str, start: Day, end: Day) -> Iterator[Rows]:
    """Yield cells of a period, counted from the person rows: of the whole, and of each part."""
    for by_part in (False, True):
        rows = people_reached(connection, measure, start, end, by_part=by_part).subquery()
        dimensions = [rows.c[name] for name in ("part", "canton_code", *ATTRIBUTES)]
        times = cast(func.sum(rows.c.times), BigInteger).label("times")
        yield select(*dimensions, *people_and_keys(rows.c), times).group_by(*dimensions)


@dataclass(frozen=True)
class Fixed:
    """A period whose cells are kept; `closed` is all that was over when they were made."""

    grain: str
    starts_on: dt.date
    end: dt.date | None

    @property
    def start(self) -> dt.date | None:
        """The first day of the period; None where it has none."""
        return None if self.grain in (ALL, CLOSED) else self.starts_on


ALL, CLOSED = "all", "closed"
EVERYTHING = Fixed(ALL, ALL_TIME, None)
GRAINS = {"year": 12, "quarter": 3, "month": 1}


def kept(
    connection: Connection, measure: str, start: dt.date | None, end: dt.date | None
) -> Fixed | None:
    """Return the kept period that `[start, end)` is for a measure; None where it is none."""
    if start is None:
        return EVERYTHING if end is None else _closed(connection, measure, end)
    if end is None or start.day != 1:
        return None
    for grain, months in GRAINS.items():
        if (start.month - 1) % months == 0 and months_later(start, months) == end:
            return Fixed(grain, start, end)
    return None


def _closed(connection: Connection, measure: str, end: dt.date) -> Fixed | None:
    own = select(func.max(ReachCell.starts_on)).where(
        ReachCell.measure == measure, ReachCell.grain == CLOSED
    )
    made = connection.scalar(own)
    if made is None or end < made:
        return None
    # Cells are made with each import, and no future days are imported: if more is over by
    # now than was then, all of it is.
    return Fixed(CLOSED, made, made) if end == made else EVERYTHING


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the first day of the month that many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def periods_between(first: dt.date, last: dt.date) -> Iterator[Fixed]:
    """Yield every kept period that holds a day from the first to the last."""
    over = periods.quarter_of(clock.today())
    yield EVERYTHING
    yield Fixed(CLOSED, over, over)
    for grain, months in GRAINS.items():
        start = dt.date(first.year, (first.month - 1) // months * months + 1, 1)
        while start <= last:
            yield Fixed(grain, start, months_later(start, months))
            start = months_later(start, months)


def refresh_reach(connection: Connection, subjects: Collection[str]) -> None:
    """Rebuild the cells of the measures of the changed subjects."""
    for name, measure in MEASURES.items():
        if not {"people", measure.subject} & set(subjects):
            continue
        connection.execute(delete(ReachCell).where(ReachCell.measure == name))
        facts = measure.facts(connection).subquery()
        span = select(func.min(facts.c.begins), func.max(facts.c.ends))
        first, last = connection.execute(span).one()
        if first is None:
            continue
        # Three queries, each run many times: of all, of all before a day, and between two days.
        for bounded, periods_alike in groupby(
            periods_between(first, last), lambda period: (period.start is None, period.end is None)
        ):
            start, end = (
                None if missing else bindparam(side, type_=Date)
                for side, missing in zip(("start", "end"), bounded, strict=True)
            )
            values = [_values(name, period) for period in periods_alike]
            for cells in reach_cells(connection, name, start, end):
                _keep(connection, cells, values)


def _values(measure: str, period: Fixed) -> dict[str, Any]:
    own = {"measure": measure, "grain": period.grain, "starts_on": period.starts_on}
    bounds = {"start": period.start, "end": period.end}
    return own | {side: day for side, day in bounds.items() if day is not None}


def _keep(connection: Connection, cells: Rows, values: list[dict[str, Any]]) -> None:
    found = cells.subquery()
    columns: dict[str, ColumnElement[Any]] = {
        "measure": bindparam("measure", type_=String),
        "grain": bindparam("grain", type_=String),
        "starts_on": bindparam("starts_on", type_=Date),
        **{name: found.c[name] for name in ("part", "canton_code", *ATTRIBUTES, *PEOPLE, "times")},
    }
    keep = insert(ReachCell).from_select(list(columns), select(*columns.values()))
    for own in values:
        connection.execute(keep, own)
