"""Rules on what may still change.

Nothing of a published edition, no rubric once a call is open, no score after the deadline. Scores
that come in with their edition are the record of a past jury and taken as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import clock
from data_access.imports.awards.touched_editions import SHEETS, Parts, edition_column
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.language import Text
from data_access.tables import Assignment

ALWAYS_OPEN = {"ediciones": {"name", "published_at"}}
PUBLISHED = Text("La edición ya publicó su resultado: ya no se cambia con archivos.")
FROZEN = Text(
    "La convocatoria ya abrió: cambie la edición en la mesa del jurado, donde queda como enmienda."
)
LATE = Text("La calificación cerró: ya no se cambian puntajes.")
SETTLED = Text("La calificación ya cerró: la elegibilidad queda como está.")
LATE_NOMINATION = Text(
    "Las postulaciones de esta edición ya cerraron: confirme que llegó a tiempo."
)
DECLARED = Text("La recusación se declaró en la aplicación: solo la secretaría puede levantarla.")


def check_closing(
    connection: Connection, tables: dict[str, Table], parts: Parts
) -> Iterator[ImportFinding]:
    """Report the changes to editions that were stored before and are closed in part or whole."""
    now = clock.now()
    declared = _declared(connection, parts) if "asignaciones" in tables else set()
    for name in SHEETS:
        if name not in tables:
            continue
        table, stored = tables[name], parts.stored[name]
        key = [column.attribute for column in table.template.key]
        before = {tuple(row[part] for part in key): row for row in stored.to_dict(orient="records")}
        rows = table.frame.to_dict(orient="records")
        for position, row in zip(table.frame.index, rows, strict=True):
            edition = parts.known.get(row[edition_column(name)])
            old = before.get(tuple(row[part] for part in key))
            changed = _changed(table, row, old)
            if edition is None or not changed:
                continue
            found = _closed(name, changed, old is None, edition, parts, now)
            if found is None and name == "asignaciones":
                lifted = tuple(row[part] for part in key) in declared and row["conflict"] != "SI"
                found = ("conflict", "recusacion_vigente", DECLARED, True) if lifted else None
            if found:
                attribute, rule, text, error = found
                yield table.finding(int(position), attribute, rule, text, error=error)


def _changed(table: Table, row: Any, old: dict[Any, Any] | None) -> list[str]:
    """Return the attributes that would be other than stored, the key first; all of a new row."""
    names = [column.attribute for column in table.template.columns]
    if old is None:
        return names
    return [name for name in names if _value(row[name]) != _value(old[name])]


def _value(value: Any) -> Any:
    return None if value is None or value is pd.NaT else value


def _closed(
    sheet: str,
    changed: list[str],
    new: bool,
    edition: dict[Any, Any],
    parts: Parts,
    now: dt.datetime,
) -> tuple[str, str, Text, bool] | None:
    """Return why a change is refused, if it is: attribute, rule, text, and whether an error."""
    own = [name for name in changed if name not in ALWAYS_OPEN.get(sheet, ())]
    key = changed[0]
    if edition["published_at"] is not None:
        rest = [name for name in changed if name != "name"] if sheet == "ediciones" else changed
        return (rest[0], "edicion_publicada", PUBLISHED, True) if rest else None
    frozen = edition["frozen_at"] is not None and edition["opens_at"] <= now
    if frozen and own and sheet == "ediciones":
        return own[0], "edicion_congelada", FROZEN, True
    if frozen and sheet == "criterios":
        rubric = parts.stored["criterios"]
        if (rubric["edition_code"] == edition["code"]).any():
            return key, "edicion_congelada", FROZEN, True
    if sheet == "puntajes" and edition["scores_close_at"] <= now:
        return ("value" if "value" in changed else key), "puntaje_tarde", LATE, True
    if sheet == "postulaciones" and "eligible" in changed and edition["scores_close_at"] <= now:
        return "eligible", "elegibilidad_tarde", SETTLED, True
    if sheet == "postulaciones" and new and edition["nominations_close_at"] <= now:
        return key, "postulacion_tarde", LATE_NOMINATION, False
    return None


def _declared(connection: Connection, parts: Parts) -> set[tuple[str, str, str]]:
    """Return the recusals declared in the app: edition, nomination, juror."""
    rows = connection.execute(
        select(Assignment.edition_code, Assignment.nomination_code, Assignment.juror_code).where(
            Assignment.edition_code.in_(parts.editions),
            Assignment.conflict == "SI",
            Assignment.declared_at.is_not(None),
        )
    )
    return {(row[0], row[1], row[2]) for row in rows}
