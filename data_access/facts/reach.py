"""Reach of each activity: people counted once in each part and period asked for.

A person may come to many sessions, months and fairs, so that neither can be added up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, literal, select, union_all

from data_access.facts.dialects import day_in_ecuador
from data_access.facts.people import SPAN, Facts, Rows, Span
from data_access.lists import SKILLS
from data_access.tables import (
    Course,
    CourseSession,
    Event,
    EventAttendance,
    Listing,
    ListingSales,
    Placement,
    SessionAttendance,
    Visit,
)

ALL_TIME = dt.date(1990, 1, 1)  # no earlier date is taken


@dataclass(frozen=True)
class Measure:
    """The data of an activity's reach.

    Facts are rows of `person_code`, `part`, `begins` and `ends`: a person reached by a part of the
    activity (a channel, course kind, fair, platform or site) from one day to another. Where only
    some parts make up the whole, `whole` names them. `lasting`: from one day to another, which
    else is the same.
    """

    facts: Callable[[], Rows]
    whole: tuple[str, ...] = ()
    lasting: bool = False


def _on(day: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return day.label("begins"), day.label("ends")


def _trained() -> Rows:
    return (
        select(
            SessionAttendance.person_code, Course.kind.label("part"), *_on(CourseSession.held_on)
        )
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
    )


def _hired() -> Rows:
    channel = Placement.direct_channel.label("part")
    return select(Placement.person_code, channel, *_on(Placement.started_on))


def _fair() -> Rows:
    # A company's attendance has no person, so that it joins none later on.
    return (
        select(EventAttendance.person_code, Event.code.label("part"), *_on(Event.held_on))
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == "FERIA")
    )


def _seller() -> Rows:
    # A listing without an end is live for as long as the marketplace has data.
    last_from = select(func.max(Listing.live_from)).scalar_subquery()
    last_month = select(func.max(ListingSales.month)).scalar_subquery()
    last = case(
        (last_month.is_(None), last_from), (last_month > last_from, last_month), else_=last_from
    )
    return select(
        Listing.person_code,
        Listing.platform_code.label("part"),
        Listing.live_from.label("begins"),
        func.coalesce(Listing.live_to, last).label("ends"),
    )


def _coworker() -> Rows:
    day = day_in_ecuador(Visit.entered_at)
    return select(Visit.person_code, Visit.site_code.label("part"), *_on(day))


MEASURES = {
    "trained": Measure(_trained, SKILLS),
    "hired": Measure(_hired),
    "fair": Measure(_fair),
    "seller": Measure(_seller, lasting=True),
    "coworker": Measure(_coworker),
}


def reach(measure: str, start: dt.date | None, end: dt.date | None) -> Facts:
    """Return the facts of a measure in `[start, end)`.

    `times` counts those behind a person, such as the sessions that they came to. The age is that of
    the year in which the activity, or its part, first reached the person in the period.
    """
    found = MEASURES[measure].facts().subquery()
    day: ColumnElement[Any] = found.c.begins
    if start is not None:
        day = case((found.c.begins < start, literal(start, Date)), else_=found.c.begins)
    rows = select(found.c.person_code, found.c.part, day.label("day"))
    if start is not None:
        rows = rows.where(found.c.ends >= start)
    if end is not None:
        rows = rows.where(found.c.begins < end)
    return Facts(
        rows.subquery(),
        whole=MEASURES[measure].whole,
        age_in_part=True,
        figures={"times": func.count()},
    )


def reach_by_span(measure: str, spans: Sequence[Span]) -> Facts:
    """Return the facts of a measure in each of some spans, which follow one another."""
    own = MEASURES[measure]
    if not own.lasting:
        return reach(measure, spans[0][0], spans[-1][1]).by_span(spans)
    found = own.facts().subquery()
    each = union_all(
        *(
            select(
                literal(at).label(SPAN),
                literal(start, Date).label("start"),
                literal(end, Date).label("until"),
            )
            for at, (start, end) in enumerate(spans)
        )
    ).subquery()
    rows = select(
        found.c.person_code, found.c.part, found.c.begins.label("day"), each.c[SPAN]
    ).join(each, and_(found.c.begins < each.c.until, found.c.ends >= each.c.start))
    return Facts(rows.subquery(), whole=own.whole, age_in_part=True, within=(SPAN,))
