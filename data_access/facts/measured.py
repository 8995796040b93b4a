"""The numbers of the sheets in which a value far from the others is worth a second look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, or_

from data_access.facts.dialects import seconds_of
from data_access.facts.recorded import Sheet
from data_access.facts.sheet_records import (
    EVENTS,
    JOBS,
    RESPONSES,
    SALES,
    SESSIONS,
    VACANCIES,
    VISITS,
)
from data_access.tables import (
    CourseSession,
    Event,
    ListingSales,
    Placement,
    SurveyResponse,
    Vacancy,
    Visit,
)

HUNDREDTHS = 100
HOUR = 3600
VALUE, OUTSIDE, KNOWN = "value", "outside", "known"


@dataclass(frozen=True)
class Measured:
    """A number of a sheet; `logarithmic` where it is skewed to the right.

    It is read in hundredths, as a whole number: sums and groups of fractions differ by database.
    """

    sheet: Sheet
    number: Any
    logarithmic: bool = False

    @property
    def value(self) -> ColumnElement[int]:
        """The number in hundredths."""
        return self._hundredths.label(VALUE)

    @property
    def _hundredths(self) -> ColumnElement[int]:
        return cast(func.round(self.number * HUNDREDTHS), BigInteger)

    @property
    def known(self) -> ColumnElement[int]:
        """Whether there is a number, as 0 or 1."""
        return case((self.number.is_not(None), 1), else_=0).label(KNOWN)

    def outside(self, low: float, high: float) -> ColumnElement[int]:
        """Whether a number is below one or above another, as 0 or 1."""
        value = self._hundredths
        far = or_(value < low * HUNDREDTHS, value > high * HUNDREDTHS)
        return case((far, 1), else_=0).label(OUTSIDE)


MEASURED = {
    "colocaciones.salario_usd": Measured(JOBS, Placement.monthly_wage_usd, True),
    "colocaciones.horas_semana": Measured(JOBS, Placement.weekly_hours),
    "mercado_ventas.ventas_usd": Measured(SALES, ListingSales.sales_usd, True),
    "coworking.horas": Measured(
        VISITS, (seconds_of(Visit.left_at) - seconds_of(Visit.entered_at)) / HOUR, True
    ),
    "vacantes.salario_usd": Measured(VACANCIES, Vacancy.monthly_wage_usd, True),
    "vacantes.horas_semana": Measured(VACANCIES, Vacancy.weekly_hours),
    "vacantes.plazas": Measured(VACANCIES, Vacancy.posts, True),
    "encuesta_empresas.puestos_ocupados": Measured(RESPONSES, SurveyResponse.occupied_posts, True),
    "sesiones.horas": Measured(SESSIONS, CourseSession.hours),
    "sesiones.asistentes_sin_codigo": Measured(SESSIONS, CourseSession.unlinked, True),
    "eventos.impresiones": Measured(EVENTS, Event.impressions, True),
}
