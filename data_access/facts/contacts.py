"""What led to a job: the contacts that people had before it began, and their fairs (METHODS §3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, literal, select, union_all

from data_access.facts.dialects import day_in_ecuador, days_between
from data_access.facts.people import Facts, Rows, one_if
from data_access.lists import SKILLS
from data_access.measures.attribution import WINDOW
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Event,
    EventAttendance,
    Placement,
    SessionAttendance,
    Visit,
)

Conditions = Sequence[ColumnElement[bool]]
FAIR = "FERIA"


def _within(on: Any, start: Any) -> ColumnElement[bool]:
    return and_(on <= start, days_between(on, start) <= WINDOW)


def paths_to_jobs(period: Conditions) -> Facts:
    """Return one row per job and channel of its path: the winning one, and those before it.

    `direct` flags the winning channel; `channels` counts those of the job, `jobs` the person's.
    """
    hires = (
        select(
            Placement.person_code,
            Placement.started_on.label("day"),
            Placement.direct_channel,
            func.count().over(partition_by=Placement.person_code).label("jobs"),
        )
        .where(*period)
        .cte()
    )
    own = select(
        hires.c.person_code,
        hires.c.day,
        hires.c.direct_channel.label("part"),
        hires.c.jobs,
        literal(1).label("direct"),
    )
    passed = union_all(own, *_contacts(hires)).subquery().c
    groups = (passed.person_code, passed.day, passed.part)
    each = (
        select(
            *groups, func.max(passed.direct).label("direct"), func.max(passed.jobs).label("jobs")
        )
        .group_by(*groups)
        .subquery()
    )
    job = (each.c.person_code, each.c.day)
    rows = select(each, func.count().over(partition_by=job).label("channels"))
    return Facts(rows.subquery(), flags=("direct",))


def _contacts(hires: Any) -> Iterator[Rows]:
    """Yield the contacts in the 90 days before each hire, as channels that are not its own."""

    def before(person: Any, channel: Any, on: Any) -> Rows:
        near = and_(person == hires.c.person_code, _within(on, hires.c.day))
        own = (hires.c.person_code, hires.c.day)
        return select(*own, channel, hires.c.jobs, literal(0)).select_from(hires).where(near)

    yield before(Application.person_code, Application.channel, Application.reached_on)
    # Coming to a fair, a course or a workspace is a contact, with or without a stage.
    yield before(EventAttendance.person_code, literal(FAIR), Event.held_on).where(
        Event.code == EventAttendance.event_code, Event.kind == FAIR
    )
    yield before(SessionAttendance.person_code, literal("CURSO"), CourseSession.held_on).where(
        CourseSession.code == SessionAttendance.session_code,
        Course.code == CourseSession.course_code,
        Course.kind.in_(SKILLS),
    )
    yield before(Visit.person_code, literal("COWORK"), day_in_ecuador(Visit.entered_at))


def fair_visits(held: Conditions) -> Facts:
    """Return one row per person and fair of those that were held so; the part is the fair.

    `hired` flags those whose job of the fairs' own channel counts for the fair: it was the last of
    these fairs that they came to in the 90 days before the job.
    """
    came = (
        select(EventAttendance.person_code, Event.held_on.label("day"), Event.code.label("part"))
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == FAIR, *held)
        .cte()
    )
    counted = _last_fairs(came)
    same = and_(counted.c.person_code == came.c.person_code, counted.c.part == came.c.part)
    rows = select(came, one_if(counted.c.part.is_not(None)).label("hired")).outerjoin(counted, same)
    return Facts(rows.subquery(), flags=("hired",), age_in_part=True)


def _last_fairs(came: Any) -> Subquery:
    """Return each person and fair that a job of theirs counts for."""
    latest = func.row_number().over(
        partition_by=(came.c.person_code, Placement.started_on),
        order_by=(came.c.day.desc(), came.c.part.desc()),
    )
    near = (
        select(came.c.person_code, came.c.part, latest.label("place"))
        .join(
            Placement,
            and_(
                Placement.person_code == came.c.person_code,
                _within(came.c.day, Placement.started_on),
            ),
        )
        .where(Placement.direct_channel == FAIR)
        .subquery()
    )
    return select(near.c.person_code, near.c.part).where(near.c.place == 1).distinct().subquery()
