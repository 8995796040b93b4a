"""Import: read, check and store files, all or nothing per call, or only report the outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from data_access import clock, snapshot
from data_access.imports import holding, looks, waiting
from data_access.imports.batch_writing import kept_unseen, write, write_or_keep
from data_access.imports.calls import (
    Call,
    Progress,
    check,
    in_force,
    read_files,
    read_mapped,
    read_waiting,
    say_nothing,
)
from data_access.imports.checked_rows import Table
from data_access.imports.examining import examine
from data_access.imports.file_reading import RawSheet
from data_access.imports.mapping.questions import Asking
from data_access.imports.pieces import piece_folder
from data_access.imports.reports import Report
from data_access.imports.row_permissions import require_bringer
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.transaction import NOTHING, Transaction, transaction
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Agreement:
    """What somebody has agreed to: warnings, and, of a report that was read, just what it said."""

    accept_warnings: bool = False
    to: str | None = None


NOTHING_AGREED = Agreement()


def check_files(
    engine: Engine, paths: Iterable[Path], viewer: Viewer, *, progress: Progress | None = None
) -> Report:
    """Return what `import_files` would find and do at this moment; write nothing.

    Raise Forbidden if the reader brings in no data.
    """
    say = progress or say_nothing
    with piece_folder() as folder:
        call = read_files(engine, list(paths), viewer, say, folder)
        return _preview(engine, call, say)


def import_files(
    engine: Engine,
    paths: Iterable[Path],
    viewer: Viewer,
    *,
    accept_warnings: bool = False,
    agreed: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read workbooks and CSVs and store their rows as one batch, or nothing at all.

    Every mistake is reported at once. Rows that only give cause for doubt are stored with
    `accept_warnings`. Files already in force, or rows already stored as they are, are a notice.
    With `agreed`, the agreement of a report that somebody read, nothing is stored unless this
    import does just what that report said. Raise Forbidden if the reader brings in no data.
    """
    say = progress or say_nothing
    paths = list(paths)
    with piece_folder() as folder:
        call = read_files(engine, paths, viewer, say, folder)
        overtaken = _store(engine, call, say, Agreement(accept_warnings, agreed))
    if overtaken:
        # Somebody imported one of these files meanwhile: read again.
        return import_files(
            engine,
            paths,
            viewer,
            accept_warnings=accept_warnings,
            agreed=agreed,
            progress=progress,
        )
    return call.report


def check_mapped(
    engine: Engine,
    paths: Iterable[Path],
    viewer: Viewer,
    asking: Asking,
    *,
    progress: Progress | None = None,
) -> Report:
    """Return what `import_mapped` would find and do at this moment; write nothing."""
    say = progress or say_nothing
    call = read_mapped(engine, list(paths), viewer, asking, say)
    return _preview(engine, call, say)


def import_mapped(
    engine: Engine,
    paths: Iterable[Path],
    viewer: Viewer,
    asking: Asking,
    *,
    agreed: Agreement = NOTHING_AGREED,
    progress: Progress | None = None,
) -> Report:
    """Store files that are no templates, once `asking` has told what cannot be known of them.

    A question without an answer is an error of the report, which says it; the answers are kept
    for the office's next file of that shape. Raise Forbidden if the reader brings in no data.
    """
    say = progress or say_nothing
    paths = list(paths)
    call = read_mapped(engine, paths, viewer, asking, say)
    if _store(engine, call, say, agreed):
        return import_mapped(engine, paths, viewer, asking, agreed=agreed, progress=progress)
    return call.report


def _preview(engine: Engine, call: Call, say: Progress) -> Report:
    """Return what storing would find and do, or, if a leader has had enough of them, only that."""
    if _has_room(engine, call):
        with engine.connect() as connection:
            say(0.7, Text("Comparando con lo guardado"))
            examine(connection, call, accept_warnings=False)
    say(1.0, Text("Listo"))
    return call.report


