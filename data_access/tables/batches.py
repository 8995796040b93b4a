"""Import batches, the values they replaced, and a version counter per subject."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import HELD, HELD_STATE, WAITING
from data_access.tables.base import Base, Utc, one_of


class ImportBatch(Base):
    """One accepted call of import; undone batches stay on record."""

    __tablename__ = "import_batch"
    __table_args__ = (one_of("waiting", WAITING),)

    id: Mapped[int] = mapped_column(primary_key=True)
    template_version: Mapped[str]
    author: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.current_timestamp()
    )
    undone_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    rows_new: Mapped[int]
    rows_changed: Mapped[int]
    rows_same: Mapped[int]
    # The source that the user named when entering rows in a form.
    evidence: Mapped[str | None]
    # Whose it is: the leader's places, joined by a comma, or `EC`, the whole programme's.
    office: Mapped[str] = mapped_column(server_default="EC")
    # What a monitor is asked to approve, of a batch that a leader brought in or wants undone.
    waiting: Mapped[str | None]
    # Of `rows_same`, those put aside when it was approved (`HeldRow`); NULL if it never had to be.
    rows_held: Mapped[int | None]


class ImportFile(Base):
    """A file of a batch; its hash is unique among batches in force."""

    __tablename__ = "import_file"
    __table_args__ = (
        Index(
            "uq_import_file_in_force",
            "sha256",
            unique=True,
            sqlite_where=text("in_force"),
            postgresql_where=text("in_force"),
        ),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    in_force: Mapped[bool]


class WaitingFile(Base):
    """A file of a batch whose rows are stored only once a monitor approved it, compressed."""

    __tablename__ = "waiting_file"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class HeldRow(Base):
    """A row of an approved batch that is stored only if a monitor decides so.

    It speaks of a person who is registered elsewhere, withdrew consent or is not registered. Its
    leader is not told; to the leader's later files it counts as what the leader brought.
    """

    __tablename__ = "held_row"
    __table_args__ = (one_of("reason", HELD), one_of("state", HELD_STATE))

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    sheet: Mapped[str] = mapped_column(index=True)
    row_key: Mapped[dict[str, Any]] = mapped_column(JSON)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    state: Mapped[str]
    decided_by: Mapped[str | None]
    decided_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class BatchChange(Base):
    """The earlier values of a row that a batch changed, kept for undo."""

    __tablename__ = "batch_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    previous_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table_name: Mapped[str]
    row_key: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class DataVersion(Base):
    """A counter per subject that every committed write of that subject increments.

    A database that is restored counts on from an earlier number. So each write leaves a stamp that
    no other has, and another one in `rewritten` if it did more than add rows.
    """

    __tablename__ = "data_version"

    subject: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    stamp: Mapped[str] = mapped_column(server_default="")
    rewritten: Mapped[str] = mapped_column(server_default="")


class Setting(Base):
    """A setting of this database, such as that its data are synthetic."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FileMapping(Base):
    """The answers about one shape of an office's own files; a later version is the one in force."""

    __tablename__ = "file_mapping"

    office: Mapped[str] = mapped_column(primary_key=True)
    # Of the headers: a file of the same shape finds its answers by it.
    signature: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    author: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.current_timestamp()
    )
