"""The results framework, and one indicator of it over time and place by place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from data_access import lists, periods, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.indicators.catalogue import ALL, BY_CODE
from data_access.answers.indicators.indicator import Figure, Indicator, IndicatorColumn, Reader
from data_access.answers.indicators.indicator_rows import (
    ROW_COLUMNS,
    bare,
    indicator_answer,
    read,
    row_of,
    without_own_end,
)
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN, PROPORTIONS
from data_access.database import SUBJECTS
from data_access.language import Text
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.viewer import Viewer

FRAMEWORK = Definition(
    Text(
        "Los {count} indicadores del marco de resultados, en su propia unidad, junto a su línea de "
        "base y su meta. Cada cifra es la de la respuesta de su tema; ninguna se escribe a mano.",
        count=len(lists.INDICATORS),
    ),
    Text("avance = 100 · (actual − base) / (meta − base)"),
    Text("Marco de resultados M4SD."),
    method=(
        Text(
            "En una razón que debe acercarse a 1 el avance se mide con |ln razón|. «Meta cumplida» "
            "se dice si toda la cota de 97,5 % la alcanza; «dentro de su margen», si la alcanza la "
            "cifra y no la cota; «cerca», si no la alcanza y el intervalo la contiene; «atrás», si "
            "todo el intervalo queda corto, y «retrocede» si además es peor que la línea de base."
        ),
        Text(
            "Sin intervalo, con menos de 10 personas, o con menos de 10 que cumplen en una cifra "
            "protegida, no hay veredicto; tampoco si la meta pide menos que la línea de base. Un "
            "conteo protegido cuenta con 4 de margen."
        ),
    ),
    limits=(
        Text("Los indicadores de contexto no tienen semáforo: subir o bajar no es bueno ni malo."),
    ),
    rules=(ABOUT_PEOPLE, FROM_SHOWN, PROPORTIONS),
    dated=Text("la fecha de cada indicador: inscripción, sesión, contratación, feria, encuesta …"),
)
# An indicator may depend on any data.
ON = tuple(subject for subject in SUBJECTS if subject != "batches")


ONE_OVER_TIME = replace(
    FRAMEWORK,
    meaning=Text("Un indicador del marco de resultados en cada período cerrado, con su meta."),
)
ONE_BY_PLACE = replace(
    FRAMEWORK,
    meaning=Text("Un indicador del marco de resultados en cada parte de un lugar, con su meta."),
    limits=(
        *FRAMEWORK.limits,
        Text("Cada lugar se cuenta por su lado: las partes no se suman."),
    ),
)


ONE_BY_GROUP = replace(
    FRAMEWORK,
    meaning=Text("Un indicador del marco de resultados en cada grupo de personas o de empresas."),
    limits=(*FRAMEWORK.limits, Text("Las metas son de todos los grupos juntos.")),
)
GROUPS = (*ATTRIBUTES, "tamano", "ciiu", "ciuo2", "tipo", "gad")


@question(
    "indicators.framework",
    FRAMEWORK,
    ON,
    title=Text("Marco de resultados"),
    columns=ROW_COLUMNS,
    periods=True,
    clock=Clock.DAY,
)
def framework(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per indicator, for a place and period."""
    reader = Reader(connection, viewer, without_own_end(viewer, scope))
    found = read(reader, ALL)
    return indicator_answer(connection, "indicators.framework", viewer, scope, found)


@question(
    "indicators.over_time",
    ONE_OVER_TIME,
    ON,
    title=Text("Un indicador, período a período"),
    columns=ROW_COLUMNS,
    filters=("indicador", "grain"),
    periods=True,
    clock=Clock.DAY,
)
def over_time(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per closed year, or quarter with `grain=quarter`: the oldest first."""
    indicator = asked_for(scope)
    months = 3 if scope.get("grain") == "quarter" else 12
    found: list[tuple[dict[str, Any], Figure]] = []
    for start, end in periods.offered(viewer, scope.territory, scope.today):
        if periods.months_between(start, end) != months:
            continue
        span = replace(bare(scope), start=start, end=end)
        # A maximum over categories is told over time of one of them: that of the newest period.
        followed = next((row["detail"] for row, _figure in found if row["detail"]), None)
        reader = Reader(connection, viewer, span, followed=followed)
        found += read(reader, (indicator,))
    found.reverse()
    return indicator_answer(connection, "indicators.over_time", viewer, scope, found)


@question(
    "indicators.by_place",
    ONE_BY_PLACE,
    ON,
    title=Text("Un indicador, lugar por lugar"),
    columns=ROW_COLUMNS,
    filters=("indicador",),
    periods=True,
    clock=Clock.DAY,
)
def by_place(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per part of a place: provinces of the country, cantons of a province."""
    indicator = asked_for(scope)
    found = []
    for place in territory.children(scope.territory):
        span = without_own_end(viewer, bare(scope).having(territory=place))
        found += read(Reader(connection, viewer, span), (indicator,))
    return indicator_answer(connection, "indicators.by_place", viewer, scope, found)


@question(
    "indicators.by_group",
    ONE_BY_GROUP,
    ON,
    title=Text("Un indicador, grupo por grupo"),
    columns=ROW_COLUMNS,
    by=GROUPS,
    filters=("indicador",),
    periods=True,
    clock=Clock.DAY,
)
def by_group(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per group of a dimension; none where the indicator has no figure by it."""
    indicator, found = asked_for(scope), []
    span = without_own_end(viewer, bare(scope))
    reader, reading = Reader(connection, viewer, span), indicator.reading
    dimension = scope.by[0] if scope.by else None
    if isinstance(reading, IndicatorColumn) and dimension in reading.dimensions(indicator):
        found = [
            (row_of(indicator, figure, {}, span) | {dimension: code, "missing": None}, figure)
            for code, figure in reading.groups(reader, dimension)
        ]
    told_by = () if dimension is None else (dimension,)
    return indicator_answer(connection, "indicators.by_group", viewer, scope, found, first=told_by)


def asked_for(scope: Scope) -> Indicator:
    """Return the indicator of a scope; the first one where it names none."""
    return BY_CODE[scope.get("indicador") or ALL[0].code]
