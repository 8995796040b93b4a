"""What led to a job: the contacts that people had before it began, and their fairs (METHODS §3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lcm
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select, union_all

from data_access.facts.dialects import day_in_ecuador, days_between
from data_access.facts.people import Facts, Rows, one_if
from data_access.lists import CHANNEL, SKILLS
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

WINDOW = 90  # days before the start of a job in which a contact counts
Conditions = Sequence[ColumnElement[bool]]
FAIR = "FERIA"
PIECES = lcm(*range(1, len(CHANNEL) + 1))


def _within(on: Any, start: Any) -> ColumnElement[bool]:
    return and_(on <= start, days_between(on, start) <= WINDOW)


def paths_to_jobs(period: Conditions) -> Facts:
    """Return one row per job and channel of its path: the winning one, and those before it.

    `direct` flags the winning channel. Each of a job's channels has an equal share in it, of so
    many `pieces` of PIECES; `jobs` counts the person's, all of which together are the person.
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
    touches = union_all(*_touches()).subquery()
    own = select(
        hires.c.person_code,
        hires.c.day,
        hires.c.direct_channel.label("part"),
        hires.c.jobs,
        literal(1).label("direct"),
    )
    before = select(
        hires.c.person_code, hires.c.day, touches.c.channel, hires.c.jobs, literal(0)
    ).join(
        touches,
        and_(touches.c.person_code == hires.c.person_code, _within(touches.c.day, hires.c.day)),
    )
    passed = union_all(own, before).subquery().c
    groups = (passed.person_code, passed.day, passed.part)
    each = (
        select(
            *groups, func.max(passed.direct).label("direct"), func.max(passed.jobs).label("jobs")
        )
        .group_by(*groups)
        .subquery()
    )
    job = (each.c.person_code, each.c.day)
    counted = select(each, func.count().over(partition_by=job).label("channels")).subquery()
    pieces = case(*((counted.c.channels == m, PIECES // m) for m in range(1, len(CHANNEL) + 1)))
    rows = select(*counted.c, pieces.label("pieces")).subquery()
    figures: dict[str, ColumnElement[Any]] = {
        "jobs": func.max(rows.c.jobs),
        "pieces": func.sum(rows.c.pieces),
        "passed": func.count(),
        "won": func.sum(rows.c.direct),
    }
    return Facts(rows, flags=("direct",), figures=figures)


def _touches() -> Iterator[Rows]:
    """Yield every contact of those who were hired: person, channel and day."""
    hired = select(Placement.person_code)
    came, met = EventAttendance.person_code, SessionAttendance.person_code
    yield select(
        Application.person_code.label("person_code"),
        Application.channel.label("channel"),
        Application.reached_on.label("day"),
    ).where(Application.person_code.in_(hired))
    # Coming to a fair, a course or a workspace is a contact, with or without a stage.
    yield (
        select(came, literal(FAIR), Event.held_on)
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == FAIR, came.in_(hired))
    )
    yield (
        select(met, literal("CURSO"), CourseSession.held_on)
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind.in_(SKILLS), met.in_(hired))
    )
    yield select(Visit.person_code, literal("COWORK"), day_in_ecuador(Visit.entered_at)).where(
        Visit.person_code.in_(hired)
    )


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


def hires(period: Conditions) -> Facts:
    """Return jobs as `paths_to_jobs` does, but each once: of the whole, which has no channels."""
    rows = select(
        Placement.person_code, Placement.started_on.label("day"), literal(1).label("direct")
    ).where(*period)
    return Facts(rows.subquery(), flags=("direct",))
