"""The sheet that an indicator lacks: the first of those it needs without imported data."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data_access.answers.indicators.indicator import Figure, Indicator
from data_access.disclosure import ADJUSTED, FEW, UNKNOWN
from data_access.tables import (
    Adoption,
    Application,
    Assistance,
    Association,
    Attitude,
    Base,
    Course,
    CourseSession,
    Edition,
    Enrolment,
    Event,
    EventAttendance,
    Listing,
    ListingSales,
    Nomination,
    Person,
    Placement,
    Platform,
    Population,
    Recommendation,
    Score,
    SessionAttendance,
    Site,
    Stratum,
    Study,
    Survey,
    SurveyResponse,
    SurveyVacancy,
    Vacancy,
    Visit,
)

TABLES: dict[str, type[Base]] = {
    "encuestas": Survey,
    "estratos": Stratum,
    "encuesta_empresas": SurveyResponse,
    "encuesta_vacantes": SurveyVacancy,
    "personas": Person,
    "plataformas": Platform,
    "vacantes": Vacancy,
    "eventos": Event,
    "asistencia_eventos": EventAttendance,
    "intermediacion": Application,
    "colocaciones": Placement,
    "cursos": Course,
    "sesiones": CourseSession,
    "inscripciones": Enrolment,
    "asistencia_sesiones": SessionAttendance,
    "actitudes": Attitude,
    "mercado": Listing,
    "mercado_ventas": ListingSales,
    "sedes": Site,
    "coworking": Visit,
    "asociaciones": Association,
    "estudios": Study,
    "recomendaciones": Recommendation,
    "asistencias": Assistance,
    "poblacion": Population,
    "ediciones": Edition,
    "postulaciones": Nomination,
    "puntajes": Score,
    "adopciones": Adoption,
}


# Whether these hold a row is not disclosed to viewers for whom 0 to 4 people are all "few".
ABOUT_PEOPLE = frozenset(
    {
        *("personas", "asistencia_eventos", "intermediacion", "colocaciones", "inscripciones"),
        *("asistencia_sesiones", "actitudes", "mercado", "mercado_ventas", "coworking"),
    }
)


def missing_in(connection: Connection, indicator: Indicator, figure: Figure) -> str | None:
    """Return the sheet without data, if an indicator has no figure, or only a 0, for lack of it.

    For readers of protected figures, only a sheet that is not about people: that there are no
    courses at all discloses nothing about anybody.
    """
    protected = figure.flag in (FEW, ADJUSTED)
    if figure.value or not (protected or figure.flag in (None, UNKNOWN)):
        return None
    for sheet in indicator.sheets:
        if protected and sheet in ABOUT_PEOPLE:
            continue
        table = TABLES[sheet].__table__
        if connection.execute(select(*table.primary_key).limit(1)).first() is None:
            return sheet
    return None
