"""The data desk's only interface to the imports, which authorise the viewer on each call.

What the page draws (reports, findings, batches) are plain values; they are named here, so that
no other component knows where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from components import ask
from data_access.imports import (
    approval,
    batch_history,
    blank_templates,
    loading,
    row_permissions,
    undo,
    waiting,
)
from data_access.imports.batch_history import Batch
from data_access.imports.file_reading import MAX_BYTES
from data_access.imports.import_findings import ImportFinding
from data_access.imports.loading import Progress
from data_access.imports.reports import Report, SheetChange
from data_access.imports.sheet_description import Template
from data_access.imports.undo import Consequences
from data_access.viewer import Viewer

__all__ = [
    "MAX_BYTES",
    "NOT_YET",
    "Batch",
    "Consequences",
    "ImportFinding",
    "Progress",
    "Report",
    "SheetChange",
    "Template",
    "approve",
    "batch",
    "batches",
    "blank",
    "check",
    "consequences",
    "decline",
    "number_of_batches",
    "sheets",
    "store",
    "take_out",
]

NOT_YET = waiting.NOT_YET  # why a leader cannot load files


def sheets(viewer: Viewer) -> list[Template]:
    """Return the sheets that the viewer may import."""
    return row_permissions.sheets_for(viewer)


def blank(names: Sequence[str], language: str) -> bytes:
    """Return a blank workbook with the named sheets."""
    return blank_templates.blank(names, language)


def check(paths: Sequence[Path], viewer: Viewer, progress: Progress) -> Report:
    """Return the findings and changes that storing some files would produce."""
    return loading.check_files(ask.engine(), paths, viewer, progress=progress)


def store(paths: Sequence[Path], viewer: Viewer, agreed: str, progress: Progress) -> Report:
    """Store files if the result is the one agreed to; the warnings are accepted."""
    return loading.import_files(
        ask.engine(), paths, viewer, accept_warnings=True, agreed=agreed, progress=progress
    )


def batches(viewer: Viewer, most: int, skip: int) -> list[Batch]:
    """Return some of the batches that the viewer may see, newest first."""
    with ask.engine().connect() as connection:
        return batch_history.batches(connection, viewer, most, skip)


def number_of_batches(viewer: Viewer) -> int:
    """Return how many batches the viewer may see."""
    with ask.engine().connect() as connection:
        return batch_history.number_of_batches(connection, viewer)


def batch(viewer: Viewer, number: int) -> list[Batch]:
    """Return a batch by its number; an empty list if there is none that the viewer may see."""
    with ask.engine().connect() as connection:
        found = batch_history.batch(connection, viewer, number)
    return [] if found is None else [found]


def consequences(batch: int, viewer: Viewer) -> Consequences:
    """Return what undoing a batch would change, or why it cannot be undone."""
    return undo.consequences(ask.engine(), batch, viewer)


def take_out(batch: int, viewer: Viewer) -> Consequences:
    """Undo a batch; raise Refusal if it cannot be undone."""
    return undo.undo(ask.engine(), batch, viewer)


def approve(batch: int, viewer: Viewer) -> None:
    """Let a leader's batch, or its undo, count; raise Refusal if it cannot."""
    approval.approve(ask.engine(), batch, viewer)


def decline(batch: int, viewer: Viewer, reason: str) -> None:
    """Turn a leader's batch, or its undo, down; raise Refusal without a reason."""
    approval.decline(ask.engine(), batch, viewer, reason)
