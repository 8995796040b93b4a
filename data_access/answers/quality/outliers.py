"""Values far from the others of their kind, by the median and its absolute deviation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Empty, Kind, names_of
from data_access.answers.crowd import rows_of_residents
from data_access.answers.detail import working_detail
from data_access.answers.frames import frame_of, in_place, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN, WORKING_DETAIL
from data_access.answers.quality.quality_answer import (
    SHEET,
    SUBJECTS,
    UNIT,
    Counts,
    sheets_answer,
    tally,
    unit_of,
)
from data_access.answers.shared_columns import CANTON, DATE, FLAG
from data_access.disclosure import average
from data_access.facts.measured import HUNDREDTHS, KNOWN, MEASURED, OUTSIDE, VALUE, Measured
from data_access.facts.people import Facts
from data_access.language import Text
from data_access.measures.outliers import FURTHEST, LEAST_VALUES, Usual, usual
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.tables import CourseSession, Event, Vacancy
from data_access.viewer import Viewer

NUMBERS: Mapping[str, Text] = {
    "colocaciones.salario_usd": Text("Salario de las colocaciones (USD)"),
    "colocaciones.horas_semana": Text("Horas por semana de las colocaciones"),
    "mercado_ventas.ventas_usd": Text("Ventas de una oferta en un mes (USD)"),
    "coworking.horas": Text("Horas de una visita"),
    "vacantes.salario_usd": Text("Salario de las vacantes (USD)"),
    "vacantes.horas_semana": Text("Horas por semana de las vacantes"),
    "vacantes.plazas": Text("Plazas de una vacante"),
    "encuesta_empresas.puestos_ocupados": Text("Puestos ocupados de una empresa"),
    "sesiones.horas": Text("Horas de una sesión"),
    "sesiones.asistentes_sin_codigo": Text("Asistentes sin código de una sesión"),
    "eventos.impresiones": Text("Impresiones de una campaña"),
}
# Of companies and activities, whose rows a leader may have; each with its code.
LISTED: Mapping[str, Any] = {
    **{name: Vacancy for name in NUMBERS if name.startswith("vacantes.")},
    **{name: CourseSession for name in NUMBERS if name.startswith("sesiones.")},
    **{name: Event for name in NUMBERS if name.startswith("eventos.")},
}
OUTLIERS = Definition(
    Text(
        "Valores a más de {limit} desviaciones robustas de la mediana. De salarios, ventas y "
        "puestos se toma el logaritmo, porque unos pocos son siempre mucho mayores. De las hojas "
        "de personas se cuentan personas con algún valor así; de las demás, filas.",
        limit=FURTHEST,
    ),
    Text("|x − mediana| > {limit} · 1,4826 · DMA;  DMA = mediana(|x − mediana|)", limit=FURTHEST),
    Text("Iglewicz y Hoaglin (1993); Hampel (1974)."),
    method=(
        Text(
            "Si más de la mitad de los valores son iguales, la DMA es 0 y el límite son siete "
            "veces la desviación absoluta media por 1,2533."
        ),
        Text("Con menos de {count} valores no se sabe qué es lo usual.", count=LEAST_VALUES),
    ),
    limits=(Text("Un valor lejano puede ser verdadero: es lo que conviene mirar, no un error."),),
    rules=(ABOUT_PEOPLE, FROM_SHOWN),
)
EACH = Definition(
    Text(
        "Cada vacante, sesión y evento con un valor lejano de los demás de su lugar; sin las "
        "personas."
    ),
    "",
    Text("Hojas vacantes, sesiones y eventos."),
    rules=(WORKING_DETAIL,),
)
NUMBER = AnswerColumn("number", Kind.CODE, Text("Qué número"), NUMBERS)
LIST_COLUMNS = (
    NUMBER,
    AnswerColumn("code", Kind.TEXT, Text("Código")),
    CANTON,
    DATE,
    AnswerColumn("value", Kind.NUMBER, Text("Valor")),
    AnswerColumn("median", Kind.NUMBER, Text("Mediana")),
    AnswerColumn("low", Kind.NUMBER, Text("Usual, desde")),
    AnswerColumn("high", Kind.NUMBER, Text("Usual, hasta")),
)
ROWS = Origin(Text("Vacantes, sesiones y eventos"), (Vacancy, CourseSession, Event), ())


@question(
    "quality.outliers",
    OUTLIERS,
    SUBJECTS,
    title=Text("Valores lejanos de los demás"),
    columns=(
        SHEET,
        NUMBER,
        UNIT,
        AnswerColumn("found", Kind.COUNT, Text("Con un valor lejano"), moved=True),
        AnswerColumn("of", Kind.COUNT, Text("Con valor"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Parte con un valor lejano")),
        AnswerColumn("median", Kind.NUMBER, Text("Mediana"), empty=Empty.UNKNOWN),
        AnswerColumn("mad", Kind.NUMBER, Text("Desviación absoluta mediana"), empty=Empty.UNKNOWN),
        AnswerColumn("low", Kind.NUMBER, Text("Usual, desde"), empty=Empty.UNKNOWN),
        AnswerColumn("high", Kind.NUMBER, Text("Usual, hasta"), empty=Empty.UNKNOWN),
        FLAG,
    ),
    clock=Clock.QUARTER,
)
def outliers(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each number with what is usual of it, and how many have another."""
    rows: list[dict[str, Any]] = []
    for name in NUMBERS:
        measured = MEASURED[name]
        sheet = measured.sheet
        found = usual_of(connection, measured, scope)
        low, high = _limits(found)
        marks = (measured.known, measured.outside(low, high))
        counts = Counts(connection, sheet, scope, marks)
        told: dict[str, float | None] = {
            key: getattr(found, key) for key in ("median", "mad", "low", "high")
        }
        if sheet.about_people:
            who = counts.group(scope.territory, {KNOWN: 1})
            told = {key: average(value, who, viewer).value for key, value in told.items()}
        share = counts.share(scope.territory, viewer, {OUTSIDE: 1}, {KNOWN: 1})
        rows.append(
            {
                "sheet": sheet.name,
                "number": name,
                "counted": unit_of(sheet),
                **share,
                **told,
            }
        )
    return sheets_answer(connection, "quality.outliers", viewer, scope, rows)


