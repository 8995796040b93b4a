"""Rules on an edition's own rows: its dates, its scale, its weights."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from data_access.imports.awards.touched_editions import Parts
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.row_rules import numbers, where
from data_access.language import Text
from data_access.measures.awards.sheet_points import on_scale

WHOLE = Decimal(100)


def check_editions(tables: dict[str, Table], parts: Parts) -> Iterator[ImportFinding]:
    """Report dates out of order, a scale its step does not divide, weights not summing to 100."""
    if "ediciones" in tables:
        yield from _dates(tables["ediciones"])
        yield from _scale(tables["ediciones"])
    yield from _weights(tables, parts)


def _dates(table: Table) -> Iterator[ImportFinding]:
    moments = {
        name: pd.to_datetime(table.frame[name], utc=True)
        for name in ("opens_at", "nominations_close_at", "scores_close_at", "published_at")
    }
    for first, then, strict, text in (
        (
            "opens_at",
            "nominations_close_at",
            True,
            Text("Las postulaciones cierran antes de que abra la convocatoria."),
        ),
        (
            "nominations_close_at",
            "scores_close_at",
            False,
            Text("La calificación cierra antes que las postulaciones."),
        ),
    ):
        wrong = moments[then] <= moments[first] if strict else moments[then] < moments[first]
        for position in where(table, wrong, first, then):
            yield table.finding(position, then, "fin_antes", text)
    early = moments["published_at"] < moments["scores_close_at"]
    for position in where(table, early, "published_at", "scores_close_at"):
        text = Text("El resultado se habría publicado antes de cerrar la calificación.")
        yield table.finding(position, "published_at", "resultado_antes", text, error=False)


def _scale(table: Table) -> Iterator[ImportFinding]:
    least, most, step = (numbers(table, f"score_{name}") for name in ("min", "max", "step"))
    for position in where(table, most <= least, "score_min", "score_max"):
        text = Text("El puntaje más alto debe ser mayor que el más bajo.")
        yield table.finding(position, "score_max", "escala_invalida", text)
    divides = pd.Series(
        [
            bool(b > a) and not (s > 0 and on_scale(b, a, b, s))
            for a, b, s in zip(least, most, step, strict=True)
        ],
        index=table.frame.index,
    )
    for position in where(table, divides, "score_min", "score_max", "score_step"):
        text = Text("Con este paso no se llega del puntaje más bajo al más alto.")
        yield table.finding(position, "score_step", "paso_invalido", text)


def _weights(tables: dict[str, Table], parts: Parts) -> Iterator[ImportFinding]:
    table = tables.get("criterios")
    if table is None:
        return
    criteria = parts.after["criterios"]
    for code in sorted(set(table.frame["edition_code"].dropna())):
        own = criteria[criteria["edition_code"] == code]
        if own["weight"].isna().any():
            continue  # a weight that could not be read has its own finding
        total = sum((Decimal(weight) for weight in own["weight"]), Decimal(0))
        if total == WHOLE:
            continue
        first = int(table.frame.index[table.frame["edition_code"] == code][0])
        text = Text(
            "Los pesos de la edición {edition} suman {total}: deben sumar 100.",
            edition=str(code),
            total=total,
        )
        yield table.finding(first, "weight", "pesos_suma", text)
