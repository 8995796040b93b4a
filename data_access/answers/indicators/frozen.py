"""The frozen figures of a closed period, and what changed since, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access.answers.answer import Answer, question
from data_access.answers.columns import AnswerColumn, Empty, Kind, names_of
from data_access.answers.indicators.catalogue import ALL
from data_access.answers.indicators.framework import FRAMEWORK, ON
from data_access.answers.indicators.indicator import Figure, Indicator, Reader
from data_access.answers.indicators.indicator_rows import (
    COLUMNS,
    EXACT,
    PUBLIC,
    ROW_COLUMNS,
    bare,
    frozen_of,
    indicator_answer,
    read,
)
from data_access.answers.indicators.missing_sheets import TABLES
from data_access.answers.shared_columns import SCOPE_COLUMNS
from data_access.language import Text
from data_access.period_codes import code_of
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.tables import BatchChange, Closing, ImportBatch
from data_access.viewer import Viewer, sees_exact_people

SAME = 1e-9  # the rounding error that the order of a sum may cause
DEFINITION = replace(
    FRAMEWORK,
    meaning=Text(
        "Los indicadores como estaban el día en que se cerró su período, y para el equipo de "
        "seguimiento la cifra de hoy y los lotes que la cambiaron."
    ),
    limits=(
        *FRAMEWORK.limits,
        Text(
            "Fuera del equipo de seguimiento se dice la cifra congelada y no la diferencia: dos "
            "versiones que difieren en pocas personas ayudarían a señalarlas."
        ),
    ),
)
REASONS: Mapping[str, Text] = {
    "batches": Text("llegaron o se deshicieron lotes"),
    "app": Text("cambios hechos en la aplicación"),
}
OWN_COLUMNS = (
    SCOPE_COLUMNS["version"],
    AnswerColumn("today", Kind.IN_UNIT, Text("Cifra de hoy"), empty=Empty.NOT_SET),
    AnswerColumn("changed", Kind.YES_NO, Text("Cambió"), empty=Empty.NOT_SET),
    AnswerColumn("reason", Kind.CODE, Text("Por qué"), REASONS, empty=Empty.NOT_SET),
    AnswerColumn("batches", Kind.TEXT, Text("Lotes que la cambiaron"), empty=Empty.NOT_SET),
)
OWN = names_of(OWN_COLUMNS)


@question(
    "indicators.frozen",
    DEFINITION,
    (*ON, "batches"),
    title=Text("Cifras congeladas de un período"),
    columns=(*ROW_COLUMNS, *OWN_COLUMNS),
    filters=("version",),
    periods=True,
    clock=Clock.DAY,
)
def frozen(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per indicator of a closed period, of its newest version or the one asked for.

    `today`, `changed`, `reason` and `batches` are for those who see exact figures, None for others.
    """
    asked, exact = scope.get("version"), sees_exact_people(viewer)
    vintage = None if asked is None else (int(asked) if asked.isdigit() else 0)
    span = bare(scope)
    kept = frozen_of(connection, span, EXACT if exact else PUBLIC, vintage)
    found = [kept[indicator.code] for indicator in ALL if indicator.code in kept]
    answer = indicator_answer(connection, "indicators.frozen", DEFINITION, viewer, scope, found)
    extra = {code: dict.fromkeys(OWN) for code in kept}
    for code, (_row, figure) in kept.items():
        extra[code]["version"] = figure.closing.vintage
    if exact and kept:
        for code, row in since(connection, viewer, span, kept).items():
            extra[code] |= row
    added = pd.DataFrame([extra[code] for code in answer.frame["code"]], columns=OWN)
    frame = pd.concat([answer.frame.reset_index(drop=True), added.astype(object)], axis=1)
    return replace(answer, frame=frame[[*COLUMNS, *OWN]])


def since(
    connection: Connection,
    viewer: Viewer,
    scope: Scope,
    kept: dict[str, tuple[dict[str, Any], Figure]],
) -> dict[str, dict[str, Any]]:
    """Return today's figures, and why they changed."""
    reader = Reader(connection, viewer, scope)
    indicators = [indicator for indicator in ALL if indicator.code in kept]
    found = {}
    for row, figure in read(reader, indicators, live=True):
        old = kept[row["code"]]
        changed = moved(old[0]["actual"], row["actual"])
        batches = later(connection, row["code"], old[1].closing) if changed else []
        reason = None
        if changed:
            reason = "batches" if batches else "app"
        found[row["code"]] = {
            "today": figure.value if row["missing"] is None else None,
            "changed": changed,
            "reason": reason,
            "batches": ", ".join(map(str, batches)) or None,
        }
    return found


def moved(old: float | None, new: float | None) -> bool:
    """Return whether a figure differs, or is missing on one side only."""
    if old is None or new is None:
        return old is not new
    return abs(old - new) > SAME * max(1.0, abs(old))


def later(connection: Connection, code: str, closing: Any) -> list[int]:
    """Return the batches imported or undone after a closing that touch an indicator's subjects."""
    indicator: Indicator = next(one for one in ALL if one.code == code)
    found: set[int] = set()
    for sheet in indicator.sheets:
        table = TABLES[sheet].__table__
        if "import_batch_id" not in table.c:
            continue
        own = table.c.import_batch_id
        query = select(own).distinct().where(own > closing.last_batch)
        found.update(connection.scalars(query))
        found.update(
            connection.scalars(
                select(BatchChange.batch_id)
                .distinct()
                .where(BatchChange.batch_id > closing.last_batch)
                .where(BatchChange.table_name == TABLES[sheet].__tablename__)
            )
        )
    # The database keeps whole seconds of an undo.
    moment = closing.closed_at - dt.timedelta(seconds=1)
    undone = select(ImportBatch.id).where(ImportBatch.undone_at >= moment)
    found.update(connection.scalars(undone))
    return sorted(found)


def vintages(connection: Connection, scope: Scope) -> list[Any]:
    """Return the closings of a scope's period, the newest first."""
    query = select(Closing).where(Closing.period == code_of(scope.start, scope.end))
    return list(connection.execute(query.order_by(Closing.vintage.desc())))


def last_batch(connection: Connection) -> int:
    """Return the number of the newest batch, 0 without any."""
    return int(connection.scalar(select(func.max(ImportBatch.id))) or 0)
