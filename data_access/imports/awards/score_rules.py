"""Rules on single scores: on the scale, by jurors who may, and not over what is in the app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from data_access.imports.awards.touched_editions import Parts
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.language import Text
from data_access.measures.awards.sheet_points import on_scale
from data_access.tables import ScoreSheet

PAIR = ["edition_code", "nomination_code", "juror_code"]
SCALE = ["score_min", "score_max", "score_step"]
RECUSED = Text(
    "Este miembro del jurado está recusado de la postulación: su puntaje no puede entrar."
)
BOTH = Text("Hay un puntaje y también «no evaluable»: deje una de las dos cosas.")
IN_THE_APP = Text(
    "Este miembro del jurado califica esta postulación en la aplicación: solo allí se cambia."
)


def check_scores(
    connection: Connection, tables: dict[str, Table], parts: Parts
) -> Iterator[ImportFinding]:
    """Report scores off their edition's scale, by recused jurors, and on sheets of the app."""
    table = tables.get("puntajes")
    yield from _recused(tables, parts)
    if table is None:
        return
    scales = _scales(parts)
    own = _in_the_app(connection, parts)
    known = {_key(row): row for row in parts.stored["puntajes"].to_dict(orient="records")}
    rows = table.frame.to_dict(orient="records")
    for position, row in zip(map(int, table.frame.index), rows, strict=True):
        value, skipped = row["value"], row["not_assessable"] == "SI"
        if value is not None and skipped:
            yield table.finding(position, "value", "puntaje_sobra", BOTH)
            continue
        scale = scales.get(row["edition_code"])
        if value is not None and scale is not None:
            yield from _on_scale(table, position, value, *scale)
        before = known.get(_key(row))
        same = before is not None and (before["value"], before["not_assessable"]) == (
            value,
            row["not_assessable"],
        )
        if tuple(row[name] for name in PAIR) in own and not same:
            yield table.finding(position, "juror_code", "hoja_en_la_aplicacion", IN_THE_APP)


def _key(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in (*PAIR, "criterion_code"))


def _scales(parts: Parts) -> dict[Any, tuple[Any, Any, Any]]:
    """Return the scale of each edition; one whose own cells are wrong has its own findings."""
    whole = parts.after["ediciones"].dropna(subset=SCALE)
    rows = whole[["code", *SCALE]].itertuples(index=False, name=None)
    return {code: (least, most, step) for code, least, most, step in rows if step > 0}


def _on_scale(
    table: Table, position: int, value: Any, least: Any, most: Any, step: Any
) -> Iterator[ImportFinding]:
    if not least <= value <= most:
        text = Text(
            "El puntaje está fuera de la escala de la edición: de {least} a {most}.",
            least=least.normalize(),
            most=most.normalize(),
        )
        yield table.finding(position, "value", "puntaje_escala", text)
    elif not on_scale(value, least, most, step):
        text = Text(
            "El puntaje no cae en un paso de la escala: va de {step} en {step} desde {least}.",
            step=step.normalize(),
            least=least.normalize(),
        )
        yield table.finding(position, "value", "puntaje_paso", text)


def _recused(tables: dict[str, Table], parts: Parts) -> Iterator[ImportFinding]:
    """Report the scores of this call by jurors who are, or would be, recused."""
    table = tables.get("puntajes")
    if table is None:
        return
    assigned = parts.after["asignaciones"]
    recused = set(assigned[assigned["conflict"] == "SI"][PAIR].itertuples(index=False, name=None))
    for at, pair in zip(
        table.frame.index, table.frame[PAIR].itertuples(index=False, name=None), strict=True
    ):
        if tuple(pair) in recused:
            yield table.finding(int(at), "juror_code", "puntaje_recusado", RECUSED)


def _in_the_app(connection: Connection, parts: Parts) -> set[tuple[str, str, str]]:
    """Return the pairs with a sheet that was begun or submitted in the app."""
    rows = connection.execute(
        select(ScoreSheet.edition_code, ScoreSheet.nomination_code, ScoreSheet.juror_code)
        .where(ScoreSheet.edition_code.in_(parts.editions), ScoreSheet.import_batch_id.is_(None))
        .distinct()
    )
    return {(row[0], row[1], row[2]) for row in rows}
