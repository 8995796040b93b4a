"""Which sheets are looked at for their quality, and which of their cells should be filled."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_

from data_access.facts.dialects import day_in_ecuador
from data_access.facts.people import UNKNOWN
from data_access.facts.recorded import Gap, Sheet
from data_access.facts.training import cohorts
from data_access.tables import (
    Application,
    Association,
    Course,
    CourseSession,
    Enrolment,
    Enterprise,
    Event,
    Imported,
    Listing,
    ListingSales,
    Person,
    Placement,
    Platform,
    Recommendation,
    SessionAttendance,
    Study,
    Survey,
    SurveyResponse,
    Vacancy,
    Visit,
)

TO_COMPANIES = "EMPRESAS"


def _unsaid(column: Any) -> ColumnElement[bool]:
    """Return whether an answer is missing: left empty, or "does not answer"."""
    return or_(column.is_(None), column == UNKNOWN)


def _joined(model: type[Imported], *others: tuple[Any, ColumnElement[bool]]) -> Any:
    found: Any = model.__table__  # type: ignore[attr-defined]
    for other, on in others:
        found = found.join(other, on)
    return found


_ENDED = cohorts()
_TO_SESSION = (CourseSession, CourseSession.code == SessionAttendance.session_code)
_TO_COURSE = (Course, Course.code == CourseSession.course_code)
REGISTER = Sheet(
    "personas",
    Person,
    _joined(Person),
    Person.code,
    Person.registered_on,
    (
        Gap("sexo", Person.sex == UNKNOWN),
        Gap("situacion_movilidad", Person.mobility_status == UNKNOWN),
        Gap("ciuo2", Person.sought_isco2.is_(None), Person.registered_on.is_not(None)),
    ),
    only=Person.withdrawn_on.is_(None),  # of whom nothing but the code is left
)
STAGES = Sheet(
    "intermediacion",
    Application,
    _joined(Application),
    Application.person_code,
    Application.reached_on,
    (Gap("codigo_evento", Application.event_code.is_(None), Application.channel == "FERIA"),),
)
JOBS = Sheet(
    "colocaciones",
    Placement,
    _joined(Placement),
    Placement.person_code,
    Placement.started_on,
    (
        Gap("salario_usd", Placement.monthly_wage_usd.is_(None)),
        Gap("horas_semana", Placement.weekly_hours.is_(None)),
        Gap("contrato", _unsaid(Placement.contract)),
        Gap("iess", _unsaid(Placement.social_security)),
    ),
)
ENROLMENTS = Sheet(
    "inscripciones",
    Enrolment,
    _joined(Enrolment, (_ENDED, _ENDED.c.cohort == Enrolment.cohort_code)),
    Enrolment.person_code,
    _ENDED.c.ends_on,
    (
        Gap("nota_pre", Enrolment.mark_before.is_(None)),
        Gap("nota_post", Enrolment.mark_after.is_(None), Enrolment.completed == "SI"),
        Gap("completo", _unsaid(Enrolment.completed)),
        Gap("certificado", _unsaid(Enrolment.certified)),
    ),
)
ATTENDANCE = Sheet(
    "asistencia_sesiones",
    SessionAttendance,
    _joined(SessionAttendance, _TO_SESSION, _TO_COURSE),
    SessionAttendance.person_code,
    CourseSession.held_on,
    (
        Gap(
            "codigo_empresa",
            SessionAttendance.enterprise_code.is_(None),
            Course.kind == TO_COMPANIES,
        ),
    ),
)
SALES = Sheet(
    "mercado_ventas",
    ListingSales,
    _joined(ListingSales, (Listing, Listing.code == ListingSales.listing_code)),
    Listing.person_code,
    ListingSales.month,
)
VISITS = Sheet(
    "coworking",
    Visit,
    _joined(Visit),
    Visit.person_code,
    day_in_ecuador(Visit.entered_at),
    (Gap("salida", Visit.left_at.is_(None)),),
)
VACANCIES = Sheet(
    "vacantes",
    Vacancy,
    _joined(Vacancy),
    Vacancy.canton_code,
    Vacancy.opened_on,
    (
        Gap("salario_usd", Vacancy.monthly_wage_usd.is_(None)),
        Gap("horas_semana", Vacancy.weekly_hours.is_(None)),
        Gap("codigo_evento", Vacancy.event_code.is_(None), Vacancy.channel == "FERIA"),
    ),
    about_people=False,
)
RESPONSES = Sheet(
    "encuesta_empresas",
    SurveyResponse,
    _joined(
        SurveyResponse,
        (Survey, Survey.code == SurveyResponse.survey_code),
        (Enterprise, Enterprise.code == SurveyResponse.enterprise_code),
    ),
    Enterprise.canton_code,
    Survey.reference_date,
    tuple(
        Gap(name, missing, SurveyResponse.outcome == "COMPLETA")
        for name, missing in (
            ("puestos_ocupados", SurveyResponse.occupied_posts.is_(None)),
            ("dispuesta_contratar", _unsaid(SurveyResponse.willing_to_hire)),
            ("barreras", SurveyResponse.barriers.is_(None)),
        )
    ),
    about_people=False,
)
EVENTS = Sheet(
    "eventos",
    Event,
    _joined(Event),
    Event.canton_code,
    Event.held_on,
    (Gap("impresiones", Event.impressions.is_(None), Event.kind == "CAMPANA"),),
    about_people=False,
)
SESSIONS = Sheet(
    "sesiones",
    CourseSession,
    _joined(CourseSession),
    CourseSession.canton_code,
    CourseSession.held_on,
    (Gap("codigo_formador", CourseSession.trainer_code.is_(None)),),
    about_people=False,
)
PLATFORMS = Sheet(
    "plataformas",
    Platform,
    _joined(Platform),
    Platform.canton_code,
    Platform.launched_on,
    (Gap("lanzamiento", Platform.launched_on.is_(None)),),
    about_people=False,
)
ASSOCIATIONS = Sheet(
    "asociaciones",
    Association,
    _joined(Association),
    Association.canton_code,
    Association.active_on,
    (
        Gap("lidera_mujer", _unsaid(Association.led_by_women)),
        Gap("latitud", Association.lat.is_(None), Association.publishable == "SI"),
    ),
    about_people=False,
)
RECOMMENDATIONS = Sheet(
    "recomendaciones",
    Recommendation,
    _joined(Recommendation, (Study, Study.code == Recommendation.study_code)),
    Study.canton_code,
    Study.published_on,
    (Gap("fecha_estado", Recommendation.state_on.is_(None), Recommendation.state != "PENDIENTE"),),
    about_people=False,
)
SHEETS = {
    sheet.name: sheet
    for sheet in (
        *(REGISTER, STAGES, JOBS, ENROLMENTS, ATTENDANCE, SALES, VISITS),
        *(VACANCIES, RESPONSES, EVENTS, SESSIONS, PLATFORMS, ASSOCIATIONS, RECOMMENDATIONS),
    )
}
