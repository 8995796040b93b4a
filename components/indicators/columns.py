"""What the columns of the framework's answer are called, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping

from components.words import Count, Decimal, Percent
from data_access import lists, period_codes
from data_access.language import Text

FRAMEWORK, OVER_TIME = "indicators.framework", "indicators.over_time"
BY_PLACE, BY_GROUP = "indicators.by_place", "indicators.by_group"
FROZEN = "indicators.frozen"
OF_INDICATORS = frozenset({FRAMEWORK, OVER_TIME, BY_PLACE, BY_GROUP, FROZEN})
COLUMNS: Mapping[str, Text] = {
    "indicador": Text("Indicador"),
    "code": Text("Indicador"),
    "actual": Text("Valor actual"),
    "low": Text("Intervalo de 95 %, desde"),
    "high": Text("Intervalo de 95 %, hasta"),
    "detail": Text("De qué es la cifra"),
    "unit": Text("Unidad"),
    "baseline": Text("Línea de base"),
    "target": Text("Meta"),
    "progress": Text("Avance (%)"),
    "status": Text("Estado"),
    "missing": Text("Hoja que falta"),
    "as_of": Text("Al"),
    "version": Text("Versión"),
    "today": Text("Cifra de hoy"),
    "changed": Text("Cambió"),
    "reason": Text("Por qué"),
    "batches": Text("Lotes que la cambiaron"),
    "premio": Text("Premio"),
    "awarded": Text("Premiadas"),
    "fairs": Text("Ferias"),
    "spaces": Text("Espacios"),
}
# Headings of this answer where others call the column something else.
HEADINGS: Mapping[tuple[str, str], Text] = {
    **{(name, "period"): Text("Período") for name in OF_INDICATORS},
    (FROZEN, "actual"): Text("Cifra congelada"),
    ("hiring.all_fairs", "rate"): Text("Conversión de feria a contrato"),
}
CODES: Mapping[str, Mapping[str, Text]] = {
    "indicador": lists.INDICATORS,
    "code": lists.INDICATORS,
    "unit": lists.UNITS,
    "status": lists.PROGRESS,
    "premio": lists.AWARD,
    "reason": {
        "batches": Text("llegaron o se deshicieron lotes"),
        "app": Text("cambios hechos en la aplicación"),
    },
    "detail": {
        **lists.BARRIER,
        "icc_2_k": Text("CCI(2,k)"),
        "alpha_interval": Text("α de Krippendorff"),
        "not_reached": Text("Menos de la mitad tiene trabajo"),
    },
}
PERIODS = period_codes.CODES
IN_UNIT = frozenset({"actual", "low", "high", "baseline", "target", "today"})
# What an indicator may lack without anything being held back.
CAN_BE_EMPTY = frozenset(
    {"low", "high", "detail", "baseline", "target", "progress", "missing", "as_of"}
    | {"today", "changed", "reason", "batches"}
)
COUNTS = frozenset({"progress", "awarded", "fairs", "spaces"})
ANSWERS: Mapping[str, Text] = {
    FRAMEWORK: Text("Marco de resultados"),
    OVER_TIME: Text("Un indicador, período a período"),
    BY_PLACE: Text("Un indicador, lugar por lugar"),
    BY_GROUP: Text("Un indicador, grupo por grupo"),
    FROZEN: Text("Cifras congeladas de un período"),
    "hiring.all_fairs": Text("Las ferias juntas"),
    "ventures.all_spaces": Text("Los espacios de coworking juntos"),
    "awards.received": Text("Postulaciones elegibles y premiadas"),
}


def quantity(value: float, unit: str) -> Text:
    """A figure in its indicator's unit, as the language writes it: 80 is "80 %"."""
    if unit == "percent":
        return Percent(value / 100)
    if unit in ("ratio", "index"):
        return Decimal(value)
    if unit in ("per_thousand", "points"):
        return Decimal(value, 1)
    return Count(value)
