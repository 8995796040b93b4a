"""The sheets one by one: how much they hold, how far they reach, and how soon they came."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import clock
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import places_of, rows_of_residents
from data_access.answers.lookups import once_a_question
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.quality.freshness import LAST_DAY
from data_access.answers.quality.quality_answer import (
    OF_SHEETS,
    SHEET,
    SUBJECTS,
    Counts,
    columns_of_share,
    each_sheet,
    sheets_answer,
    tally,
    told_day,
    unit_of,
)
from data_access.answers.shared_columns import TERRITORY
from data_access.disclosure import average
from data_access.facts.people import Facts
from data_access.facts.recorded import ANY_EMPTY, Sheet
from data_access.language import Text
from data_access.measures.medians import median
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.tables import ImportBatch
from data_access.viewer import Viewer, sees_exact_people

LATE = 30  # days after which a row came late
EACH = Definition(
    Text(
        "De cada hoja: cuántas personas (o filas) tiene, a cuántas les falta alguna celda, hasta "
        "qué día llega, y cuántos días pasaron, en la mediana, desde el hecho hasta el lote que "
        "trajo la fila o la corrigió por última vez."
    ),
    Text("demora = mediana(día del lote − día del hecho);  tardías = demora > {days}", days=LATE),
    Text("OCDE, Marco de calidad de las estadísticas (2011): puntualidad y actualidad."),
    limits=(
        Text("Una fila corregida después cuenta con el día de su corrección."),
        Text("El último día es el de la hoja en todo el país, no el del lugar."),
    ),
    rules=(ABOUT_PEOPLE, FROM_SHOWN),
)


@question(
    "quality.sheets",
    EACH,
    (*SUBJECTS, "batches"),
    title=Text("Calidad de cada hoja"),
    columns=(
        TERRITORY,
        SHEET,
        *columns_of_share(Text("Incompletas"), Text("Parte incompleta")),
        LAST_DAY,
        AnswerColumn("median_days", Kind.DURATION, Text("Demora mediana en días")),
        AnswerColumn(
            "late", Kind.SHARE, Text("Parte que llegó después de un mes"), monitors_only=True
        ),
    ),
    clock=Clock.QUARTER,
    **OF_SHEETS,
)
def sheets(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return a row for each sheet and place."""
    exact = sees_exact_people(viewer)
    rows: list[dict[str, Any]] = []
    for sheet in each_sheet():
        counts = Counts(connection, sheet, scope, sheet.marks)
        delays, last = (
            delays_of(connection, sheet, scope),
            told_day(connection, sheet, viewer, scope),
        )
        for place in places_of(scope):
            here = delays[delays["territory"] == place]
            middle = median(here["days"], here["n"])
            if sheet.about_people:
                middle = average(middle, counts.group(place, {}), viewer).value
            total, late = int(here["n"].sum()), int(here.loc[here["days"] > LATE, "n"].sum())
            rows.append(
                {
                    "territory": place,
                    "sheet": sheet.name,
                    "counted": unit_of(sheet),
                    **counts.share(place, viewer, {ANY_EMPTY: 1}, {}),
                    "last_day": last,
                    "median_days": middle,
                    "late": late / total if exact and total else None,
                }
            )
    return sheets_answer(connection, "quality.sheets", viewer, scope, rows)


def delays_of(connection: Connection, sheet: Sheet, scope: Scope) -> pd.DataFrame:
    """Return how many rows (`n`) took how many `days` to come in, by place."""
    rows = sheet.rows().subquery()
    if sheet.about_people:
        each = Facts(rows).each("batch", "day").subquery()
        found = rows_of_residents(connection, each, scope, {"batch": "batch", "day": "day"})
    else:
        found = tally(connection, rows, scope, ["batch", "day"])
    found = found.dropna(subset=["day"])
    came = found["batch"].map(days_of_batches(connection))
    took = [(there - day).days for there, day in zip(came, found["day"], strict=True)]
    return found.assign(days=pd.Series(took, index=found.index, dtype="int64"))


@once_a_question
def days_of_batches(connection: Connection) -> dict[int, dt.date]:
    """Return the day in Ecuador on which each batch came in."""
    rows = connection.execute(select(ImportBatch.id, ImportBatch.created_at))
    return {number: clock.local_day(at) for number, at in rows}
