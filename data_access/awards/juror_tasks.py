"""A juror's tasks and reading: the own list, dossiers, the own sheet, earlier scores.

A recused nomination appears nowhere in here: not listed, not counted, not found.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access import clock
from data_access.awards.edition_rules import criteria_of
from data_access.awards.preconditions import (
    NOT_YOURS,
    assignment_of,
    edition_of,
    is_judged,
    nomination_of,
    seat_of,
)
from data_access.awards.scoring import ScoreEntry, entry_in
from data_access.refusal import Forbidden
from data_access.tables import (
    Assignment,
    Edition,
    Evidence,
    Nomination,
    NominationAnswer,
    Score,
    ScoreSheet,
)
from data_access.viewer import JUROR, Viewer


@dataclass(frozen=True)
class Task:
    """One nomination that a juror still owes, drafts or has handed in.

    `declared`: the juror declared no conflict, so that the dossier is open. `answered` of
    `criteria` fields have a score; `version` 0 where nothing was begun.
    """

    nomination: str
    title: str | None
    organisation: str | None
    declared: bool
    version: int
    drafted: bool
    submitted_at: dt.datetime | None
    answered: int
    criteria: int


@dataclass(frozen=True)
class Read:
    """A dossier as its jurors read it, without what the edition keeps blind (None)."""

    nomination: str
    title: str | None
    organisation: str | None
    canton: str | None
    summary: str | None
    answers: Mapping[str, str]
    evidence: tuple[Row[Any], ...]


@dataclass(frozen=True)
class OwnSheet:
    """The juror's sheet in the version open to writing: fields and their revisions.

    `times`: when each field was saved.
    """

    version: int
    submitted_at: dt.datetime | None
    entries: Mapping[str, ScoreEntry]
    revisions: Mapping[str, int]
    saved_at: dt.datetime | None
    note: str
    note_revision: int
    times: Mapping[str, dt.datetime]


def editions_of(connection: Connection, viewer: Viewer) -> list[Row[Any]]:
    """Return the editions in which the viewer has a seat, those that close first at the top."""
    rows = connection.execute(
        select(Edition)
        .where(Edition.code.in_(sorted(viewer.of(JUROR))))
        .order_by(Edition.scores_close_at, Edition.code)
    )
    found = []
    for row in rows:
        try:
            seat_of(connection, viewer, row.code)
        except Forbidden:
            continue
        found.append(row)
    return found


def mine(connection: Connection, viewer: Viewer, edition: str) -> list[Task]:
    """Return the juror's own nominations, in an order drawn per juror: none is always first."""
    call = edition_of(connection, edition)
    juror = seat_of(connection, viewer, edition)
    rows = connection.execute(
        select(Nomination, Assignment.conflict)
        .join(
            Assignment,
            (Assignment.edition_code == Nomination.edition_code)
            & (Assignment.nomination_code == Nomination.code),
        )
        .where(Assignment.edition_code == edition, Assignment.juror_code == juror)
        .where(Assignment.conflict != "SI")
    )
    sheets = _sheets(connection, edition, juror)
    answered = _answered(connection, edition, juror)
    count = len(criteria_of(connection, edition))
    blind = set(call.blind_fields.split(";"))
    tasks = []
    for row in rows:
        nominated: Any = row
        if not is_judged(call, nominated):
            continue
        last = sheets.get(row.code)
        tasks.append(
            Task(
                row.code,
                None if "title" in blind else row.title,
                None if "organisation" in blind else row.organisation,
                row.conflict == "NO",
                last.version if last else 0,
                last is not None and last.submitted_at is None,
                last.submitted_at if last else None,
                answered.get((row.code, last.version), 0) if last else 0,
                count,
            )
        )
    return sorted(tasks, key=lambda task: _shuffled(call.seed, juror, task.nomination))


def time_left(connection: Connection, edition: str) -> dt.timedelta:
    """Return how long scoring goes on, by the server's clock; zero once it is over."""
    call = edition_of(connection, edition)
    left: dt.timedelta = call.scores_close_at - clock.now()
    return max(left, dt.timedelta())


