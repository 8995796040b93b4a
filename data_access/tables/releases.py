"""Releases: what everybody below monitor reads, and the answers told from each of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import RELEASE_STATE, RELEASE_WORK
from data_access.tables.base import Base, Utc, one_of


class Release(Base):
    """The data as they stood at a moment, told as of its day to readers below monitor.

    `versions` are the data versions by subject, `checksum` is of the data kept with it. One release
    is current: the newest that was not taken back.
    """

    __tablename__ = "release"
    __table_args__ = (one_of("state", RELEASE_STATE),)

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[dt.datetime] = mapped_column(Utc)
    day: Mapped[dt.date]
    made_by: Mapped[str]
    versions: Mapped[dict[str, Any]] = mapped_column(JSON)
    checksum: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str | None]  # why it was taken back


class ReleaseSnapshot(Base):
    """The data that a release was made from, in parts; kept for the newest release only."""

    __tablename__ = "release_snapshot"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class StoredAnswer(Base):
    """An answer as a release tells it to an audience: computed once, then read by its key."""

    __tablename__ = "stored_answer"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseAttempt(Base):
    """Somebody at work on a release, or what became of it; of each kind one at a time is unended.

    Whoever is at work moves `seen_at`; who has not for long is taken for dead. `release_id` is the
    release that was made, or whose answers were computed ahead.
    """

    __tablename__ = "release_attempt"
    __table_args__ = (
        one_of("kind", RELEASE_WORK),
        Index(
            "uq_release_attempt_at_work",
            "kind",
            unique=True,
            sqlite_where=text("at_work"),
            postgresql_where=text("at_work"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    at_work: Mapped[bool]
    begun_at: Mapped[dt.datetime] = mapped_column(Utc)
    seen_at: Mapped[dt.datetime] = mapped_column(Utc)
    begun_by: Mapped[str]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    share: Mapped[float]  # how much is done, 0 to 1
    problem: Mapped[str | None]  # why it failed, for whoever runs the server
