"""Signed-in browsers: a secret in a cookie, its hash in the database, roles read each time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, insert, select, update

from data_access.database import writing
from data_access.records import audit
from data_access.records.roles import email_of, grants_of
from data_access.records.secrets import fresh, hashed
from data_access.tables import Identity, Session
from data_access.viewer import VISITOR, Viewer

IDLE = dt.timedelta(hours=12)
LONGEST = dt.timedelta(days=30)
SEEN_EVERY = dt.timedelta(minutes=5)  # how exactly idleness is known; each run would be a write
LONGEST_BROWSER = 200


@dataclass(frozen=True)
class Open:
    """One of an account's open sessions, as its owner sees it."""

    id: int
    browser: str
    created_at: dt.datetime
    seen_at: dt.datetime
    here: bool


def start(connection: Connection, account: int, browser: str) -> str:
    """Sign an account in; the secret for the cookie."""
    token, now = fresh(), audit.now()
    connection.execute(
        insert(Session),
        {
            "token_hash": hashed(token),
            "account_id": account,
            "browser": browser[:LONGEST_BROWSER],
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LONGEST,
        },
    )
    audit.log(connection, "signed_in", email_of(connection, account))
    return token


def viewer_of(connection: Connection, token: str | None) -> Viewer:
    """Who holds this cookie: the roles as they are now; a visitor where the session is over."""
    row = _valid(connection, token)
    if row is None:
        return VISITOR
    held = grants_of(connection, row.account_id)
    return Viewer(held, email_of(connection, row.account_id))


def reader(engine: Engine, token: str | None) -> Viewer:
    """`viewer_of`, noting now and then that the session is in use."""
    if not token:
        return VISITOR
    with engine.connect() as connection:
        row = _valid(connection, token)
        viewer = viewer_of(connection, token)
    if row is not None and audit.now() - row.seen_at >= SEEN_EVERY:
        with writing(engine) as connection:
            used = update(Session).where(Session.id == row.id)
            connection.execute(used.values(seen_at=audit.now()))
    return viewer


def end(connection: Connection, token: str) -> None:
    """Sign out: whoever holds this cookie, in whichever tab, is a visitor from now on."""
    row = _valid(connection, token)
    if row is not None:
        _end(connection, row.id)
        audit.log(connection, "signed_out", email_of(connection, row.account_id))


def open_of(connection: Connection, token: str | None) -> list[Open]:
    """The open sessions of the account that holds this cookie, the newest first."""
    mine = _valid(connection, token)
    if mine is None:
        return []
    rows = connection.execute(
        select(Session)
        .where(Session.account_id == mine.account_id, *in_force())
        .order_by(Session.created_at.desc())
    )
    return [Open(r.id, r.browser, r.created_at, r.seen_at, r.id == mine.id) for r in rows]


def in_force() -> tuple[ColumnElement[bool], ...]:
    """What sessions that are open at this moment have in common."""
    now = audit.now()
    return Session.ended_at.is_(None), Session.expires_at > now, Session.seen_at > now - IDLE


def end_own(connection: Connection, token: str, session: int) -> None:
    """End another session of the same account; those of others stay as they are."""
    if any(one.id == session for one in open_of(connection, token)):
        mine = _valid(connection, token)
        _end(connection, session)
        if mine is not None:
            actor = email_of(connection, mine.account_id)
            audit.log(connection, "session_ended", actor, email=actor, sessions=1)


def end_all(connection: Connection, account: int, by: str) -> None:
    """End every session of an account, and let earlier sign-ins at institutions open none."""
    now = audit.now()
    ended = connection.execute(
        update(Session).where(Session.account_id == account, *in_force()).values(ended_at=now)
    )
    identities = update(Identity).where(Identity.account_id == account)
    connection.execute(identities.values(valid_after=now))
    email = email_of(connection, account)
    audit.log(connection, "session_ended", by, email=email, sessions=ended.rowcount)


def _end(connection: Connection, session: int) -> None:
    connection.execute(update(Session).where(Session.id == session).values(ended_at=audit.now()))


def _valid(connection: Connection, token: str | None) -> Row[Any] | None:
    if not token:
        return None
    row = connection.execute(select(Session).filter_by(token_hash=hashed(token))).first()
    if row is None or row.ended_at is not None:
        return None
    now = audit.now()
    return row if row.expires_at > now and row.seen_at > now - IDLE else None
