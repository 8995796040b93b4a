"""The data desk's only interface to the imports, which authorise the viewer on each call.

What the page draws (reports, findings, batches) are plain values; they are named here, so that
no other component knows where they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from components import ask
from data_access.imports import (
    approval,
    batch_history,
    blank_templates,
    calls,
    foresight,
    held_rows,
    loading,
    marked_workbooks,
    row_permissions,
    still_published,
    undo,
    undo_limit,
    waiting,
)
from data_access.imports.batch_history import Batch
from data_access.imports.calls import Progress
from data_access.imports.file_reading import MAX_BYTES
from data_access.imports.foresight import Moves
from data_access.imports.held_rows import ToDecide
from data_access.imports.import_findings import ImportFinding
from data_access.imports.mapping.arranging import Preview
from data_access.imports.mapping.questions import Asking, Question
from data_access.imports.reports import Report, SheetChange
from data_access.imports.sheet_description import Template
from data_access.imports.undo import Consequences
from data_access.imports.undo_limit import Undos
from data_access.viewer import Viewer

__all__ = [
    "MAX_BYTES",
    "NOT_YET",
    "Answers",
    "Batch",
    "Consequences",
    "ImportFinding",
    "Moves",
    "Preview",
    "Progress",
    "Question",
    "Report",
    "SheetChange",
    "Template",
    "ToDecide",
    "Undos",
    "approve",
    "batch",
    "batches",
    "blank",
    "check",
    "check_mapped",
    "consequences",
    "decline",
    "leave_out",
    "marked",
    "moves",
    "moves_of",
    "number_of_batches",
    "place_of",
    "review",
    "sheets",
    "store",
    "store_mapped",
    "take",
    "take_out",
    "to_decide",
    "told_still",
    "undecided",
    "undos",
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


@dataclass(frozen=True)
class Answers:
    """What a reader answered about files, by `place_of`; `anew`: without earlier answers."""

    said: Mapping[str, str]
    anew: bool = False

    def asking(self) -> Asking:
        """Return them as the importer asks for them."""
        return Asking(lambda question: self.said.get(place_of(question)), self.anew)


def check_mapped(
    paths: Sequence[Path], viewer: Viewer, answers: Answers, progress: Progress
) -> Report:
    """Return what storing files of any shape would produce, with these answers about them."""
    return loading.check_mapped(ask.engine(), paths, viewer, answers.asking(), progress=progress)


def store_mapped(
    paths: Sequence[Path],
    viewer: Viewer,
    answers: Answers,
    agreed: str,
    progress: Progress,
) -> Report:
    """Store files of any shape if the result is the one agreed to."""
    return loading.import_mapped(
        ask.engine(),
        paths,
        viewer,
        answers.asking(),
        agreed=loading.Agreement(True, agreed),
        progress=progress,
    )


def marked(path: Path, findings: Sequence[ImportFinding], language: str) -> bytes | None:
    """Return an uploaded workbook with its findings marked; None if it cannot be given back."""
    return marked_workbooks.marked(path, findings, language)


def place_of(question: Question) -> str:
    """Return what tells a question from those about other files."""
    return f"{question.file}·{question.key}"


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


def told_still(found: Sequence[Batch], viewer: Viewer) -> frozenset[int]:
    """Return which of some batches are undone and still in what readers of the release see."""
    with ask.engine().connect() as connection:
        return still_published.among(connection, found, viewer)


def undos(batch: int, viewer: Viewer) -> Undos | None:
    """Return what monitors are told of the undos of a batch's author; others None."""
    return undo_limit.undos(ask.engine(), batch, viewer)


def moves(paths: Sequence[Path], viewer: Viewer, answers: Answers | None) -> Moves:
    """Return the public figures that storing files would move; None if they are not told."""
    asking = None if answers is None else answers.asking()
    return foresight.moves(ask.engine(), calls.of_files(paths, asking), viewer)


def review(batch: int, viewer: Viewer) -> Report:
    """Return what approving a batch would find and change; raise Refusal if it waits for none."""
    return approval.review(ask.engine(), batch, viewer)


def moves_of(batch: int, viewer: Viewer) -> Moves:
    """Return the public figures that approving a batch would move; None if they are not known."""
    return approval.moves_of(ask.engine(), batch, viewer)


def approve(batch: int, viewer: Viewer, agreed: str | None) -> None:
    """Let a leader's batch, or its undo, count as its review said; raise Refusal if it cannot."""
    approval.approve(ask.engine(), batch, viewer, agreed)


def decline(batch: int, viewer: Viewer, reason: str) -> None:
    """Turn a leader's batch, or its undo, down; raise Refusal without a reason."""
    approval.decline(ask.engine(), batch, viewer, reason)


def undecided(viewer: Viewer) -> list[int]:
    """Return the batches with rows that were put aside and wait for a decision of the viewer's."""
    with ask.engine().connect() as connection:
        return sorted(held_rows.undecided(connection, viewer))


def to_decide(batch: int, viewer: Viewer) -> list[ToDecide]:
    """Return the rows of a batch that wait for a decision of the viewer's."""
    with ask.engine().connect() as connection:
        return held_rows.to_decide(connection, viewer, batch)


def take(numbers: Sequence[int], viewer: Viewer) -> None:
    """Store rows that were put aside; raise Refusal if they cannot be."""
    held_rows.take(ask.engine(), numbers, viewer)


def leave_out(numbers: Sequence[int], viewer: Viewer) -> None:
    """Decide that rows which were put aside are not stored."""
    held_rows.decline(ask.engine(), numbers, viewer)
