"""Access beyond the public: accounts, their roles, invitations, sessions and the audit log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from data_access.lists import AWARD, ROLE
from data_access.tables.base import Base, Utc, one_of


class RoleHolder:
    """A role and its scope; which of the three columns is filled follows from the role."""

    role: Mapped[str]
    edition_code: Mapped[str | None]
    award: Mapped[str | None]

    @declared_attr
    def territory_code(cls) -> Mapped[str | None]:
        """Return the column for the place of a leader."""
        return mapped_column(ForeignKey("territory.code"))


class Account(Base):
    """A user who signs in, identified by an e-mail address."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)


class Identity(Base):
    """An account as an institution's sign-in identifies it: the issuer and its own identifier.

    Sign-ins before `valid_after` open no new session: ending all sessions sets it.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    valid_after: Mapped[dt.datetime | None] = mapped_column(Utc)


class RoleGrant(RoleHolder, Base):
    """A role of an account; an account may hold several."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", ROLE),
        one_of("award", AWARD),
        UniqueConstraint("account_id", "role", "territory_code", "edition_code", "award"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    granted_at: Mapped[dt.datetime] = mapped_column(Utc)
    granted_by: Mapped[str]


class Invitation(RoleHolder, Base):
    """A personal link: single-use and expiring; only a hash of its secret is stored."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("role", ROLE), one_of("award", AWARD))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(index=True)
    invited_by: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class SignInLink(Base):
    """A link that signs in a user who has an account; it grants and restores no role.

    Single-use and expiring like an invitation; only a hash of its secret is stored.
    """

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Session(Base):
    """A signed-in browser; only a hash of its token is stored, see `auth/tokens`."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    browser: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    seen_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    # As whom its reader looks at pages, as `Viewer.parse` takes it; NULL: as themselves.
    seen_as: Mapped[str | None]


class ApiToken(Base):
    """A secret with which a program reads as its account may; only a hash of it is stored."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(Utc)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    used_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Attempt(Base):
    """A rate-limited attempt, by a hash of its account or address; kept for the window."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_kind_source_at", "kind", "source_hash", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    source_hash: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(Utc)


class AuditEvent(Base):
    """An action or a view, by whom and when; triggers prevent changes to it."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)
    kind: Mapped[str]
    actor: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str | None]  # NULL in entries from before the chain


class AuditHead(Base):
    """The seal of the log's last entry, in one row."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[str]


class AuditCheckpoint(Base):
    """Where retention has cut the log: the last entry that went, its seal, and how many went.

    `signature` is over all that and the checkpoint before; triggers keep every checkpoint.
    """

    __tablename__ = "audit_checkpoint"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Utc)
    through: Mapped[int]
    entries: Mapped[int]
    seal: Mapped[str]
    signature: Mapped[str]


class TextDraft(Base):
    """A text that somebody is writing and has not sent, by what it is for.

    `text` is None once it was sent; `revision` counts saves, so that a stale tab is detected.
    """

    __tablename__ = "text_draft"

    writer: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    revision: Mapped[int]
    saved_at: Mapped[dt.datetime] = mapped_column(Utc)
