"""The data desk's one door to the imports: every call asks there who is asking.

What the page draws (reports, findings, batches) are plain values; they are named here, so that
no other component knows where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from components import ask
from data_access.imports import batch_history, blank_templates, loading, row_permissions, undo
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
    "Batch",
    "Consequences",
    "ImportFinding",
    "Progress",
    "Report",
    "SheetChange",
    "Template",
    "batch",
    "batches",
    "blank",
    "check",
    "consequences",
    "number_of_batches",
    "sheets",
    "store",
    "take_out",
]


def sheets(viewer: Viewer) -> list[Template]:
    """The sheets that a reader may bring in."""
    return row_permissions.sheets_for(viewer)


def blank(names: Sequence[str], language: str) -> bytes:
    """A blank workbook with the named sheets."""
    return blank_templates.blank(names, language)


def check(paths: Sequence[Path], viewer: Viewer, progress: Progress) -> Report:
    """What storing some files would find and do."""
    return loading.check_files(ask.engine(), paths, viewer, progress=progress)


def store(paths: Sequence[Path], viewer: Viewer, agreed: str, progress: Progress) -> Report:
    """Store files, if that does what the report agreed to said; its warnings are accepted."""
    return loading.import_files(
        ask.engine(), paths, viewer, accept_warnings=True, agreed=agreed, progress=progress
    )


def batches(viewer: Viewer, most: int, skip: int) -> list[Batch]:
    """Some of the batches that a reader may see, newest first."""
    with ask.engine().connect() as connection:
        return batch_history.batches(connection, viewer, most, skip)


def number_of_batches(viewer: Viewer) -> int:
    """How many batches a reader may see."""
    with ask.engine().connect() as connection:
        return batch_history.number_of_batches(connection, viewer)


def batch(viewer: Viewer, number: int) -> list[Batch]:
    """A batch by its number, if there is one that the reader may see."""
    with ask.engine().connect() as connection:
        found = batch_history.batch(connection, viewer, number)
    return [] if found is None else [found]


def consequences(batch: int, viewer: Viewer) -> Consequences:
    """What taking a batch out would do, or why it cannot be."""
    return undo.consequences(ask.engine(), batch, viewer)


def take_out(batch: int, viewer: Viewer) -> Consequences:
    """Take a batch out; Refusal says why not."""
    return undo.undo(ask.engine(), batch, viewer)
