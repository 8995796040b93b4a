"""Juries: assignments, score sheets in versions, and decisions.

Triggers prevent changes to submitted sheets, whatever client writes to the database.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import APPEAL, CONFLICT, DISTINCTION, YES_NO
from data_access.tables.awards import (
    READING_DEFAULT,
    NominationKey,
    of_criterion,
    of_nomination,
)
from data_access.tables.base import Base, Entered, Utc, one_of

ORIGINS = ("automatic", "hand", "file", "scores")
ASSIGNMENT = ["edition_code", "nomination_code", "juror_code"]


def of_juror() -> ForeignKeyConstraint:
    """Return the reference to a juror of the same edition."""
    return ForeignKeyConstraint(
        ["edition_code", "juror_code"], ["juror.edition_code", "juror.code"]
    )


class Juror(Entered, Base):
    """A seat on the jury of an edition, under a pseudonymous code.

    The account is None for jurors of a paper jury; `left_at` is when a juror dropped out. `topics`
    and `languages` (codes of READING), joined by `;`, are what the juror knows.
    """

    __tablename__ = "juror"
    __table_args__ = (UniqueConstraint("edition_code", "account_id"),)

    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    left_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    topics: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default=READING_DEFAULT)


class Assignment(NominationKey, Entered, Base):
    """A juror and a nomination to judge.

    `conflict`: SI recuses the juror and removes all access to the nomination, NO was declared
    before the dossier opened, NR was not declared yet. A recusal may stand without ever having
    been assigned.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        of_nomination(),
        of_juror(),
        one_of("conflict", YES_NO),
        one_of("conflict_kind", CONFLICT),
        one_of("origin", ORIGINS),
    )

    juror_code: Mapped[str] = mapped_column(primary_key=True)
    conflict: Mapped[str] = mapped_column(default="NR")
    conflict_kind: Mapped[str | None]
    conflict_reason: Mapped[str | None]
    declared_by: Mapped[str | None]
    declared_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    origin: Mapped[str] = mapped_column(default="file")


class SheetKey(NominationKey):
    """The columns that identify one version of a juror's sheet."""

    juror_code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)


class ScoreSheet(SheetKey, Entered, Base):
    """A version of a juror's sheet on a nomination: a draft, or submitted for good.

    The last submitted version is the one in force, also while a correction is being drafted.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        ForeignKeyConstraint(ASSIGNMENT, [f"assignment.{name}" for name in ASSIGNMENT]),
        CheckConstraint("version >= 1", name="version_counted"),
        Index(
            "uq_sheet_one_draft",
            *ASSIGNMENT,
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    note: Mapped[str | None]
    note_revision: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    submitted_by: Mapped[str | None]


class Score(SheetKey, Entered, Base):
    """One field of a sheet: a value on the edition's scale, or `not_assessable` SI.

    `revision` counts the saves of a draft, so that a stale tab is detected.
    """

    __tablename__ = "score"
    __table_args__ = (
        ForeignKeyConstraint(
            [*ASSIGNMENT, "version"], [f"sheet.{name}" for name in (*ASSIGNMENT, "version")]
        ),
        of_criterion(),
        one_of("not_assessable", YES_NO),
        CheckConstraint("value IS NULL OR not_assessable <> 'SI'", name="value_or_not_assessable"),
    )

    criterion_code: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    not_assessable: Mapped[str]
    comment: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class DeliberationNote(Base):
    """A note of the jury's deliberation, on one nomination or on all."""

    __tablename__ = "deliberation_note"
    __table_args__ = (of_nomination(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), index=True)
    nomination_code: Mapped[str | None]
    author: Mapped[str]
    text: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(Utc)


class TieVote(Base):
    """A vote on nominations that no earlier tie-break step could separate."""

    __tablename__ = "tie_vote"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), index=True)
    nominations: Mapped[list[str]] = mapped_column(JSON)
    opened_by: Mapped[str]
    opened_at: Mapped[dt.datetime] = mapped_column(Utc)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Ballot(Base):
    """A juror's vote; it may be changed until the vote is closed."""

    __tablename__ = "ballot"
    __table_args__ = (of_nomination(), of_juror())

    vote_id: Mapped[int] = mapped_column(ForeignKey("tie_vote.id"), primary_key=True)
    juror_code: Mapped[str] = mapped_column(primary_key=True)
    edition_code: Mapped[str]
    nomination_code: Mapped[str]
    cast_at: Mapped[dt.datetime] = mapped_column(Utc)


class Decision(Base):
    """What the jury decided, with its reasons.

    `tie_break`: the steps taken, empty where none was needed; `departs`: the first place is not
    the one that ranking and tie-break give; `below_minimum`: why it was taken although nominations
    lacked sheets, None where none did.
    """

    __tablename__ = "decision"

    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), primary_key=True)
    reasons: Mapped[str]
    tie_break: Mapped[list[Any]] = mapped_column(JSON)
    departs: Mapped[bool]
    below_minimum: Mapped[str | None]
    decided_by: Mapped[str]
    decided_at: Mapped[dt.datetime] = mapped_column(Utc)


class Honour(NominationKey, Base):
    """A nomination's place in the decision; shared places share a number."""

    __tablename__ = "honour"
    __table_args__ = (
        of_nomination(),
        one_of("distinction", DISTINCTION),
        CheckConstraint("place >= 1", name="place_counted"),
    )

    distinction: Mapped[str]
    place: Mapped[int]


class RankingView(Base):
    """That somebody who runs an edition asked to see its ranking, and when first."""

    __tablename__ = "ranking_view"

    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), primary_key=True)
    viewer: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)


class WeightChange(Base):
    """A change of weights after the first score: requested, and confirmed by another person.

    `before` and `after` hold every weight by criterion, as text.
    """

    __tablename__ = "weight_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), index=True)
    before: Mapped[dict[str, str]] = mapped_column(JSON)
    after: Mapped[dict[str, str]] = mapped_column(JSON)
    reason: Mapped[str]
    requested_by: Mapped[str]
    requested_at: Mapped[dt.datetime] = mapped_column(Utc)
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class FeedbackConsent(NominationKey, Base):
    """That a juror lets the secretariat pass the comments of a sheet on, without the name."""

    __tablename__ = "feedback_consent"
    __table_args__ = (of_nomination(), of_juror())

    juror_code: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)


class FeedbackComment(NominationKey, Base):
    """A comment as the secretariat released it to the nominee: an edited copy of a juror's."""

    __tablename__ = "feedback_comment"
    __table_args__ = (of_nomination(), of_juror(), of_criterion())

    juror_code: Mapped[str] = mapped_column(primary_key=True)
    criterion_code: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    released_by: Mapped[str]
    released_at: Mapped[dt.datetime] = mapped_column(Utc)


class Appeal(Base):
    """A nominee's appeal against the published result, with its answer."""

    __tablename__ = "appeal"
    __table_args__ = (of_nomination(), one_of("outcome", APPEAL))

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), index=True)
    nomination_code: Mapped[str]
    text: Mapped[str]
    received_at: Mapped[dt.datetime] = mapped_column(Utc)
    outcome: Mapped[str | None]
    answer: Mapped[str | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[dt.datetime | None] = mapped_column(Utc)
