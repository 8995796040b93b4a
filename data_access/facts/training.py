"""Cohorts and those enrolled in them, and who came to sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, literal, select, true

from data_access.facts.dialects import days_between
from data_access.facts.people import Facts, Rows, one_if
from data_access.tables import (
    Course,
    CourseSession,
    Enrolment,
    Person,
    Placement,
    SessionAttendance,
)

TRAINER, TAUGHT = "TOT", "CASCADA"
FOLLOWED = 180  # days after a cohort's end within which a job counts
Conditions = Sequence[ColumnElement[bool]]


def cohorts() -> Subquery:
    """Return every cohort with its course's kind and government; `ends_on` is its last session."""
    return (
        select(
            CourseSession.cohort_code.label("cohort"),
            func.min(Course.kind).label("kind"),
            func.min(Course.government_code).label("government"),
            func.max(CourseSession.held_on).label("ends_on"),
        )
        .join(Course, Course.code == CourseSession.course_code)
        .group_by(CourseSession.cohort_code)
        .subquery()
    )


def enrolments(ended: Subquery, kinds: Sequence[str], period: Conditions, *columns: Any) -> Rows:
    """Return enrolments in cohorts of some kinds that ended in a period, as rows of facts.

    The part is the kind of course; the day is the cohort's last.
    """
    return (
        select(
            Enrolment.person_code,
            ended.c.ends_on.label("day"),
            ended.c.kind.label("part"),
            *columns,
        )
        .join(ended, ended.c.cohort == Enrolment.cohort_code)
        .where(ended.c.kind.in_(kinds), *period)
    )


def given_by(ended: Subquery, government: str | None) -> ColumnElement[bool]:
    """Return the SQL condition that a cohort is of a government's course; None: of any."""
    return true() if government is None else ended.c.government == government


def followed_by_a_job(ended: Subquery) -> ColumnElement[bool]:
    """Return the SQL condition that somebody enrolled began a job within 180 days of the end."""
    wait = days_between(ended.c.ends_on, Placement.started_on)
    began = select(literal(1)).where(
        Placement.person_code == Enrolment.person_code,
        Placement.started_on >= ended.c.ends_on,
        wait <= FOLLOWED,
    )
    return began.exists()


def observed_by(ended: Subquery, last: dt.date | None) -> ColumnElement[bool]:
    """Return the SQL condition that a cohort ended 180 days before the data do, or earlier."""
    return true() if last is None else ended.c.ends_on <= last - dt.timedelta(days=FOLLOWED)


def trainers(period: Conditions, ended: Subquery, taught_by: dt.date | None) -> Facts:
    """Return officials certified as trainers in a period, within their government (`gad`).

    `active` flags those who gave a session of the cascade before the day `taught_by`.
    """
    gave = _teachers(taught_by)
    rows = (
        select(
            Enrolment.person_code,
            ended.c.ends_on.label("day"),
            ended.c.government.label("gad"),
            one_if(Enrolment.person_code.in_(gave)).label("active"),
        )
        .join(ended, ended.c.cohort == Enrolment.cohort_code)
        .where(ended.c.kind == TRAINER, Enrolment.certified == "SI", *period)
    )
    return Facts(rows.subquery(), flags=("active",), within=("gad",))


def _teachers(before: dt.date | None) -> Rows:
    """Return who gave a session of the cascade before a day (None: whenever)."""
    found = (
        select(CourseSession.trainer_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind == TAUGHT, CourseSession.trainer_code.is_not(None))
    )
    return found if before is None else found.where(CourseSession.held_on < before)


def trainees(period: Conditions, ended: Subquery, taught_by: dt.date | None) -> Facts:
    """Return who came to sessions of the cascade in a period, within each government.

    Those who ever were certified as trainers, or gave a session before `taught_by`, are none.
    """
    certified = (
        select(Enrolment.person_code)
        .join(ended, ended.c.cohort == Enrolment.cohort_code)
        .join(Person, Person.code == Enrolment.person_code)
        .where(ended.c.kind == TRAINER, Enrolment.certified == "SI")
        .where(Person.withdrawn_on.is_(None))
    )
    came = SessionAttendance.person_code
    rows = (
        select(came, CourseSession.held_on.label("day"), Course.government_code.label("gad"))
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind == TAUGHT, *period)
        .where(came.not_in(certified), came.not_in(_teachers(taught_by)))
    )
    return Facts(rows.subquery(), within=("gad",))


def attendance(conditions: Conditions, *within: Any) -> Facts:
    """Return who came to some sessions, within columns such as where these were held."""
    rows = (
        select(
            SessionAttendance.person_code,
            CourseSession.held_on.label("day"),
            Course.kind.label("part"),
            *within,
        )
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(*conditions)
    )
    return Facts(rows.subquery(), within=tuple(column.name for column in within))
