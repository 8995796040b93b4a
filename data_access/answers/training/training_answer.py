"""What the answers about training share: their sources, dimensions and places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_access import lists, territory
from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.programme_results import Origin
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import (
    Course,
    CourseSession,
    Enrolment,
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