def _has_room(engine: Engine, call: Call) -> bool:
    """Count a leader's look at people; if none is left today, let the report say only that.

    An import that stores nothing is one too: its report tells as much as a preview. What is stored
    is none. It is counted apart from the import, whose versions must not move for it.
    """
    stored = call.report.batch is not None
    if stored or not looks.are_counted(call.viewer, call.tables.values()):
        return True
    files = call.hashes.values()
    with transaction(engine, call.viewer.name, touches=NOTHING) as connection:
        room = looks.note(connection, call.viewer, files)
    if not room:
        looks.withhold(call.report, files)
    return room


def _store(engine: Engine, call: Call, say: Progress, agreed: Agreement) -> bool:
    """Store what was read, unless something forbids it; return whether somebody else just did."""
    # Reading took its time without keeping anybody from writing; from here on nobody else does.
    with transaction(engine, call.viewer.name, touches=("batches",), exclusive=True) as connection:
        if not call.hashes.keys().isdisjoint(in_force(connection)):
            return True
        if kept_unseen(connection, call):
            say(1.0, Text("Listo"))
            return False
        changes = examine(connection, call, agreed.accept_warnings)
        if agreed.to is not None and agreed.to != call.report.agreement:
            call.report.refused = call.report.overtaken = True
        elif changes and not call.report.refused:
            write_or_keep(connection, call, changes, say)
    _has_room(engine, call)
    # What is stored need not be held while it is copied.
    changes.clear()
    call.tables.clear()
    if call.report.batch is not None and not call.report.waiting:
        snapshot.refresh(engine)
    say(1.0, Text("Listo"))
    return False


def import_sheet(
    engine: Engine, sheet: RawSheet, viewer: Viewer, evidence: str, accept_warnings: bool = False
) -> Report:
    """Store the rows of a sheet that was never a file, by the same rules and as a batch.

    `evidence` is kept with the batch. Raise Forbidden if the reader brings in no data.
    """
    require_bringer(viewer)
    waiting.require_published(engine, viewer)
    # The same row may come in again after another: each sheet is a file of its own.
    digest = hashlib.sha256(f"{sheet}{clock.now().isoformat()}".encode()).hexdigest()
    call = Call(viewer, evidence, hashes={digest: sheet.file})
    check(call, [sheet])
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        if kept_unseen(connection, call):
            return call.report
        changes = examine(connection, call, accept_warnings)
        if changes and not call.report.refused:
            write_or_keep(connection, call, changes, say_nothing)
    _has_room(engine, call)
    return call.report


def import_waiting(
    engine: Engine, batch: int, author: str, viewer: Viewer, agreed: str | None = None
) -> Report:
    """Store the rows of a batch that waited, by the same rules as if it came in now.

    The viewer answers for it and is the one whose rights count; `author` brought it in. With
    `agreed`, the agreement of `check_waiting`, nothing is stored unless this does just what that
    said. Raise Forbidden if the viewer may not bring in any data.
    """
    call = read_waiting(engine, batch, author, viewer)
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        if not waiting.still_waits(connection, batch):
            # Taken back, or approved by somebody else, since it was read.
            raise Refusal(waiting.waits_for_nothing(batch))
        changes = examine(connection, call, accept_warnings=True)
        if agreed is not None and agreed != call.report.agreement:
            call.report.refused = call.report.overtaken = True
        elif not call.report.refused:
            connection.log("batch_approved", batch=batch, author=author)
            write(connection, call, changes, say_nothing)
            holding.keep(connection, batch, call.held)
            waiting.done(connection, batch)
    return call.report


def store_held(
    connection: Transaction, tables: dict[str, Table], batch: int, author: str, viewer: Viewer
) -> Report:
    """Store rows that were put aside, by the same rules, as part of the batch that brought them.

    Nothing is stored if the report has errors.
    """
    call = Call(viewer, tables=tables, number=batch, author=author, further=True)
    changes = examine(connection, call, accept_warnings=True)
    if not call.report.errors:
        write(connection, call, changes, say_nothing)
    return call.report


def check_waiting(engine: Engine, batch: int, author: str, viewer: Viewer) -> Report:
    """Return what storing a batch that waits would find and do at this moment; write nothing."""
    call = read_waiting(engine, batch, author, viewer)
    with engine.connect() as connection:
        examine(connection, call, accept_warnings=False)
    return call.report
