"""The batches imported so far, as the reader who asks may know them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, false, func, select, true

from data_access.tables import ImportBatch, ImportFile
from data_access.viewer import Viewer, brings_any_data, sees_exact_people


@dataclass(frozen=True)
class Batch:
    """One batch: moments in UTC; `rows` is what its files held.

    `new`, `changed` and `same` are None for a reader to whom it is not disclosed what was stored
    before, and so is `held`, how many of its rows were put aside when it was approved. `waiting` is
    what a monitor is asked to approve: the import or the undo.
    """

    number: int
    at: dt.datetime
    author: str
    files: tuple[str, ...]
    rows: int
    new: int | None
    changed: int | None
    same: int | None
    undone_at: dt.datetime | None
    evidence: str | None = None
    waiting: str | None = None
    held: int | None = None


def batches(
    connection: Connection, viewer: Viewer, most: int | None = None, skip: int = 0
) -> list[Batch]:
    """Return the newest batches first: everybody's, or (a leader) those the reader brought in."""
    chosen = select(ImportBatch).order_by(ImportBatch.id.desc()).limit(most).offset(skip)
    return _told(connection, viewer, chosen)


def batch(connection: Connection, viewer: Viewer, number: int) -> Batch | None:
    """Return one batch; None if there is none that the reader may see."""
    found = _told(connection, viewer, select(ImportBatch).where(ImportBatch.id == number))
    return found[0] if found else None


def number_of_batches(connection: Connection, viewer: Viewer) -> int:
    """Return how many batches the reader may see."""
    counted = select(func.count()).select_from(ImportBatch).where(visible_to(viewer))
    return int(connection.scalar(counted) or 0)


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return which batches a reader may see and undo, as a condition."""
    if brings_any_data(viewer):
        return true()
    # A viewer without a name brought nothing in.
    return ImportBatch.author == viewer.name if viewer.name else false()


def _told(connection: Connection, viewer: Viewer, chosen: Select[ImportBatch]) -> list[Batch]:
    chosen = chosen.where(visible_to(viewer))
    files: dict[int, list[str]] = {}
    numbers = chosen.with_only_columns(ImportBatch.id).subquery()
    named = select(ImportFile.batch_id, ImportFile.name).join(
        numbers, numbers.c.id == ImportFile.batch_id
    )
    for number, name in connection.execute(named.order_by(ImportFile.name)):
        files.setdefault(number, []).append(name)
    return [_batch(row, files.get(row.id, []), viewer) for row in connection.execute(chosen)]


def _batch(row: Any, files: list[str], viewer: Viewer) -> Batch:
    told = sees_exact_people(viewer)
    return Batch(
        row.id,
        _utc(row.created_at),
        row.author,
        tuple(files),
        rows=row.rows_new + row.rows_changed + row.rows_same,
        new=row.rows_new if told else None,
        changed=row.rows_changed if told else None,
        same=row.rows_same - (row.rows_held or 0) if told else None,
        undone_at=row.undone_at and _utc(row.undone_at),
        evidence=row.evidence,
        waiting=row.waiting,
        held=row.rows_held if told else None,
    )


def _utc(at: dt.datetime) -> dt.datetime:
    """Return a stored moment with its zone; SQLite keeps it in UTC and does not say so."""
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
