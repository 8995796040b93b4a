"""Who may see more than the public: accounts, their roles, invitations, sessions and a log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.tables.base import Base, one_of


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


GRANTABLE = ("leader", "monitor", "administrator")


class Account(Base):
    """Somebody who signs in, known by an e-mail address."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)


class RoleGrant(Base):
    """A role of an account; an account may hold several."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", GRANTABLE),
        UniqueConstraint("account_id", "role", "territory_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str]
    territory_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    granted_at: Mapped[dt.datetime] = mapped_column(Utc)
    granted_by: Mapped[str]


class Invitation(Base):
    """A personal link: single-use and expiring; only a hash of its secret is stored."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("role", GRANTABLE),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    territory_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    invited_by: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Session(Base):
    """A signed-in browser; only a hash of its cookie is stored."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    browser: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    seen_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class AuditEvent(Base):
    """Something that was done or seen, by whom and when; never changed, never deleted."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)
    kind: Mapped[str]
    actor: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
