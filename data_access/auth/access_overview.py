"""Access as administrators see it: invitations, open sessions, and links asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, select, union

from data_access import clock
from data_access.auth import sessions
from data_access.auth.role_grants import grant_in
from data_access.paging import ListPage, containing, part, reading, size
from data_access.tables import Account, AuditEvent, Invitation, RoleGrant, Session
from data_access.viewer import Grant, Viewer

STATES = ("open", "used", "expired", "revoked")
ASKED_WITHIN = dt.timedelta(days=30)


@dataclass(frozen=True)
class Issued:
    """An invitation; `at` is when it came into its state (of STATES), or will expire if open."""

    id: int
    email: str
    grant: Grant
    invited_by: str
    created_at: dt.datetime
    state: str
    at: dt.datetime


def invitations(
    engine: Engine, viewer: Viewer, search: str = "", state: str | None = None, page: int = 1
) -> ListPage[Issued]:
    """Return the invitations to addresses that contain `search`, the newest first."""
    found = select(Invitation).where(containing(Invitation.email, search))
    if state is not None:
        found = found.where(in_state(state))
    with reading(engine, viewer) as connection:
        rows = part(connection, found.order_by(Invitation.id.desc()), page)
        return ListPage(tuple(map(_issued, rows)), size(connection, found))


def in_state(state: str) -> ColumnElement[bool]:
    """Return which invitations are in a state, as a condition."""
    unused = and_(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    return {
        "open": and_(unused, Invitation.expires_at > clock.now()),
        "expired": and_(unused, Invitation.expires_at <= clock.now()),
        "used": Invitation.used_at.is_not(None),
        "revoked": and_(Invitation.used_at.is_(None), Invitation.revoked_at.is_not(None)),
    }[state]


def _issued(row: Any) -> Issued:
    if row.used_at is not None:
        state, at = "used", row.used_at
    elif row.revoked_at is not None:
        state, at = "revoked", row.revoked_at
    else:
        state, at = ("open" if row.expires_at > clock.now() else "expired"), row.expires_at
    return Issued(row.id, row.email, grant_in(row), row.invited_by, row.created_at, state, at)


@dataclass(frozen=True)
class SignedIn:
    """An open session of an account."""

    id: int
    account: int
    email: str
    browser: str
    created_at: dt.datetime
    seen_at: dt.datetime


def open_sessions(
    engine: Engine, viewer: Viewer, search: str = "", page: int = 1
) -> ListPage[SignedIn]:
    """Return the open sessions of people whose address contains `search`, by address."""
    columns = (Session.id, Session.account_id, Session.browser, Session.created_at)
    found = (
        select(*columns, Session.seen_at, Account.email)
        .join(Account, Account.id == Session.account_id)
        .where(*sessions.in_force(), containing(Account.email, search))
    )
    with reading(engine, viewer) as connection:
        rows = part(connection, found.order_by(Account.email, Session.created_at.desc()), page)
        return ListPage(
            tuple(
                SignedIn(r.id, r.account_id, r.email, r.browser, r.created_at, r.seen_at)
                for r in rows
            ),
            size(connection, found),
        )


@dataclass(frozen=True)
class Requested:
    """A link that somebody asked for in the last days, and how often.

    `grant` is what a new one would be for: None where nobody of that address was ever invited.
    `answered`: an invitation went out after the last request.
    """

    email: str
    at: dt.datetime
    times: int
    grant: Grant | None
    answered: bool


def requests(engine: Engine, viewer: Viewer) -> list[Requested]:
    """Return the links asked for in the last days, the newest first."""
    since = clock.now() - ASKED_WITHIN
    lately = select(AuditEvent).where(AuditEvent.kind == "link_requested", AuditEvent.at > since)
    with reading(engine, viewer) as connection:
        asked: dict[str, list[dt.datetime]] = {}
        for row in connection.execute(lately.order_by(AuditEvent.id.desc())):
            asked.setdefault(str(row.details.get("email", "")), []).append(row.at)
        return [_requested(connection, email, times) for email, times in asked.items()]


def _requested(connection: Connection, email: str, times: list[dt.datetime]) -> Requested:
    newest = connection.execute(
        select(Invitation).filter_by(email=email).order_by(Invitation.id.desc())
    ).first()
    held = connection.execute(
        select(RoleGrant)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(Account.email == email)
        .order_by(RoleGrant.id.desc())
    ).first()
    known = held or newest
    return Requested(
        email,
        times[0],
        len(times),
        None if known is None else grant_in(known),
        newest is not None and newest.created_at > times[0],
    )


def editions(engine: Engine, viewer: Viewer) -> list[str]:
    """Return the editions that roles and invitations refer to."""
    found = union(
        select(RoleGrant.edition_code).where(RoleGrant.edition_code.is_not(None)),
        select(Invitation.edition_code).where(Invitation.edition_code.is_not(None)),
    )
    with reading(engine, viewer) as connection:
        return sorted(str(code) for code in connection.execute(found).scalars())
