"""Rows stored for a moment in a transaction that is taken back, to see what they would move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, insert

from data_access import record_keys
from data_access.imports.calls import Call, Source
from data_access.imports.changes import Change
from data_access.imports.examining import examine
from data_access.imports.mapping.memory import office_of
from data_access.imports.reports import told
from data_access.imports.row_permissions import cantons_of_rows
from data_access.imports.row_storing import Origin, store
from data_access.imports.sheet_description import VERSION
from data_access.tables import ImportBatch
from data_access.transaction import Transaction, rehearsal
from data_access.viewer import Viewer

Look = TypeVar("Look")
MOST_TRIED = 20_000  # rows; nobody else writes while they are tried
TRIED = -1


@dataclass(frozen=True)
class Foreseen:
    """What a trial touches: subjects and cantons, and what was seen before it."""

    subjects: set[str]
    cantons: set[str]
    before: Any


def foresee(
    engine: Engine, source: Source, viewer: Viewer, look: Callable[[Connection, Foreseen], Look]
) -> Look | None:
    """Return what `look` sees in the database as it would be with the files, or a batch that waits.

    Nothing of it stays. Return None where nothing could be stored, where that is more than can be
    tried, and where it would tell the viewer what is stored of people.
    """
    call = source(engine, viewer)
    seen: list[Look] = []
    with rehearsal(engine, touches=("batches",)) as connection:
        changes = examine(connection, call, accept_warnings=True)
        rows = sum(change.rows for change in changes)
        open_to = all(told(viewer, change.template) for change in changes)
        if not call.report.refused and open_to and 0 < rows <= MOST_TRIED:
            places = cantons_of_rows(connection, call.tables)
            seen.append(_tried(connection, call, changes, places, look))
    return seen[0] if seen else None


def _tried(
    connection: Transaction,
    call: Call,
    changes: list[Change],
    places: set[str],
    look: Callable[[Connection, Foreseen], Look],
) -> Look:
    touched = {change.template.subject for change in changes if change.rows}
    before = look(connection, Foreseen(touched, places, None))
    # Under a number that no batch has, and that uses none up.
    row = {"id": TRIED, "template_version": VERSION, "author": call.viewer.name}
    counts = dict.fromkeys(("rows_new", "rows_changed", "rows_same"), 0)
    connection.execute(insert(ImportBatch), {**row, **counts})
    origin = Origin(call.viewer.name, office_of(call.viewer), number=TRIED)
    store(connection, changes, {}, origin, lambda _share: None)
    if "people" in touched:
        record_keys.fill(connection)
    return look(connection, Foreseen(touched, places, before))
