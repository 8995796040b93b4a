"""The state of an upload: files, check, report, import. The database holds what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components import guard
from components.desk import door, uploads
from components.desk.door import Progress, Question, Report
from components.desk.jobs import Job
from data_access.language import Text
from data_access.viewer import Viewer

KEY = "desk"
PATIENCE = 0.4  # seconds: small files are done by then, and no progress bar flickers
MOST_KEPT = 100_000  # errors that a session keeps; nobody corrects more of them by hand


@dataclass
class Desk:
    """The state of an upload; `round` counts uploads, and each has a field for files of its own."""

    round: int = 0
    files: tuple[str, ...] = ()
    refusal: Text | None = None
    checking: Job[Report] | None = None
    report: Report | None = None
    errors: int = 0  # found, of which the report keeps no more than MOST_KEPT
    storing: Job[Report] | None = None
    done: Report | None = None
    mapped: bool = False  # whether the assistant reads the files
    answers: dict[str, str] = field(default_factory=dict)
    anew: bool = False  # whether what the office answered before is left aside
    asked_of: tuple[str, ...] = ()  # the files that the answers are about

    @property
    def field(self) -> str:
        """The key of the field for files."""
        return f"desk-files-{self.round}"

    @property
    def job(self) -> Job[Report] | None:
        """The job that is running, if any."""
        return self.storing or self.checking


def desk() -> Desk:
    """Return the state of this session, created on first use."""
    found = st.session_state.setdefault(KEY, Desk())
    assert isinstance(found, Desk)
    return found


def uploaded(at: Desk) -> list[Any]:
    """Return the files that are in the field now."""
    return list(st.session_state.get(at.field) or [])


def advance(at: Desk, viewer: Viewer) -> None:
    """Start the check of new files, and take the results of the jobs that ended."""
    files = uploaded(at)
    present = tuple(file.file_id for file in files)
    if present != at.files and at.storing is None:
        _begin(at, files, viewer)
    if at.job is not None:
        at.job.finished(PATIENCE)
    if at.checking is not None and at.checking.finished():
        job, at.checking = at.checking, None
        at.files = ()  # a check that fails is tried again
        at.report = job.result()
        at.files = present
        if at.report is not None:
            at.errors = len(at.report.errors)
            del at.report.errors[MOST_KEPT:]
    if at.storing is not None and at.storing.finished():
        job, at.storing = at.storing, None
        report = job.result()
        if report is None or report.refused:
            at.report, at.errors = report, len(report.errors) if report else 0
        else:
            _finish(at, report)


def _begin(at: Desk, files: list[Any], viewer: Viewer) -> None:
    if at.checking is not None:
        at.checking.abandon()
    present = tuple(file.file_id for file in files)
    if present != at.asked_of:
        at.mapped, at.anew, at.answers, at.asked_of = False, False, {}, present
    at.files = present
    at.checking = at.report = None
    at.refusal = uploads.too_much(files)
    if files:
        at.done = None
    if files and at.refusal is None:
        answers = door.Answers(dict(at.answers), at.anew) if at.mapped else None
        at.checking = Job(lambda progress: check(files, viewer, progress, answers))


def check(
    files: Sequence[Any],
    viewer: Viewer,
    progress: Progress,
    answers: door.Answers | None = None,
) -> Report:
    """Return the report of what storing the uploaded files would do; mapped, with answers."""
    with uploads.on_disk(files) as paths:
        if answers is not None:
            return door.check_mapped(paths, viewer, answers, progress)
        return door.check(paths, viewer, progress)


def store(
    files: Sequence[Any],
    viewer: Viewer,
    agreed: str,
    progress: Progress,
    answers: door.Answers | None = None,
) -> Report:
    """Store the uploaded files as a report that was agreed to says; mapped, with answers."""
    with uploads.on_disk(files) as paths:
        if answers is not None:
            return door.store_mapped(paths, viewer, answers, agreed, progress)
        return door.store(paths, viewer, agreed, progress)


def use_assistant() -> None:
    """Let the assistant read the files that are in the field."""
    at = desk()
    at.mapped, at.files = True, ()  # checked anew by it


def answer_anew() -> None:
    """Ask everything again, also what the office once answered."""
    at = desk()
    at.anew, at.answers, at.files = True, {}, ()


def answered(questions: list[Question]) -> None:
    """Take the answers from the form, and check the files again with them."""
    at = desk()
    for question in questions:
        said = st.session_state.get(answer_key(question))
        if said:
            at.answers[door.place_of(question)] = str(said)
    at.files = ()


def answer_key(question: Question) -> str:
    """Return the key of a question's field."""
    return f"desk-answer-{door.place_of(question)}"


def _finish(at: Desk, report: Report) -> None:
    uploads.forget(uploaded(at))
    at.done, at.report, at.files = report, None, ()
    at.round += 1


def can_store(at: Desk) -> bool:
    """Return whether the files can be stored: not underway, no errors, all warnings confirmed."""
    report = at.report
    return bool(
        report is not None
        and at.storing is None
        and not report.errors
        and report.changes
        and all(confirmed(report, rule) for rule in rules(report))
    )


def moves(viewer: Viewer) -> door.Moves:
    """Return the public figures that the uploaded files would move."""
    at = desk()
    answers = door.Answers(dict(at.answers), at.anew) if at.mapped else None
    with uploads.on_disk(uploaded(at)) as paths:
        return door.moves(paths, viewer, answers)


def press() -> None:
    """Store the uploaded files when the button is pressed; pressed twice, store them once."""
    at = desk()
    if not can_store(at):
        return
    assert at.report is not None
    # The roles as they are now, not as they were when the page was drawn.
    files, viewer, agreed = uploaded(at), guard.viewer(), at.report.agreement
    answers = door.Answers(dict(at.answers), at.anew) if at.mapped else None
    at.storing = Job(lambda progress: store(files, viewer, agreed, progress, answers))


def rules(report: Report) -> list[str]:
    """Return the rules of the warnings, each once."""
    return list(dict.fromkeys(finding.rule for finding in report.warnings))


def confirmation(report: Report, rule: str) -> str:
    """Return the key of the box that confirms a rule's warnings; each report has its own."""
    return f"desk-confirmed-{report.agreement[:16]}-{rule}"


def confirmed(report: Report, rule: str) -> bool:
    return bool(st.session_state.get(confirmation(report, rule)))
