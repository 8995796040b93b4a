"""What every table shares: constraint names, UTC timestamps, and the batch that wrote a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    TypeDecorator,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    """Declarative base; constraint names are fixed so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Utc(TypeDecorator[dt.datetime]):
    """A timestamp, stored as UTC without a zone and read back with it, alike on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Return a timestamp as UTC without its zone."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Return a stored timestamp with its zone, UTC."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Imported:
    """A row imported from a file; its batch is the one that last wrote it."""

    @declared_attr
    def import_batch_id(cls) -> Mapped[int]:
        """Return the column for the batch that last wrote this row."""
        return mapped_column(ForeignKey("import_batch.id"), index=True)

    @declared_attr
    def created_at(cls) -> Mapped[dt.datetime]:
        """Return the column for when the row was first imported."""
        return mapped_column(DateTime(timezone=True), server_default=func.current_timestamp())


class Entered(Imported):
    """A row imported from a file, or created or changed in the app.

    The batch is None for a row created in the app; `edited_at` is when the app last changed an
    imported row, which keeps the batch from being undone.
    """

    @declared_attr
    def import_batch_id(cls) -> Mapped[int | None]:  # type: ignore[override]
        """Return the column for the batch that last wrote this row, if any did."""
        return mapped_column(ForeignKey("import_batch.id"), index=True)

    @declared_attr
    def edited_at(cls) -> Mapped[dt.datetime | None]:
        """Return the column for when the app last changed the row."""
        return mapped_column(Utc)


def one_of(column: str, codes: Iterable[str]) -> CheckConstraint:
    """Return a CHECK that a column holds one of a list's codes (NULL passes, as in SQL)."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_listed")


def referring(table: str, column: str) -> Index:
    """Return an index of the rows whose optional reference is given.

    A database looks for them at each row that it deletes from the table referred to.
    """
    given = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, sqlite_where=given, postgresql_where=given)
