"""Storing of checked rows in the tables, with what they replace kept for undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, insert, update

from data_access import record_keys
from data_access.imports import score_sheet_versions
from data_access.imports.bulk_writing import insert_columns, update_columns
from data_access.imports.changes import Change, ChangedRows, Rows, Values
from data_access.imports.checked_rows import Table
from data_access.imports.pieced_changes import columns_of, compared
from data_access.imports.portable import portable
from data_access.imports.sheet_description import VERSION, Template
from data_access.imports.sight import EVERYTHING, Sight
from data_access.imports.stored import Key, attributes_of, is_empty, table_of
from data_access.tables import BatchChange, ImportBatch, ImportFile, Person

PIECE = 10_000  # rows written at a time


@dataclass(frozen=True)
class Origin:
    """Where a batch comes from: its author and office, its evidence, its number if it waited.

    `further`: the rows were put aside when others of the batch were stored.
    """

    author: str
    office: str
    evidence: str | None = None
    number: int | None = None
    further: bool = False


def compare(connection: Connection, table: Table, sight: Sight = EVERYTHING) -> Change:
    """Compare a checked sheet with what is stored under its keys, as far as that is seen."""
    template = table.template
    if table.folder is not None:
        fresh = is_empty(connection, template) and not sight.hides(template)
        return compared(table, lambda piece: compare(connection, piece, sight), fresh)
    columns = columns_of(table)
    length = table.length
    fields: Sequence[str] = ()
    known, changed = np.zeros(length, bool), list[tuple[int, tuple[Any, ...]]]()
    for at, row in _stored(connection, template, columns, sight):
        if not fields:
            fields = list(row._fields)
            key = [fields.index(name) for name in attributes_of(template)]
            matched = [(fields.index(name), column) for name, column in columns.items()]
        position = at[tuple(row[i] for i in key)]
        known[position] = True
        if any(row[i] != column[position] for i, column in matched):
            changed.append((position, tuple(row)))
    # The database has an order of its own, and what is said of changes names the file's first row.
    changed.sort(key=itemgetter(0))
    positions, before = [position for position, _ in changed], [row for _, row in changed]
    new = np.flatnonzero(~known).tolist() if known.any() else range(length)
    return Change(
        template,
        Rows(columns, new),
        ChangedRows(Rows(columns, positions), fields, before),
        int(known.sum()) - len(changed),
    )


def _stored(
    connection: Connection, template: Template, columns: Mapping[str, Any], sight: Sight
) -> Iterator[tuple[dict[Key, int], Row[Any]]]:
    """Yield what is seen under the keys of a sheet, with the positions of a piece of them.

    Equal keys are an error, so that each row is the only one under its key. Not all keys are held
    at once: they are more than half of what a row takes. The first import of a sheet asks nothing.
    """
    if is_empty(connection, template) and not sight.hides(template):
        return
    keys = [columns[name] for name in attributes_of(template)]
    length = len(keys[0])
    stored = score_sheet_versions.in_force if template.versioned else sight.rows_with_keys
    piece = max(length, 1) if template.versioned else PIECE
    for start in range(0, length, piece):
        own = zip(*(column[start : start + piece] for column in keys), strict=True)
        at = {key: position for position, key in enumerate(own, start)}
        for row in stored(connection, template, at):
            yield at, row


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
        for part in change.parts():
            for count in _write(connection, part, batch):
                written += count
                advance(written / total)
    return batch


def _write(connection: Connection, change: Change, batch: int) -> Iterator[int]:
    """Write the rows of a change, yielding how many at a time."""
    for start in range(0, len(change.new), PIECE):
        piece = change.new[start : start + PIECE]
        columns = _complete(change.template, piece, batch)
        insert_columns(connection, table_of(change.template), columns)
        yield len(piece)
    for start in range(0, len(change.changed), PIECE):
        changed = change.changed[start : start + PIECE]
        _update(connection, change.template, changed, batch)
        yield len(changed)


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
        if origin.further:
            stands = {name: getattr(ImportBatch, name) + count for name, count in counts.items()}
            taken = sum(counts.values())
            stands["rows_held"] = ImportBatch.rows_held - taken
            stands["rows_same"] = ImportBatch.rows_same + counts["rows_same"] - taken
            connection.execute(own.values(**stands))
            return origin.number
        connection.execute(own.values(**counts))
        files = update(ImportFile).where(ImportFile.batch_id == origin.number)
        connection.execute(files.values(in_force=True))
        return origin.number
    row = {"template_version": VERSION, "author": origin.author, "evidence": origin.evidence}
    row["office"] = origin.office
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


def _complete(template: Template, rows: Rows, batch: int) -> dict[str, list[Any]]:
    """Return the columns of new rows with what no file says: batch and, of people, record key."""
    columns = {name: rows.column(name) for name in rows.columns}
    columns["import_batch_id"] = [batch] * len(rows)
    if template.model is Person:
        # Here and not in an update afterwards, which would take as long as the insert.
        keys = [record_keys.of(code) for code in columns["code"]]
        columns["record_key_high"] = [high for high, _low in keys]
        columns["record_key_low"] = [low for _high, low in keys]
    return columns


def _update(connection: Connection, template: Template, changed: ChangedRows, batch: int) -> None:
    """Write new values over rows, keeping what they were for undo."""
    keys, table = attributes_of(template), table_of(template)
    records = [
        {
            "batch_id": batch,
            "previous_batch_id": before["import_batch_id"],
            "table_name": table.name,
            "row_key": {name: portable(before[name]) for name in keys},
            "before": {name: portable(value) for name, value in before.items()},
        }
        for _, before in changed
    ]
    names = list(records[0])
    insert_columns(
        connection,
        BatchChange.__table__,  # type: ignore[arg-type]
        {name: [record[name] for record in records] for name in names},
    )
    # What the app changed before is recorded in what `before` keeps.
    own: Values = {"import_batch_id": batch}
    if "edited_at" in table.c:
        own["edited_at"] = None
    columns = {name: changed.rows.column(name) for name in changed.rows.columns}
    columns |= {name: [value] * len(changed) for name, value in own.items()}
    update_columns(connection, table, keys, columns)
