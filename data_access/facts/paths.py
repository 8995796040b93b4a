"""Each person's path through the programme, and jobs by what came before them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, or_, select

from data_access.facts.jobs import lasting, started_jobs
from data_access.facts.people import Facts, Rows, one_if
from data_access.lists import SKILLS
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    EventAttendance,
    Person,
    Placement,
    SessionAttendance,
)

HALF_YEAR = 6
STEPS = ("trained", "fair", "referred", "hired", "retained")
Conditions = Sequence[ColumnElement[bool]]


def paths(conditions: Conditions) -> Rows:
    """Return how many `persons` of those registered took which steps.

    `retained` is "unknown" for those followed for less than six months, "no" for those without a
    job. A course after a job began is no step on the path to it.
    """
    job, trained = _first_jobs(), _first_sessions()
    fair = select(EventAttendance.person_code).distinct().subquery()
    referred = (
        select(Application.person_code)
        .where(Application.stage.not_in(("REG", "PER")))
        .distinct()
        .subquery()
    )
    before = or_(job.c.started_on.is_(None), trained.c.on < job.c.started_on)
    retained = case(
        (job.c.started_on.is_(None), literal("no")),
        (job.c.months >= HALF_YEAR, literal("yes")),
        (job.c.ended == 1, literal("no")),
        else_=literal("unknown"),
    )
    steps = {
        "trained": one_if(and_(trained.c.on.is_not(None), before)),
        "fair": one_if(fair.c.person_code.is_not(None)),
        "referred": one_if(referred.c.person_code.is_not(None)),
        "hired": one_if(job.c.started_on.is_not(None)),
        "retained": retained,
    }
    query = select(*(step.label(name) for name, step in steps.items())).select_from(Person)
    for other in (job, trained, fair, referred):
        query = query.outerjoin(other, other.c.person_code == Person.code)
    each = query.where(
        Person.registered_on.is_not(None), Person.withdrawn_on.is_(None), *conditions
    ).subquery()
    return select(*each.c, func.count().label("persons")).group_by(*each.c)


def jobs_after_training(period: Conditions) -> Facts:
    """Return jobs with how long they lasted, and whether their person was `trained` before."""
    trained = _first_sessions()
    before = one_if(trained.c.on < Placement.started_on).label("trained")
    rows = started_jobs(period, *lasting(), before).outerjoin(
        trained, trained.c.person_code == Placement.person_code
    )
    return Facts(rows.subquery())


def _first_jobs() -> Subquery:
    order = func.row_number().over(
        partition_by=Placement.person_code, order_by=Placement.started_on
    )
    jobs = select(
        Placement.person_code, Placement.started_on, *lasting(), order.label("place")
    ).subquery()
    return select(jobs).where(jobs.c.place == 1).subquery()


def _first_sessions() -> Subquery:
    """Return each person's first session of a course in skills (`on`)."""
    return (
        select(SessionAttendance.person_code, func.min(CourseSession.held_on).label("on"))
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind.in_(SKILLS))
        .group_by(SessionAttendance.person_code)
        .subquery()
    )
