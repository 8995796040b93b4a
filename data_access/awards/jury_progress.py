"""The progress of the jury, sheet by sheet, for whoever has to remind it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, func, select

from data_access import effective_scores
from data_access.awards.preconditions import edition_of, is_judged, require_overseer
from data_access.tables import Account, Assignment, Criterion, Juror, Nomination, Score, ScoreSheet
from data_access.viewer import Viewer

TO_DO, DRAFTED, HANDED_IN, RECUSED = "to_do", "drafted", "handed_in", "recused"


@dataclass(frozen=True)
class Owed:
    """One sheet of one juror: `state` is to_do, drafted, handed_in or recused.

    A correction in the making is "drafted", though the version before it is in force
    (`submitted_at`). `declared`: the juror said there is no conflict. `whole`: every criterion is
    answered, so that a draft only has to be handed in. `left`: the juror is on the jury no more.
    """

    nomination: str
    juror: str
    email: str | None
    declared: bool
    state: str
    submitted_at: dt.datetime | None
    whole: bool = False
    last_saved: dt.datetime | None = None
    left: bool = False

    @property
    def counts(self) -> bool:
        """Whether a version of the sheet is in force, also while a correction is drafted."""
        return self.submitted_at is not None


def progress(connection: Connection, viewer: Viewer, edition: str) -> list[Owed]:
    """Return each sheet that jurors on the jury owe or have handed in, and every recusal.

    A juror who left owes nothing; of such a juror only the sheets that count are among them.
    """
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    nominations = connection.execute(select(Nomination).where(Nomination.edition_code == edition))
    judged = {row.code for row in nominations if is_judged(call, row)}
    sheets = connection.execute(
        select(
            ScoreSheet.nomination_code,
            ScoreSheet.juror_code,
            func.max(ScoreSheet.submitted_at),
            func.sum(case((ScoreSheet.submitted_at.is_(None), 1), else_=0)),
        )
        .where(ScoreSheet.edition_code == edition)
        .group_by(ScoreSheet.nomination_code, ScoreSheet.juror_code)
    )
    known = {(n, j): (submitted, bool(drafts)) for n, j, submitted, drafts in sheets}
    whole = _whole_drafts(connection, edition)
    saved = _last_saved(connection, edition)
    rows = connection.execute(
        select(Assignment, Account.email, Juror.left_at)
        .join(
            Juror,
            (Juror.edition_code == Assignment.edition_code) & (Juror.code == Assignment.juror_code),
        )
        .outerjoin(Account, Account.id == Juror.account_id)
        .where(Assignment.edition_code == edition)
        .order_by(Assignment.nomination_code, Assignment.juror_code)
    )
    found = []
    for row in rows:
        if row.nomination_code not in judged:
            continue
        submitted, drafted = known.get((row.nomination_code, row.juror_code), (None, False))
        state = DRAFTED if drafted else HANDED_IN if submitted else TO_DO
        if row.left_at is not None:
            if row.conflict == "SI" or not submitted:
                continue
            state = HANDED_IN  # a correction that was begun is never sent any more
        found.append(
            Owed(
                row.nomination_code,
                row.juror_code,
                row.email,
                row.conflict == "NO",
                RECUSED if row.conflict == "SI" else state,
                None if row.conflict == "SI" else submitted,
                state == DRAFTED and (row.nomination_code, row.juror_code) in whole,
                saved.get((row.nomination_code, row.juror_code)),
                row.left_at is not None,
            )
        )
    return found


def sheets_in_force(owed: Iterable[Owed]) -> Counter[str]:
    """Return how many sheets in force each nomination has."""
    return Counter(one.nomination for one in owed if one.counts)


def unsent(owed: Iterable[Owed]) -> list[Owed]:
    """Return the sheets that are complete and were never handed in: their jurors can be asked."""
    return [one for one in owed if one.whole and not one.counts and one.state == DRAFTED]


def _whole_drafts(connection: Connection, edition: str) -> set[tuple[str, str]]:
    """Return the pairs whose draft answers every criterion."""
    criteria = connection.scalar(
        select(func.count()).select_from(Criterion).where(Criterion.edition_code == edition)
    )
    pair = (Score.nomination_code, Score.juror_code)
    same = [getattr(Score, name) == getattr(ScoreSheet, name) for name in effective_scores.PAIR]
    rows = connection.execute(
        select(*pair)
        .join(ScoreSheet, and_(*same, ScoreSheet.version == Score.version))
        .where(Score.edition_code == edition, ScoreSheet.submitted_at.is_(None))
        .where(Score.value.is_not(None) | (Score.not_assessable == "SI"))
        .group_by(*pair)
        .having(func.count() == criteria)
    )
    return {(nomination, juror) for nomination, juror in rows}


def _last_saved(connection: Connection, edition: str) -> dict[tuple[str, str], dt.datetime]:
    rows = connection.execute(
        select(Score.nomination_code, Score.juror_code, func.max(Score.saved_at))
        .where(Score.edition_code == edition, Score.saved_at.is_not(None))
        .group_by(Score.nomination_code, Score.juror_code)
    )
    return {(nomination, juror): at for nomination, juror, at in rows if at is not None}
