"""What the answers about training share: their source, cohorts and enrolments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import lists, territory
from data_access.answers.crowd import ATTRIBUTES, described
from data_access.answers.frames import frame_of, in_period, in_place
from data_access.answers.programme_results import Origin
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import (
    Course,
    CourseSession,
    Enrolment,
    Person,
    SessionAttendance,
)

SESSIONS = Origin(
    Text("Sesiones de los cursos y su asistencia"),
    (Course, CourseSession, SessionAttendance),
    (CourseSession.held_on,),
)
COHORTS = Origin(
    Text("Inscripciones en las cohortes y sus sesiones"),
    (Course, CourseSession, Enrolment),
    (CourseSession.held_on,),
)
READ_SUBJECTS = ("people", "training", "territory")
KIND, GOVERNMENT = "tipo", "gad"
CODES = {name: codes for name, (_, codes) in ATTRIBUTES.items()} | {KIND: list(lists.COURSE)}
OF_PEOPLE: dict[str, Any] = {
    "by": ("territory", *ATTRIBUTES, KIND),
    "filters": (*ATTRIBUTES, KIND),
    "periods": True,
}


def filters_of(scope: Scope) -> dict[str, str]:
    """Return the filters of a scope that describe people."""
    return {key: value for key, value in scope.filters if key in ATTRIBUTES}


def kinds_of(scope: Scope, usual: Sequence[str]) -> Sequence[str]:
    """Return the kinds of courses asked about: one, all of a breakdown by kind, or the usual."""
    kind = scope.get(KIND)
    if kind is not None:
        return [kind]
    return list(lists.COURSE) if KIND in scope.by else usual


def governments_in(place: str) -> list[str] | None:
    """Return the governments of a place and of those within it; None for all."""
    if place == territory.COUNTRY:
        return None
    inside = list(territory.cantons_of(place))
    return [place, *inside] if territory.level(place) == "province" else inside


def cohorts() -> Any:
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


def enrolments(connection: Connection, scope: Scope, kinds: Sequence[str]) -> pd.DataFrame:
    """Return enrolments in cohorts that ended in a period, of people in a place, in that order.

    Columns: person, canton, the dimensions with `tipo`, key halves, cohort, ends_on, marks,
    completed, certified, and `gad`. The age is that of the year in which the first of a person's
    cohorts ended.
    """
    ended = cohorts()
    query = (
        select(
            Enrolment.person_code.label("person"),
            *described(ended.c.ends_on),
            ended.c.cohort,
            ended.c.kind.label(KIND),
            ended.c.government.label(GOVERNMENT),
            ended.c.ends_on,
            Enrolment.mark_before,
            Enrolment.mark_after,
            Enrolment.completed,
            Enrolment.certified,
        )
        .join(ended, ended.c.cohort == Enrolment.cohort_code)
        .join(Person, Person.code == Enrolment.person_code)
        .where(
            Person.withdrawn_on.is_(None),
            ended.c.kind.in_(kinds),
            *in_place(Person.canton_code, scope),
            *in_period(ended.c.ends_on, scope),
        )
        .order_by(ended.c.ends_on, Enrolment.cohort_code, Enrolment.person_code)
    )
    found = frame_of(connection, query)
    found["grupo_edad"] = found.groupby("person")["grupo_edad"].transform("first")
    return found
