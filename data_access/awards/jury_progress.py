"""The progress of the jury, sheet by sheet, for whoever has to remind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from data_access.awards.preconditions import edition_of, is_judged, require_overseer
from data_access.tables import Account, Assignment, Juror, Nomination, ScoreSheet
from data_access.viewer import Viewer

TO_DO, DRAFTED, HANDED_IN, RECUSED = "to_do", "drafted", "handed_in", "recused"


@dataclass(frozen=True)
class Owed:
    """One sheet of one juror: `state` is to_do, drafted, handed_in or recused.

    A correction in the making is "drafted", though the version before it is in force
    (`submitted_at`). `declared`: the juror said there is no conflict.
    """

    nomination: str
    juror: str
    email: str | None
    declared: bool
    state: str
    submitted_at: dt.datetime | None


def progress(connection: Connection, viewer: Viewer, edition: str) -> list[Owed]:
    """Return each sheet that jurors on the jury owe or have handed in, and every recusal."""
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
    rows = connection.execute(
        select(Assignment, Account.email)
        .join(
            Juror,
            (Juror.edition_code == Assignment.edition_code) & (Juror.code == Assignment.juror_code),
        )
        .outerjoin(Account, Account.id == Juror.account_id)
        .where(Assignment.edition_code == edition, Juror.left_at.is_(None))
        .order_by(Assignment.nomination_code, Assignment.juror_code)
    )
    found = []
    for row in rows:
        if row.nomination_code not in judged:
            continue
        submitted, drafted = known.get((row.nomination_code, row.juror_code), (None, False))
        state = DRAFTED if drafted else HANDED_IN if submitted else TO_DO
        found.append(
            Owed(
                row.nomination_code,
                row.juror_code,
                row.email,
                row.conflict == "NO",
                RECUSED if row.conflict == "SI" else state,
                None if row.conflict == "SI" else submitted,
            )
        )
    return found
