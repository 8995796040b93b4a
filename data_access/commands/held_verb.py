"""`held`: the rows that an import put aside for a monitor, and the word on them."""

from __future__ import annotations

import argparse
import dataclasses
from itertools import chain

from data_access import lists
from data_access.commands.data_verbs import operator
from data_access.commands.terminal import print_json, said
from data_access.database import engine_for, migrate
from data_access.imports import held_rows
from data_access.imports.held_rows import ToDecide
from data_access.territory import name


def run_held(options: argparse.Namespace) -> int:
    """List what waits for a decision, or decide about some of it, all of these or none."""
    engine = engine_for()
    migrate(engine)
    viewer = operator()
    if options.take:
        held_rows.take(engine, options.take, viewer)
    elif options.decline:
        held_rows.decline(engine, options.decline, viewer)
    with engine.connect() as connection:
        batches = held_rows.undecided(connection, viewer)
        waiting = (held_rows.to_decide(connection, viewer, batch) for batch in sorted(batches))
        rows = list(chain.from_iterable(waiting))
    if options.json:
        print_json([_as_json(row) for row in rows])
        return 0
    if options.take:
        print(said(options, "Guardadas: cuentan desde la próxima publicación."))
    elif options.decline:
        print(said(options, "No se guardan."))
    for row in rows:
        print(_line(options, row))
    if not rows:
        print(said(options, "Ninguna fila está por decidir."))
    return 0


def _line(options: argparse.Namespace, row: ToDecide) -> str:
    parts = [
        said(
            options,
            "{number}. Lote {batch}, {sheet}, {key}: {reason}.",
            number=str(row.number),
            batch=str(row.batch),
            sheet=row.sheet,
            key=row.key,
            reason=lists.HELD[row.reason].to(options.language),
        )
    ]
    if row.place is not None and row.stored_place is not None:
        parts.append(
            said(
                options,
                "Registrada en {stored}; la fila dice {place}.",
                stored=name(row.stored_place).to(options.language),
                place=name(row.place).to(options.language),
            )
        )
    if row.withdrawn_on is not None:
        parts.append(said(options, "Se retiró el {day}.", day=row.withdrawn_on))
    if row.consent is not None:
        parts.append(said(options, "La fila trae un consentimiento del {day}.", day=row.consent))
    return " ".join(parts)


def _as_json(row: ToDecide) -> dict[str, object]:
    days = {
        field: None if (day := getattr(row, field)) is None else day.isoformat()
        for field in ("consent", "withdrawn_on")
    }
    return dataclasses.asdict(row) | days
