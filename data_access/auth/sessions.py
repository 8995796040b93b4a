"""Sessions of signed-in browsers: known by a hash of their secret; roles are read each time.

A browser holds the secret of our own cookie (personal links) or a signed sign-in of an institution.
Both are rows of one table, so that both end alike: for every tab, on every server process, at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    exists,
    insert,
    or_,
    select,
    update,
)

from data_access import clock
from data_access.auth import api_tokens, magic_links
from data_access.auth.role_grants import email_of, grant_in
from data_access.auth.tokens import fresh, hashed
from data_access.tables import Account, Identity, RoleGrant, Session
from data_access.transaction import NOTHING, UNLOGGED, Transaction, transaction
from data_access.viewer import Viewer

IDLE = dt.timedelta(hours=12)
LONGEST = dt.timedelta(days=30)
# Of those who see exact figures about people or give roles.
STRICT_ROLES = ("administrator", "monitor")
STRICT_IDLE = dt.timedelta(minutes=30)
STRICT_LONGEST = dt.timedelta(hours=12)
SEEN_EVERY = dt.timedelta(minutes=5)  # how exactly idleness is known; each run would be a write
LONGEST_BROWSER = 200


@dataclass(frozen=True)
class Found:
    """A session as it is found: whose, with which roles, whether it is over, and seen as whom."""

    id: int
    account: int
    viewer: Viewer
    seen_at: dt.datetime
    over: bool
    seen_as: str | None = None


@dataclass(frozen=True)
class OpenSession:
    """One of an account's open sessions, as its owner sees it."""

    id: int
    browser: str
    created_at: dt.datetime
    seen_at: dt.datetime
    here: bool


def start(connection: Transaction, account: int, browser: str) -> str:
    """Sign an account in; return the secret for the cookie."""
    token = fresh()
    begin(connection, account, browser, hashed(token))
    return token


def begin(connection: Transaction, account: int, browser: str, key: str) -> None:
    """Sign in an account whose browser holds something with this key."""
    now = clock.now()
    connection.execute(
        insert(Session),
        {
            "token_hash": key,
            "account_id": account,
            "browser": browser[:LONGEST_BROWSER],
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LONGEST,
        },
    )
    connection.log("signed_in", actor=email_of(connection, account))


def find(connection: Connection, keys: Collection[str]) -> dict[str, Found]:
    """Return the sessions with these keys, those that have ended among them, in one read."""
    rows = connection.execute(
        select(
            Session.token_hash,
            Session.id,
            Session.account_id,
            Session.created_at,
            Session.seen_at,
            Session.expires_at,
            Session.ended_at,
            Session.seen_as,
            Account.email,
            RoleGrant.role,
            RoleGrant.territory_code,
            RoleGrant.edition_code,
            RoleGrant.award,
        )
        .join(Account, Account.id == Session.account_id)
        .outerjoin(RoleGrant, RoleGrant.account_id == Session.account_id)
        .where(Session.token_hash.in_(keys))
    )
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.token_hash, []).append(row)
    return {key: _found(group) for key, group in grouped.items()}


def _found(rows: list[Any]) -> Found:
    one, now = rows[0], clock.now()
    grants = frozenset(grant_in(row) for row in rows if row.role is not None)
    over = one.ended_at is not None or one.expires_at <= now or one.seen_at <= now - IDLE
    if is_strict(Viewer(grants)):
        over |= one.seen_at <= now - STRICT_IDLE or one.created_at <= now - STRICT_LONGEST
    viewer = Viewer(grants, one.email)
    return Found(one.id, one.account_id, viewer, one.seen_at, over, one.seen_as)


def is_strict(viewer: Viewer) -> bool:
    """Return whether a reader's sessions end sooner, since they may do or see more."""
    return any(grant.role in STRICT_ROLES for grant in viewer.grants)


def note_use(engine: Engine, found: Found) -> None:
    """Note now and then that a session is in use, which keeps it from ending."""
    if clock.now() - found.seen_at >= SEEN_EVERY:
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            used = update(Session).where(Session.id == found.id)
            connection.execute(used.values(seen_at=clock.now()))


def any_seen_as(connection: Connection, keys: Collection[str]) -> bool:
    """Return whether one of the sessions with these keys shows pages as somebody else sees them."""
    found = exists().where(Session.token_hash.in_(keys), Session.seen_as.is_not(None))
    return bool(connection.scalar(select(found)))


def show_as(connection: Transaction, session: int, account: int, who: str | None) -> None:
    """Have an account's session show pages as somebody else sees them, or (None) as its own."""
    own = update(Session).where(Session.id == session, Session.account_id == account)
    connection.execute(own.values(seen_as=who))


def open_of(connection: Connection, account: int, here: int | None = None) -> list[OpenSession]:
    """Return the open sessions of an account, the newest first; `here` is the one that asks."""
    rows = connection.execute(
        select(Session)
        .where(Session.account_id == account, *in_force())
        .order_by(Session.created_at.desc())
    )
    return [OpenSession(r.id, r.browser, r.created_at, r.seen_at, r.id == here) for r in rows]


def in_force() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that sessions open at this moment meet."""
    now = clock.now()
    strict = exists().where(
        RoleGrant.account_id == Session.account_id, RoleGrant.role.in_(STRICT_ROLES)
    )
    in_time = and_(Session.seen_at > now - STRICT_IDLE, Session.created_at > now - STRICT_LONGEST)
    return (
        Session.ended_at.is_(None),
        Session.expires_at > now,
        Session.seen_at > now - IDLE,
        or_(~strict, in_time),
    )


def end(connection: Transaction, session: int, account: int) -> None:
    """Sign out: whoever holds this session, in any tab, is a visitor from now on."""
    if any(one.id == session for one in open_of(connection, account)):
        _end(connection, session)
        connection.log("signed_out", actor=email_of(connection, account))


def end_own(connection: Transaction, session: int, account: int) -> None:
    """End another session of the same account; those of others stay as they are."""
    if any(one.id == session for one in open_of(connection, account)):
        _end(connection, session)
        actor = email_of(connection, account)
        connection.log("session_ended", actor=actor, email=actor, sessions=1)


def end_all(connection: Transaction, account: int, by: str) -> None:
    """End every session of an account, and whatever would open one or read in its name: links,
    earlier sign-ins, tokens."""
    ended = open_of(connection, account)
    for one in ended:
        _end(connection, one.id)
    identities = update(Identity).where(Identity.account_id == account)
    connection.execute(identities.values(valid_after=clock.now()))
    magic_links.void(connection, account)
    api_tokens.void(connection, account, by)
    email = email_of(connection, account)
    connection.log("session_ended", actor=by, email=email, sessions=len(ended))


def _end(connection: Connection, session: int) -> None:
    connection.execute(update(Session).where(Session.id == session).values(ended_at=clock.now()))
