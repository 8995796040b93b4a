"""An edition as its secretariat reads it: nominations, dossiers, votes, the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access.answers.awards.jury import load
from data_access.awards.deliberating import Tally, counted
from data_access.awards.preconditions import edition_of, is_judged, require_overseer
from data_access.tables import (
    Decision,
    Edition,
    Evidence,
    Nomination,
    NominationAnswer,
    TieVote,
)
from data_access.viewer import Viewer, oversees


@dataclass(frozen=True)
class Nominated:
    """A nomination as the secretariat sees it; `judged` is whether jurors score it."""

    code: str
    title: str | None
    organisation: str | None
    canton: str | None
    summary: str | None
    state: str
    eligible: str
    reasons: str | None
    shortlisted: bool | None
    late: bool
    contact: str | None
    judged: bool
    kind: str | None = None


@dataclass(frozen=True)
class CriterionMean:
    """The mean that a nomination's sheets gave on a criterion, and how many assessed it."""

    mean: float
    count: int


def editions(connection: Connection, viewer: Viewer) -> list[Row[Any]]:
    """Return the editions that the viewer runs, the newest first."""
    rows = connection.execute(select(Edition).order_by(Edition.opens_at.desc(), Edition.code))
    return [row for row in rows if oversees(viewer, row.award, row.code)]


def nominations(connection: Connection, viewer: Viewer, edition: str) -> list[Nominated]:
    """Return every nomination of an edition, drafts and withdrawn ones too, by code."""
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    rows = connection.execute(
        select(Nomination).where(Nomination.edition_code == edition).order_by(Nomination.code)
    )
    return [
        Nominated(
            row.code,
            row.title,
            row.organisation,
            row.canton_code,
            row.summary,
            row.state,
            row.eligible,
            row.reasons,
            row.shortlisted,
            row.late,
            row.contact,
            is_judged(call, row),
            row.kind,
        )
        for row in rows
    ]


def answers(
    connection: Connection, viewer: Viewer, edition: str, nomination: str
) -> tuple[Mapping[str, str], list[Row[Any]]]:
    """Return what a nomination says by criterion, and the files that back it."""
    require_overseer(viewer, edition_of(connection, edition))
    key = {"edition_code": edition, "nomination_code": nomination}
    texts = connection.execute(select(NominationAnswer).filter_by(**key))
    files = connection.execute(
        select(Evidence).filter_by(**key).where(Evidence.removed_at.is_(None)).order_by(Evidence.id)
    )
    return {row.criterion_code: row.text for row in texts}, list(files)


def criterion_means(
    connection: Connection, viewer: Viewer, edition: str
) -> dict[tuple[str, str], CriterionMean]:
    """Return the mean of the valid sheets by nomination and criterion, as it stands."""
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    scores = load(connection, call).valid_scores.dropna(subset=["value"])
    found = scores.groupby(["nomination", "criterion"])["value"].agg(["mean", "size"])
    return {
        (str(nomination), str(criterion)): CriterionMean(float(mean), int(count))
        for (nomination, criterion), mean, count in found.itertuples()
    }


def votes(connection: Connection, viewer: Viewer, edition: str) -> list[Tally]:
    """Return the tally of every vote on a tie, the last first."""
    require_overseer(viewer, edition_of(connection, edition))
    rows = connection.execute(
        select(TieVote).where(TieVote.edition_code == edition).order_by(TieVote.id.desc())
    )
    return [counted(connection, row) for row in rows]


def decision(connection: Connection, viewer: Viewer, edition: str) -> Row[Any] | None:
    require_overseer(viewer, edition_of(connection, edition))
    return connection.execute(select(Decision).filter_by(edition_code=edition)).first()
