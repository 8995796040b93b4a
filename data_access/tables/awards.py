"""Awards: editions with their rubric, nominations, and adoptions of practices.

Which awards there are is the list AWARD; everything else about an edition is rows.
"""

from __future__ import annotations

import datetime as dt
import zlib
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Numeric,
)
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import AWARD, ELIGIBILITY, NOMINEE, ROUNDS, TIE_BREAK, YES_NO
from data_access.tables.base import Base, Entered, Utc, one_of, referring

TARGET_JURORS = 5
APPEAL_DAYS = 10
ALL_NOMINEES = ";".join(NOMINEE)
READING_DEFAULT = "ES"
STATES = ("draft", "submitted", "withdrawn")
TIE_BREAK_ORDER = ";".join(step for step in TIE_BREAK if step != "ex_aequo")


def seed_of(code: str) -> int:
    """Return the seed an edition gets when first stored: the same for the same code."""
    return zlib.crc32(code.encode())


def _own_seed(context: Any) -> int:
    return seed_of(context.get_current_parameters()["code"]) & 0x7FFFFFFF


def _own_target(context: Any) -> int:
    return max(TARGET_JURORS, int(context.get_current_parameters()["jurors_min"]))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Edition(Entered, Base):
    """One call of an award: its dates, its scale and its rules.

    The scale runs from `score_min` to `score_max` in steps of `score_step`. A file may raise
    `jurors_min` above `jurors_target`: then `jurors_min` is the target. `tie_break`,
    `blind_fields`, `rounds` and `nominees` (who may be nominated) hold codes joined by `;`.
    `frozen_at`: approved for opening, which freezes it from `opens_at` on; None while it is
    prepared. `appeal_days`: how long nominees may appeal against the published result; 0 where the
    rules know no appeal.
    """

    __tablename__ = "edition"
    __table_args__ = (
        one_of("award", AWARD),
        CheckConstraint("score_min < score_max", name="scale_ordered"),
        CheckConstraint("score_step > 0", name="step_positive"),
        CheckConstraint("jurors_min >= 1", name="jurors_counted"),
        CheckConstraint("opens_at < nominations_close_at", name="nominations_after_opening"),
        CheckConstraint("nominations_close_at <= scores_close_at", name="scores_after_nominations"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    award: Mapped[str]
    name: Mapped[str]
    opens_at: Mapped[dt.datetime] = mapped_column(Utc)
    nominations_close_at: Mapped[dt.datetime] = mapped_column(Utc)
    scores_close_at: Mapped[dt.datetime] = mapped_column(Utc)
    score_min: Mapped[Decimal] = mapped_column(Numeric(12, 4))
    score_max: Mapped[Decimal] = mapped_column(Numeric(12, 4))
    score_step: Mapped[Decimal] = mapped_column(Numeric(12, 4))
    jurors_min: Mapped[int]
    jurors_target: Mapped[int] = mapped_column(default=_own_target)
    tie_break: Mapped[str] = mapped_column(default=TIE_BREAK_ORDER)
    blind_fields: Mapped[str] = mapped_column(default="")
    rounds: Mapped[str] = mapped_column(default=";".join(r for r in ROUNDS if r != "shortlist"))
    prizes: Mapped[str | None]
    appeal_days: Mapped[int] = mapped_column(default=APPEAL_DAYS)
    nominees: Mapped[str] = mapped_column(default=ALL_NOMINEES)
    seed: Mapped[int] = mapped_column(default=_own_seed)
    frozen_at: Mapped[dt.datetime | None] = mapped_column(Utc, default=_now)
    published_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Criterion(Entered, Base):
    """A criterion of an edition; weights add up to 100.

    `names` (in other languages than Spanish) and `levels` (what each level means, from the lowest
    to the highest) hold texts by the code of their language. They come with the ready rubrics or
    are written by the secretary; a file brings the Spanish name alone.
    """

    __tablename__ = "criterion"
    __table_args__ = (CheckConstraint("weight > 0 AND weight <= 100", name="weight_share"),)

    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    names: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    weight: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    position: Mapped[int]
    levels: Mapped[dict[str, list[str]] | None] = mapped_column(JSON(none_as_null=True))


class Amendment(Base):
    """A change to an edition after its call opened: before, after, who and why."""

    __tablename__ = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)
    by: Mapped[str]
    reason: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)


