"""Storing of checked rows in the tables, with what they replace kept for undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, Connection, and_, bindparam, insert, update

from data_access import record_keys
from data_access.imports import score_sheet_versions
from data_access.imports.changes import Change, Values
from data_access.imports.sheet_checking import Table
from data_access.imports.sheet_description import VERSION, Template
from data_access.imports.stored import Key, attributes_of, chunks, rows_with_keys, table_of
from data_access.tables import BatchChange, ImportBatch, ImportFile, Person


@dataclass(frozen=True)
class Origin:
    """Where a batch comes from: its author and evidence; its number, if it waited under one."""

    author: str
    evidence: str | None = None
    number: int | None = None


def compare(connection: Connection, table: Table) -> Change:
    """Compare a checked sheet with what is stored under its keys."""
    template = table.template
    names = [column.attribute for column in template.columns]
    keys = attributes_of(template)
    incoming: dict[Key, Values] = {}
    for cells in table.frame[names].itertuples(index=False, name=None):
        values = dict(zip(names, cells, strict=True))
        incoming[tuple(values[name] for name in keys)] = values
    new = dict(incoming)
    changed = []
    stored = score_sheet_versions.in_force if template.versioned else rows_with_keys
    for row in stored(connection, template, incoming):
        before = dict(row._mapping)
        values = new.pop(tuple(before[name] for name in keys))
        if any(before[name] != values[name] for name in names):
            changed.append((values, before))
    return Change(template, list(new.values()), changed, len(incoming) - len(new) - len(changed))


def store(
    connection: Connection,
    changes: list[Change],
    hashes: Mapping[str, str],
    origin: Origin,
    advance: Callable[[float], None],
) -> int:
    """Write a batch, parents first; return its number. `advance` gets the share of rows written."""
    batch = _begin(connection, changes, hashes, origin)
    total, written = sum(change.rows for change in changes), 0
    for change in changes:
        if change.template.versioned:
            score_sheet_versions.write(connection, change, batch, origin.author)
            written += change.rows
            advance(written / total)
            continue
        for piece in chunks(change.new):
            rows = [_complete(change.template, values, batch) for values in piece]
            connection.execute(insert(table_of(change.template)), rows)
            written += len(piece)
            advance(written / total)
        for piece in chunks(change.changed):
            _update(connection, change.template, piece, batch)
            written += len(piece)
            advance(written / total)
    return batch


def _begin(
    connection: Connection, changes: list[Change], hashes: Mapping[str, str], origin: Origin
) -> int:
    """Write the batch itself and its files; return its number."""
    counts = {
        "rows_new": sum(len(change.new) for change in changes),
        "rows_changed": sum(len(change.changed) for change in changes),
        "rows_same": sum(change.same for change in changes),
    }
    if origin.number is not None:
        own = update(ImportBatch).where(ImportBatch.id == origin.number)
        connection.execute(own.values(**counts))
        files = update(ImportFile).where(ImportFile.batch_id == origin.number)
        connection.execute(files.values(in_force=True))
        return origin.number
    row = {"template_version": VERSION, "author": origin.author, "evidence": origin.evidence}
    stored = connection.execute(insert(ImportBatch).returning(ImportBatch.id), {**row, **counts})
    batch = int(stored.scalar_one())
    connection.execute(
        insert(ImportFile),
        [
            {"batch_id": batch, "sha256": digest, "name": name, "in_force": True}
            for digest, name in hashes.items()
        ],
    )
    return batch


def _complete(template: Template, values: Values, batch: int) -> Values:
    """Return a new row with what no file says: its batch and, for a person, the record key."""
    row = {**values, "import_batch_id": batch}
    if template.model is Person:
        # Here and not in an update afterwards, which would take as long as the insert.
        row["record_key_high"], row["record_key_low"] = record_keys.of(values["code"])
    return row


def _update(
    connection: Connection, template: Template, changed: list[tuple[Values, Values]], batch: int
) -> None:
    """Write new values over rows, keeping what they were for undo."""
    keys = attributes_of(template)
    records = [
        {
            "batch_id": batch,
            "previous_batch_id": before["import_batch_id"],
            "table_name": table_of(template).name,
            "row_key": {name: portable(before[name]) for name in keys},
            "before": {name: portable(value) for name, value in before.items()},
        }
        for _, before in changed
    ]
    connection.execute(insert(BatchChange), records)
    # What the app changed before is recorded in what `before` keeps.
    own: Values = {"import_batch_id": batch}
    if "edited_at" in table_of(template).c:
        own["edited_at"] = None
    overwrite(connection, template, [{**new, **own} for new, _ in changed])


def overwrite(connection: Connection, template: Template, rows: list[Values]) -> None:
    """Give stored rows other values; each row holds its key and the same attributes."""
    table = table_of(template)
    keys = attributes_of(template)
    rest = [name for name in rows[0] if name not in keys]
    statement = (
        update(table)
        # An update may not name its parameters as its columns.
        .where(and_(*(table.c[name] == bindparam(f"_{name}") for name in keys)))
        .values({name: bindparam(f"_{name}") for name in rest})
    )
    connection.execute(
        statement, [{f"_{name}": value for name, value in row.items()} for row in rows]
    )


def portable(value: Any) -> Any:
    """Return a stored value as JSON keeps it; `restored` reads it back."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def restored(column: Column[Any], value: Any) -> Any:
    """Return a value that `portable` wrote, as its column holds it."""
    if value is None or isinstance(column.type, JSON):
        return value
    kind = column.type.python_type
    if isinstance(value, kind):
        return value
    if kind in (dt.date, dt.datetime):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else kind(value)
