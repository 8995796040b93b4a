"""The edition of a question, as frames: rubric, nominations, jurors, sheets in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Row, select

from data_access import clock, effective_scores
from data_access.answers.answer import Source
from data_access.answers.frames import frame_of
from data_access.language import Text
from data_access.measures.awards import severity, sheet_points
from data_access.scope import Scope, ScopeError
from data_access.tables import Assignment, Criterion, Edition, Juror, Nomination, Score, ScoreSheet
from data_access.viewer import Viewer, oversees

SUBMITTED = "submitted"


@dataclass(frozen=True)
class Jury:
    """One edition and the work of its jury.

    `nominations` (those submitted): code, title, organisation, canton, eligible, shortlisted,
    judged, which is eligible and, in an edition with that round, shortlisted. `jurors`: code,
    left. `assigned`: nomination, juror, conflict. `scores`: nomination, juror, criterion, value,
    skipped, of judged nominations and jurors who are not recused. `weights` keep the rubric's
    order.
    """

    edition: Row[Any]
    weights: Mapping[str, float]
    nominations: pd.DataFrame
    jurors: pd.DataFrame
    assigned: pd.DataFrame
    scores: pd.DataFrame
    last: dt.datetime | None
    batches: tuple[int, ...]

    @property
    def scale(self) -> tuple[float, float]:
        """Lowest and highest score."""
        return float(self.edition.score_min), float(self.edition.score_max)

    @cached_property
    def sheets(self) -> pd.DataFrame:
        """Every sheet: nomination, juror, points (NaN where invalid), problem."""
        return sheet_points.scored(self.scores, self.weights, *self.scale)

    @cached_property
    def valid(self) -> pd.DataFrame:
        """The sheets that count."""
        return self.sheets.dropna(subset=["points"]).reset_index(drop=True)

    @cached_property
    def valid_scores(self) -> pd.DataFrame:
        """The scores on the sheets that count; NaN is not assessable."""
        own = self.scores.merge(self.valid[sheet_points.KEYS], on=sheet_points.KEYS)
        return own.assign(value=own["value"].where(~own["skipped"]))

    @cached_property
    def judged(self) -> list[str]:
        """Codes of the nominations that the jury scores."""
        return sorted(self.nominations["code"][self.nominations["judged"]])

    def fit(self) -> severity.Fit:
        """Return the additive fit of the valid sheets; raise Disconnected or ValueError if none."""
        return severity.fit(self.valid["nomination"], self.valid["juror"], self.valid["points"])

    def table(self) -> np.ndarray:
        """Return points with a row per nomination and a column per juror, NaN without a sheet."""
        wide = self.valid.pivot(index="nomination", columns="juror", values="points")
        return wide.to_numpy(dtype=float)

    @property
    def as_of(self) -> dt.date | None:
        """The day of the last sheet, or the deadline for a jury recorded afterwards."""
        if self.last is None:
            return None
        moment = min(self.last, self.edition.scores_close_at)
        day: dt.date = moment.astimezone(clock.TIMEZONE).date()
        return day

    @property
    def source(self) -> Source:
        """The edition as the source of a figure."""
        return Source(Text("{name}", name=self.edition.name), self.as_of, self.batches)


def editions(connection: Connection) -> list[Row[Any]]:
    """Return all editions, the newest first."""
    return list(connection.execute(select(Edition).order_by(Edition.opens_at.desc(), Edition.code)))


def is_open_to(viewer: Viewer, edition: Row[Any]) -> bool:
    """Return whether a viewer may have an edition's figures.

    Its secretariat may, and everybody once it is published.
    """
    return edition.published_at is not None or oversees(viewer, edition.award, edition.code)


def chosen(connection: Connection, viewer: Viewer, scope: Scope) -> Row[Any] | None:
    """Return the edition asked for, or else the newest that the viewer may see; None if none.

    Raise ScopeError for a code that no edition has.
    """
    known = editions(connection)
    code = scope.get("edicion")
    if code is None:
        return next((edition for edition in known if is_open_to(viewer, edition)), None)
    for edition in known:
        if edition.code == code:
            return edition
    raise ScopeError(
        Text(
            "No existe la edición «{code}»: hay {known}.",
            code=code,
            known=", ".join(edition.code for edition in known) or "—",
        )
    )


def load(connection: Connection, edition: Row[Any]) -> Jury:
    """Return everything of one edition; at most some thousand scores."""
    code = edition.code
    rubric = connection.execute(
        select(Criterion.code, Criterion.weight)
        .where(Criterion.edition_code == code)
        .order_by(Criterion.position, Criterion.code)
    )
    weights = {name: float(weight) for name, weight in rubric}
    nominations = frame_of(
        connection,
        select(
            Nomination.code,
            Nomination.title,
            Nomination.organisation,
            Nomination.canton_code.label("canton"),
            Nomination.summary,
            Nomination.eligible,
            Nomination.shortlisted,
        )
        .where(Nomination.edition_code == code, Nomination.state == SUBMITTED)
        .order_by(Nomination.code),
    )
    through = nominations["shortlisted"].eq(True) | ("shortlist" not in edition.rounds.split(";"))
    nominations["judged"] = nominations["eligible"].eq("SI") & through
    scores = frame_of(
        connection,
        effective_scores.counted_scores(
            [code],
            Score.nomination_code.label("nomination"),
            Score.juror_code.label("juror"),
            Score.criterion_code.label("criterion"),
            Score.value,
            (Score.not_assessable == "SI").label("skipped"),
        ),
    )
    scores = scores[scores["nomination"].isin(nominations["code"][nominations["judged"]])]
    scores = scores.sort_values(["nomination", "juror", "criterion"], ignore_index=True)
    scores = scores.assign(
        value=pd.to_numeric(scores["value"]).astype(float), skipped=scores["skipped"].astype(bool)
    )
    batches = connection.execute(
        select(Score.import_batch_id)
        .where(Score.edition_code == code, Score.import_batch_id.is_not(None))
        .distinct()
        .order_by(Score.import_batch_id)
    )
    return Jury(
        edition=edition,
        weights=weights,
        nominations=nominations,
        jurors=frame_of(
            connection,
            select(Juror.code, Juror.left_at.label("left"))
            .where(Juror.edition_code == code)
            .order_by(Juror.code),
        ),
        assigned=frame_of(
            connection,
            select(
                Assignment.nomination_code.label("nomination"),
                Assignment.juror_code.label("juror"),
                Assignment.conflict,
            ).where(Assignment.edition_code == code),
        ),
        scores=scores,
        last=connection.execute(
            select(ScoreSheet.submitted_at)
            .where(ScoreSheet.edition_code == code, ScoreSheet.submitted_at.is_not(None))
            .order_by(ScoreSheet.submitted_at.desc())
            .limit(1)
        ).scalar(),
        batches=tuple(batch for batch in batches.scalars() if batch is not None),
    )