class Nomination(Entered, Base):
    """A practice put forward by an organisation; in a draft any of its texts may be missing.

    `eligible` is SI, NO or NR (not checked yet); `kind` is a code of NOMINEE, None where nobody
    asked. Whoever holds the return link, of which only a
    hash is stored, may write until the call closes, or until `grace_until`. `topics` and
    `languages` (codes of READING), joined by `;`, are what it asks of its readers.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        one_of("state", STATES),
        one_of("eligible", YES_NO),
        CheckConstraint(
            "state <> 'submitted' OR (title IS NOT NULL AND organisation IS NOT NULL AND "
            "canton_code IS NOT NULL AND summary IS NOT NULL)",
            name="submitted_whole",
        ),
        referring("nomination", "enterprise_code"),
    )

    edition_code: Mapped[str] = mapped_column(ForeignKey("edition.code"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str | None]
    organisation: Mapped[str | None]
    kind: Mapped[str | None]
    enterprise_code: Mapped[str | None] = mapped_column(ForeignKey("enterprise.code"))
    canton_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    summary: Mapped[str | None]
    eligible: Mapped[str]
    reasons: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="submitted")
    shortlisted: Mapped[bool | None]
    contact: Mapped[str | None]
    consent_version: Mapped[str | None]
    submitted_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    grace_until: Mapped[dt.datetime | None] = mapped_column(Utc)
    late: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    topics: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default=READING_DEFAULT)


class NominationKey:
    """The columns that identify a nomination in the tables that refer to it."""

    edition_code: Mapped[str] = mapped_column(primary_key=True)
    nomination_code: Mapped[str] = mapped_column(primary_key=True)


def of_nomination() -> ForeignKeyConstraint:
    """Return the reference from `NominationKey` to its nomination."""
    return ForeignKeyConstraint(
        ["edition_code", "nomination_code"], ["nomination.edition_code", "nomination.code"]
    )


def of_criterion() -> ForeignKeyConstraint:
    """Return the reference to a criterion of the same edition."""
    return ForeignKeyConstraint(
        ["edition_code", "criterion_code"], ["criterion.edition_code", "criterion.code"]
    )


class NominationAnswer(NominationKey, Base):
    """The answer of a nomination on one criterion; each save increments the revision."""

    __tablename__ = "nomination_answer"
    __table_args__ = (of_nomination(), of_criterion())

    criterion_code: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    revision: Mapped[int]
    saved_at: Mapped[dt.datetime] = mapped_column(Utc)


class Evidence(Base):
    """A file that backs a nomination: what it is and where it is kept, not its content."""

    __tablename__ = "evidence"
    __table_args__ = (
        of_nomination(),
        of_criterion(),
        CheckConstraint("size > 0", name="size_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_code: Mapped[str] = mapped_column(index=True)
    nomination_code: Mapped[str]
    criterion_code: Mapped[str | None]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[dt.datetime] = mapped_column(Utc)
    removed_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class EligibilityCheck(NominationKey, Base):
    """One line of the checklist of a nomination; all SI makes it eligible."""

    __tablename__ = "eligibility_check"
    __table_args__ = (of_nomination(), one_of("item", ELIGIBILITY), one_of("outcome", YES_NO))

    item: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str | None]
    checked_by: Mapped[str]
    checked_at: Mapped[dt.datetime] = mapped_column(Utc)


class Adoption(NominationKey, Entered, Base):
    """Another institution that adopted a nominated practice."""

    __tablename__ = "adoption"
    __table_args__ = (of_nomination(),)

    institution: Mapped[str] = mapped_column(primary_key=True)
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    adopted_on: Mapped[dt.date]
    evidence: Mapped[str | None]