def dossier(connection: Connection, viewer: Viewer, edition: str, nomination: str) -> Read:
    """Return what a juror may read of an assigned nomination, once declared free of conflict."""
    call = edition_of(connection, edition)
    row = opened(connection, viewer, call, nomination)
    blind = set(call.blind_fields.split(";"))
    answers = connection.execute(
        select(NominationAnswer).filter_by(edition_code=edition, nomination_code=nomination)
    )
    files = connection.execute(
        select(Evidence)
        .filter_by(edition_code=edition, nomination_code=nomination)
        .where(Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    return Read(
        row.code,
        None if "title" in blind else row.title,
        None if "organisation" in blind else row.organisation,
        None if "canton" in blind else row.canton_code,
        row.summary,
        {answer.criterion_code: answer.text for answer in answers},
        () if "evidence" in blind else tuple(files),
    )


def opened(connection: Connection, viewer: Viewer, call: Row[Any], nomination: str) -> Row[Any]:
    """Return a nomination whose dossier is open to the viewer as a juror.

    Raise Forbidden otherwise: in the same words for an unknown, an unassigned and a recused one.
    """
    juror = seat_of(connection, viewer, call.code)
    found = assignment_of(connection, call.code, nomination, juror)
    if found is None or found.conflict != "NO":
        raise Forbidden(NOT_YOURS)
    row = nomination_of(connection, call.code, nomination)
    if not is_judged(call, row):
        raise Forbidden(NOT_YOURS)
    return row


def own_sheet(connection: Connection, viewer: Viewer, edition: str, nomination: str) -> OwnSheet:
    """Return the juror's own sheet as stored in the database: what every reload begins from."""
    call = edition_of(connection, edition)
    opened(connection, viewer, call, nomination)
    juror = seat_of(connection, viewer, edition)
    key = {"edition_code": edition, "nomination_code": nomination, "juror_code": juror}
    last = connection.execute(
        select(ScoreSheet).filter_by(**key).order_by(ScoreSheet.version.desc()).limit(1)
    ).first()
    if last is None:
        return OwnSheet(0, None, {}, {}, None, "", 0, {})
    rows = connection.execute(select(Score).filter_by(**key, version=last.version)).all()
    return OwnSheet(
        last.version,
        last.submitted_at,
        {row.criterion_code: entry_in(row) for row in rows},
        {row.criterion_code: row.revision for row in rows},
        max((row.saved_at for row in rows if row.saved_at), default=None),
        last.note or "",
        last.note_revision,
        {row.criterion_code: row.saved_at for row in rows if row.saved_at},
    )


def earlier_scores(
    connection: Connection, viewer: Viewer, edition: str, criterion: str
) -> dict[str, ScoreEntry]:
    """Return the juror's own scores on one criterion, by nomination; never others'.

    They are shown so that a juror scores all nominations alike.
    """
    tasks = {task.nomination: task.version for task in mine(connection, viewer, edition)}
    juror = seat_of(connection, viewer, edition)
    rows = connection.execute(
        select(Score).filter_by(edition_code=edition, juror_code=juror, criterion_code=criterion)
    )
    return {
        row.nomination_code: entry_in(row)
        for row in rows
        if tasks.get(row.nomination_code) == row.version
    }


def _sheets(connection: Connection, edition: str, juror: str) -> dict[str, Row[Any]]:
    """Return the juror's last version of each sheet."""
    rows = connection.execute(
        select(ScoreSheet)
        .filter_by(edition_code=edition, juror_code=juror)
        .order_by(ScoreSheet.version)
    )
    return {row.nomination_code: row for row in rows}


def _answered(connection: Connection, edition: str, juror: str) -> dict[tuple[str, int], int]:
    rows = connection.execute(select(Score).filter_by(edition_code=edition, juror_code=juror))
    found: dict[tuple[str, int], int] = {}
    for row in rows:
        if row.value is not None or row.not_assessable == "SI":
            key = (row.nomination_code, row.version)
            found[key] = found.get(key, 0) + 1
    return found


def _shuffled(seed: int, juror: str, nomination: str) -> bytes:
    # A cryptographic hash: a checksum is linear, so that jurors would share one of few orders.
    return hashlib.sha256(f"{seed}:{juror}:{nomination}".encode()).digest()