def usual_of(connection: Connection, measured: Measured, scope: Scope) -> Usual:
    """Return what is usual of a number in a place."""
    rows = measured.sheet.rows(measured.value).subquery()
    if measured.sheet.about_people:
        each = Facts(rows).each(VALUE).subquery()
        found = rows_of_residents(connection, each, scope, {VALUE: VALUE})
    else:
        found = tally(connection, rows, scope, [VALUE])
    found = found.dropna(subset=[VALUE])
    values = found[VALUE].astype(float) / HUNDREDTHS
    return usual(values, found["n"], measured.logarithmic)


def _limits(found: Usual) -> tuple[float, float]:
    """Return the limits; without any, ones that no value lies beyond."""
    if found.low is None or found.high is None:
        return -1e12, 1e12
    return found.low, found.high


@question(
    "quality.outlier_list",
    EACH,
    ("labour", "hiring", "training", "territory"),
    title=Text("Valores lejanos, uno por uno"),
    columns=LIST_COLUMNS,
)
def outlier_list(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each row that is not about people with a number far from the others."""

    def reading() -> pd.DataFrame:
        rows = [row for name in LISTED for row in _far(connection, name, scope)]
        return pd.DataFrame(rows, columns=names_of(LIST_COLUMNS))

    frame, notes = working_detail(viewer, scope, names_of(LIST_COLUMNS), reading)
    return facts_answer(
        connection, "quality.outlier_list", scope, records(frame), ROWS, notes=notes
    )


def _far(connection: Connection, name: str, scope: Scope) -> list[dict[str, Any]]:
    measured, model = MEASURED[name], LISTED[name]
    found = usual_of(connection, measured, scope)
    if found.low is None or found.high is None:
        return []
    far = measured.outside(found.low, found.high) == 1
    query = (
        select(
            model.code.label("code"),
            model.canton_code.label("canton"),
            measured.sheet.day.label("fecha"),
            measured.value,
        )
        .where(far, *in_place(model.canton_code, scope))
        .order_by(model.code)
    )
    rows = records(frame_of(connection, query))
    usual_here = {"median": found.median, "low": found.low, "high": found.high}
    return [{"number": name, **row, **usual_here, VALUE: row[VALUE] / HUNDREDTHS} for row in rows]
