"""What each office brought in: how much, when last, how late, and how often it had to be undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import clock, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Empty, Kind, names_of
from data_access.answers.detail import working_detail
from data_access.answers.frames import frame_of, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.publication_rules import WORKING_DETAIL
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import ImportBatch
from data_access.viewer import Viewer

EACH = Definition(
    Text(
        "Lotes de cada oficina (la de un lugar, o el equipo del programa): cuántos trajo, cuántas "
        "filas, cuántos hubo que deshacer o esperan aprobación, y cuándo fue el último."
    ),
    "",
    Text("Historial de cargas."),
    limits=(
        Text(
            "El lote de quien lidera varios lugares está en cada uno de ellos: las filas de la "
            "tabla no se suman."
        ),
        Text("Un archivo rechazado no deja rastro: no es un lote."),
    ),
    rules=(WORKING_DETAIL,),
)
COLUMNS = (
    AnswerColumn("office", Kind.PLACE, Text("Oficina")),
    AnswerColumn("batches", Kind.COUNT, Text("Lotes")),
    AnswerColumn("rows", Kind.COUNT, Text("Filas")),
    AnswerColumn("undone", Kind.COUNT, Text("Lotes deshechos")),
    AnswerColumn("waiting", Kind.COUNT, Text("Lotes que esperan")),
    AnswerColumn("last_on", Kind.DATE, Text("Último lote"), empty=Empty.NONE),
)
NAMES = names_of(COLUMNS)
BATCHES = Origin(Text("Historial de cargas"), (), ())


@question(
    "quality.offices",
    EACH,
    ("batches",),
    title=Text("Lo que trajo cada oficina"),
    columns=COLUMNS,
)
def offices(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each office of a place that brought anything in, the programme's own first."""

    def reading() -> pd.DataFrame:
        found = _of_each_office(_batches(connection), scope)
        return pd.DataFrame(found, columns=NAMES)

    frame, notes = working_detail(viewer, scope, NAMES, reading)
    return facts_answer(connection, "quality.offices", scope, records(frame), BATCHES, notes=notes)


def _batches(connection: Connection) -> pd.DataFrame:
    return frame_of(
        connection,
        select(
            ImportBatch.office,
            ImportBatch.created_at,
            ImportBatch.undone_at,
            ImportBatch.waiting,
            (ImportBatch.rows_new + ImportBatch.rows_changed + ImportBatch.rows_same).label("rows"),
        ),
    )


def _of_each_office(found: pd.DataFrame, scope: Scope) -> list[dict[str, Any]]:
    places = found["office"].str.split(",") if len(found) else found["office"]
    each = found.assign(office=places).explode("office")
    rows = []
    for office, own in each.groupby("office", sort=True):
        if not territory.is_within(str(office), scope.territory):
            continue
        stored = own[own["undone_at"].isna()]
        days: list[dt.date] = [clock.local_day(at) for at in own["created_at"]]
        rows.append(
            {
                "office": office,
                "batches": len(own),
                "rows": int(stored["rows"].sum()),
                "undone": len(own) - len(stored),
                "waiting": int(own["waiting"].notna().sum()),
                "last_on": max(days),
            }
        )
    # Codes of places are digits, which come before letters.
    return sorted(rows, key=lambda row: (row["office"] != territory.COUNTRY, row["office"]))
