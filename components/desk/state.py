"""How far a reader's upload is: files, check, report, import. The database knows what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import guard
from components.desk import door, uploads
from components.desk.door import Progress, Report
from components.desk.jobs import Job
from data_access.language import Text
from data_access.viewer import Viewer

KEY = "desk"
PATIENCE = 0.4  # seconds: small files are done by then, and no bar flickers by
MOST_KEPT = 100_000  # errors that a session holds on to; nobody mends more of them by hand


@dataclass
class Desk:
    """`round` counts uploads: a new one has a new field for files and forgets the old ones."""

    round: int = 0
    files: tuple[str, ...] = ()
    refusal: Text | None = None
    checking: Job[Report] | None = None
    report: Report | None = None
    errors: int = 0  # found, of which the report keeps no more than MOST_KEPT
    storing: Job[Report] | None = None
    done: Report | None = None

    @property
    def field(self) -> str:
        """The key of the field for files."""
        return f"desk-files-{self.round}"

    @property
    def job(self) -> Job[Report] | None:
        """What is going on, if anything is."""
        return self.storing or self.checking


def desk() -> Desk:
    """The desk of this session."""
    found = st.session_state.setdefault(KEY, Desk())
    assert isinstance(found, Desk)
    return found


def uploaded(at: Desk) -> list[Any]:
    """The files that lie in the field now."""
    return list(st.session_state.get(at.field) or [])


def advance(at: Desk, viewer: Viewer) -> None:
    """Take notice of new files and of jobs that ended."""
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
    at.files = tuple(file.file_id for file in files)
    at.checking = at.report = None
    at.refusal = uploads.too_much(files)
    if files:
        at.done = None
    if files and at.refusal is None:
        at.checking = Job(lambda progress: check(files, viewer, progress))


def check(files: Sequence[Any], viewer: Viewer, progress: Progress) -> Report:
    """What storing the uploaded files would do."""
    with uploads.on_disk(files) as paths:
        return door.check(paths, viewer, progress)


def store(files: Sequence[Any], viewer: Viewer, agreed: str, progress: Progress) -> Report:
    """Store the uploaded files as agreed."""
    with uploads.on_disk(files) as paths:
        return door.store(paths, viewer, agreed, progress)


def _finish(at: Desk, report: Report) -> None:
    uploads.forget(uploaded(at))
    at.done, at.report, at.files = report, None, ()
    at.round += 1


def can_store(at: Desk) -> bool:
    """Whether pressing the button would mean anything: once, and all warnings confirmed."""
    report = at.report
    return bool(
        report is not None
        and at.storing is None
        and not report.errors
        and report.changes
        and all(confirmed(report, rule) for rule in rules(report))
    )


def press() -> None:
    """The button: store what lies on the desk. Pressed twice, it does so once."""
    at = desk()
    if not can_store(at):
        return
    assert at.report is not None
    # The roles as they are now, not as they were when the page was drawn.
    files, viewer, agreed = uploaded(at), guard.viewer(), at.report.agreement
    at.storing = Job(lambda progress: store(files, viewer, agreed, progress))


def rules(report: Report) -> list[str]:
    """The rules that warnings speak of, each once."""
    return list(dict.fromkeys(finding.rule for finding in report.warnings))


def confirmation(report: Report, rule: str) -> str:
    """The key of the box that confirms a rule's warnings; another report has other boxes."""
    return f"desk-confirmed-{report.agreement[:16]}-{rule}"


def confirmed(report: Report, rule: str) -> bool:
    """Whether the reader has confirmed a rule's warnings."""
    return bool(st.session_state.get(confirmation(report, rule)))
