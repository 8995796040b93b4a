"""Rows that contradict others, each kind beside all rows that could: rules across the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, not_, or_, select
from sqlalchemy.orm import aliased

from data_access.facts.dialects import month_of, seconds_of, year_of
from data_access.facts.people import one_if
from data_access.facts.recorded import Sheet
from data_access.facts.sheet_records import (
    ATTENDANCE,
    ENROLMENTS,
    EVENTS,
    JOBS,
    SALES,
    SESSIONS,
    STAGES,
    TO_COMPANIES,
    VACANCIES,
    VISITS,
)
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Enrolment,
    Event,
    EventAttendance,
    Listing,
    ListingSales,
    Placement,
    SessionAttendance,
    Vacancy,
    Visit,
)

BROKEN, ASKED = "broken", "asked"
SILENT, LONG_OPEN = 90, 365  # days without contact; days that a vacancy is open
DAY = 86_400
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Contradiction:
    """A rule: which rows of a sheet it asks about, and which of them break it.

    Both may depend on the last day of the data, beyond which nothing is known.
    """

    sheet: Sheet
    asks: Callable[[dt.date], Condition]
    breaks: Callable[[dt.date], Condition]

    def flags(self, last: dt.date) -> tuple[ColumnElement[int], ColumnElement[int]]:
        """Return whether a row is asked about, and whether it breaks the rule, as 0 or 1."""
        asks = self.asks(last)
        both = and_(asks, self.breaks(last))
        return one_if(asks).label(ASKED), one_if(both).label(BROKEN)


def _always(condition: Condition) -> Callable[[dt.date], Condition]:
    return lambda _last: condition


def _months(day: Any) -> ColumnElement[int]:
    return year_of(day) * 12 + month_of(day)


def _overlapping() -> Condition:
    earlier = aliased(Placement)
    return exists().where(
        earlier.person_code == Placement.person_code,
        earlier.started_on < Placement.started_on,
        or_(earlier.ended_on.is_(None), earlier.ended_on > Placement.started_on),
    )


def _overfilled() -> Condition:
    hires = aliased(Placement)
    filled = select(func.count()).where(hires.vacancy_code == Placement.vacancy_code)
    posts = select(Vacancy.posts).where(Vacancy.code == Placement.vacancy_code)
    return filled.scalar_subquery() > posts.scalar_subquery()


def _enrolled(*of_whom: Condition) -> Condition:
    return exists().where(Enrolment.cohort_code == CourseSession.cohort_code, *of_whom)


def _came() -> Condition:
    return exists(
        select(literal(1))
        .select_from(SessionAttendance)
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .where(
            SessionAttendance.person_code == Enrolment.person_code,
            CourseSession.cohort_code == Enrolment.cohort_code,
        )
    )


def _two_courses() -> Condition:
    other = aliased(CourseSession)
    return exists().where(
        other.cohort_code == CourseSession.cohort_code,
        other.course_code != CourseSession.course_code,
    )


_HIRED = exists().where(
    Placement.person_code == Application.person_code,
    Placement.vacancy_code == Application.vacancy_code,
)
_APPLIED = exists().where(
    Application.person_code == Placement.person_code,
    Application.vacancy_code == Placement.vacancy_code,
)
_COMPANIES = exists().where(
    EventAttendance.event_code == Event.code, EventAttendance.enterprise_code != ""
)
_IN_ENROLLED_COHORT = and_(Course.kind != TO_COMPANIES, _enrolled())
_OFF_SALE = or_(
    _months(ListingSales.month) < _months(Listing.live_from),
    _months(ListingSales.month) > _months(Listing.live_to),
)
# Under the names of the import's own rules, where it has the same one.
CONTRADICTIONS: Mapping[str, Contradiction] = {
    "contrato_sin_colocacion": Contradiction(
        STAGES, _always(Application.stage == "CON"), _always(not_(_HIRED))
    ),
    "colocacion_sin_postulacion": Contradiction(
        JOBS, _always(Placement.vacancy_code.is_not(None)), _always(not_(_APPLIED))
    ),
    "colocaciones_solapadas": Contradiction(
        JOBS, _always(Placement.started_on.is_not(None)), _always(_overlapping())
    ),
    "plazas_rebasadas": Contradiction(
        JOBS, _always(Placement.vacancy_code.is_not(None)), _always(_overfilled())
    ),
    "contacto_antiguo": Contradiction(
        JOBS,
        _always(Placement.ended_on.is_(None)),
        lambda last: Placement.last_contact_on < last - dt.timedelta(days=SILENT),
    ),
    "asistencia_sin_inscripcion": Contradiction(
        ATTENDANCE,
        _always(_IN_ENROLLED_COHORT),
        _always(not_(_enrolled(Enrolment.person_code == SessionAttendance.person_code))),
    ),
    "completo_sin_asistencia": Contradiction(
        ENROLMENTS, _always(Enrolment.completed == "SI"), _always(not_(_came()))
    ),
    "certificado_sin_completar": Contradiction(
        ENROLMENTS, _always(Enrolment.certified == "SI"), _always(Enrolment.completed == "NO")
    ),
    "nota_menor": Contradiction(
        ENROLMENTS,
        _always(and_(Enrolment.mark_before.is_not(None), Enrolment.mark_after.is_not(None))),
        _always(Enrolment.mark_after < Enrolment.mark_before),
    ),
    "venta_fuera": Contradiction(
        SALES, _always(ListingSales.month.is_not(None)), _always(_OFF_SALE)
    ),
    "visita_larga": Contradiction(
        VISITS,
        _always(Visit.left_at.is_not(None)),
        _always(seconds_of(Visit.left_at) - seconds_of(Visit.entered_at) > DAY),
    ),
    "vacante_abierta": Contradiction(
        VACANCIES,
        _always(Vacancy.opened_on.is_not(None)),
        lambda last: and_(
            Vacancy.closed_on.is_(None),
            Vacancy.opened_on < last - dt.timedelta(days=LONG_OPEN),
        ),
    ),
    "feria_sin_empresas": Contradiction(
        EVENTS, _always(Event.kind == "FERIA"), _always(not_(_COMPANIES))
    ),
    "cohorte_dos_cursos": Contradiction(
        SESSIONS, _always(CourseSession.cohort_code.is_not(None)), _always(_two_courses())
    ),
}
