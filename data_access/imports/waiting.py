"""Batches of leaders about people: kept aside until a monitor approves them (METHODS §6, rule 9).

Whoever could bring rows in, look at the figures and take the rows out again would average the noise
of disclosure control away. So such a batch changes no table before it is approved.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, exists, insert, select, update

from data_access.imports import undo_limit
from data_access.imports.changes import Change
from data_access.imports.file_reading import RawSheet
from data_access.imports.mapping.memory import office_of
from data_access.imports.people_sheets import of_people
from data_access.imports.reports import told
from data_access.imports.sheet_description import VERSION
from data_access.imports.stored import table_of
from data_access.imports.templates import templates
from data_access.imports.workbook_xml import Percent
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.releases import standing
from data_access.releases.codec import plain, value
from data_access.tables import BatchChange, ImportBatch, ImportFile, WaitingFile
from data_access.viewer import Viewer, brings_any_data

IMPORT, UNDO = "import", "undo"
PERCENT = "%"  # the key of a cell that a spreadsheet shows as a percentage
NOT_YET = Text(
    "Esta base de datos se está preparando: quienes lideran un lugar cargan datos desde la primera "
    "publicación. Pregunte al equipo de seguimiento cuándo será."
)


def require_published(engine: Engine, viewer: Viewer) -> None:
    """Raise Refusal for a leader while a database is being set up: figures still move at once."""
    if brings_any_data(viewer):
        return
    with engine.connect() as connection:
        if standing.in_force(connection) is None:
            raise Refusal(NOT_YET)


def must_wait(viewer: Viewer, changes: Iterable[Change]) -> bool:
    """Return whether rows count only once a monitor approved them: a leader's about people."""
    return not brings_any_data(viewer) and any(not told(viewer, c.template) for c in changes)


def keep(
    connection: Connection,
    changes: Sequence[Change],
    sheets: Sequence[RawSheet],
    hashes: Mapping[str, str],
    viewer: Viewer,
) -> int:
    """Keep the sheets of a reader's batch aside; return its number."""
    row = {
        "author": viewer.name,
        "office": office_of(viewer),
        "rows_new": sum(len(change.new) for change in changes),
        "rows_changed": sum(len(change.changed) for change in changes),
        "rows_same": sum(change.same for change in changes),
    }
    return _kept(connection, row, sheets, hashes)


def keep_unseen(
    connection: Connection,
    rows: int,
    sheets: Sequence[RawSheet],
    hashes: Mapping[str, str],
    viewer: Viewer,
) -> int:
    """Keep the sheets of a reader's batch aside that nothing was compared with; return its number.

    A leader who has no preview left is told nothing by a refusal either.
    """
    row = {"author": viewer.name, "office": office_of(viewer), "rows_new": rows}
    return _kept(connection, {**row, "rows_changed": 0, "rows_same": 0}, sheets, hashes)


def _kept(
    connection: Connection,
    row: dict[str, Any],
    sheets: Sequence[RawSheet],
    hashes: Mapping[str, str],
) -> int:
    row = {**row, "template_version": VERSION, "waiting": IMPORT, "rows_held": 0}
    batch = int(connection.scalar(insert(ImportBatch).returning(ImportBatch.id), row) or 0)
    files = [
        {"batch_id": batch, "sha256": digest, "name": name, "in_force": False}
        for digest, name in hashes.items()
    ]
    connection.execute(insert(ImportFile), files)
    kept = [
        {"batch_id": batch, "at": at, "name": sheet.file, "content": _packed(sheet)}
        for at, sheet in enumerate(sheets)
    ]
    connection.execute(insert(WaitingFile), kept)
    return batch


def sheets_of(connection: Connection, batch: int) -> list[RawSheet]:
    """Return the sheets of a batch that waits."""
    query = select(WaitingFile.content).filter_by(batch_id=batch).order_by(WaitingFile.at)
    return [_unpacked(content) for content in connection.scalars(query)]


def still_waits(connection: Connection, batch: int) -> bool:
    """Return whether a batch's rows are still kept aside."""
    waits = connection.scalar(select(ImportBatch.waiting).where(ImportBatch.id == batch))
    return waits == IMPORT


def waits_for_nothing(batch: int) -> Text:
    """Return the sentence about a batch that nobody has to approve."""
    return Text("El lote {batch} no espera aprobación.", batch=str(batch))


def done(connection: Connection, batch: int) -> None:
    """Note that a batch waits for nothing any more."""
    connection.execute(delete(WaitingFile).where(WaitingFile.batch_id == batch))
    own = update(ImportBatch).where(ImportBatch.id == batch)
    connection.execute(own.values(waiting=None))


def undo_must_wait(connection: Connection, batch: int, viewer: Viewer) -> bool:
    """Return whether a batch is undone only once a monitor approved that.

    That is a leader's with rows of people, whether it brought or changed them; of those whose rows
    are kept aside one that is beyond the number that a leader takes back alone.
    """
    if brings_any_data(viewer):
        return False
    if still_waits(connection, batch):
        return undo_limit.is_reached(connection, batch, viewer)
    query = select(ImportBatch.rows_held).where(ImportBatch.id == batch)
    if connection.scalar(query) is not None:
        return True  # it had to be approved, whatever of it was stored
    tables = [table_of(one) for one in templates().values() if of_people(one)]
    changed = exists().where(
        BatchChange.batch_id == batch, BatchChange.table_name.in_([one.name for one in tables])
    )
    brought = [exists().where(one.c.import_batch_id == batch) for one in tables]
    return any(connection.scalar(select(found)) for found in (changed, *brought))


def ask_for_undo(connection: Connection, batch: int) -> None:
    """Note that a leader wants a batch undone; until a monitor approves, it stays as it is.

    One whose rows are kept aside goes on waiting; the log tells monitors what its leader wants.
    """
    own = update(ImportBatch).where(ImportBatch.id == batch, ImportBatch.waiting.is_(None))
    connection.execute(own.values(waiting=UNDO))


def _packed(sheet: RawSheet) -> bytes:
    cells = [[_plain(cell) for cell in column] for column in sheet.columns]
    written: list[Any] = [sheet.file, sheet.name, sheet.headers, cells]
    written += [sheet.first_row, sheet.origin]
    return zlib.compress(json.dumps(written, ensure_ascii=False).encode())


def _unpacked(content: bytes) -> RawSheet:
    file, name, headers, columns, first, origin = json.loads(zlib.decompress(content))
    cells = [[_value(cell) for cell in column] for column in columns]
    return RawSheet(file, name, headers, cells, first, origin=origin)


def _plain(cell: Any) -> Any:
    # A percentage is a number that says how it is meant.
    return {PERCENT: float(cell)} if isinstance(cell, Percent) else plain(cell)


def _value(found: Any) -> Any:
    if isinstance(found, dict) and PERCENT in found:
        return Percent(found[PERCENT])
    return value(found)
