"""What every table shares: names of constraints, moments, and the batch a row came in with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    TypeDecorator,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    """Declarative base; constraint names are fixed so that migrations can speak of them."""

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
    """A moment, stored as UTC without a zone and read back with it, alike on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """UTC without a zone."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """The same with its zone."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Imported:
    """A row that came in a file: its batch is where it was last written."""

    @declared_attr
    def import_batch_id(cls) -> Mapped[int]:
        """The batch that last wrote this row."""
        return mapped_column(ForeignKey("import_batch.id"), index=True)

    @declared_attr
    def created_at(cls) -> Mapped[dt.datetime]:
        """When the row first came in."""
        return mapped_column(DateTime(timezone=True), server_default=func.current_timestamp())


class Entered(Imported):
    """A row that came in a file, or was made or changed in the app.

    The batch is None for what was made in the app; `edited_at` is when the app last changed what
    a file brought, which keeps the batch from being taken out.
    """

    @declared_attr
    def import_batch_id(cls) -> Mapped[int | None]:  # type: ignore[override]
        """The batch that last wrote this row, if any did."""
        return mapped_column(ForeignKey("import_batch.id"), index=True)

    @declared_attr
    def edited_at(cls) -> Mapped[dt.datetime | None]:
        """When the app last changed the row."""
        return mapped_column(Utc)


def one_of(column: str, codes: Iterable[str]) -> CheckConstraint:
    """A CHECK that a column holds one of a list's codes (NULL passes, as in SQL)."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_listed")
