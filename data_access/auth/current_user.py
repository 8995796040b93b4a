"""The user of a browser, run by run: by the cookie of a link, or by an institution's sign-in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from data_access.auth import identities, looking, role_grants, sessions
from data_access.auth.identities import OVER, Claims
from data_access.auth.sessions import Found, OpenSession
from data_access.auth.tokens import hashed
from data_access.database import advisory_lock
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import VISITOR, Viewer


@dataclass(frozen=True)
class CurrentUser:
    """A reader as this run finds one.

    `session` and `account` are None for a visitor. `own` is who the reader is that looks at pages
    as `viewer` sees them, else None. `turned_away` tells somebody whom an institution
    signed in why that gives no access here; `institution`, that it did sign in.
    """

    viewer: Viewer = VISITOR
    session: int | None = None
    account: int | None = None
    institution: bool = False
    turned_away: Text | None = None
    own: Viewer | None = None

    @property
    def oneself(self) -> Viewer:
        """The reader with their own roles, whoever's pages they look at."""
        return self.viewer if self.own is None else self.own


STRANGER = CurrentUser()


def arrive(engine: Engine, cookie: str | None, claims: Claims | None, browser: str) -> CurrentUser:
    """Return who holds this cookie or this sign-in, with the roles as they are now, in one read.

    The first run after a sign-in at an institution writes as well: it links and begins a session.
    """
    ours = hashed(cookie) if cookie else None
    keys = [key for key in (ours, claims and claims.key) if key]
    if not keys:
        return STRANGER
    with engine.connect() as connection:
        found = sessions.find(connection, keys)
    for key in keys:
        if key in found and not found[key].over:
            sessions.note_use(engine, found[key])
            return _known(found[key], claims is not None)
    if claims is None:
        return STRANGER
    if claims.key in found:
        return CurrentUser(institution=True, turned_away=OVER)
    return _first(engine, claims, browser)


def _known(found: Found, institution: bool) -> CurrentUser:
    seen = looking.seen_as(found.viewer, found.seen_as)
    if seen is None:
        return CurrentUser(found.viewer, found.id, found.account, institution)
    return CurrentUser(seen, found.id, found.account, institution, own=found.viewer)


def _first(engine: Engine, claims: Claims, browser: str) -> CurrentUser:
    try:
        # Whoever is turned away is so in each run: that must not cost a write.
        with engine.connect() as connection:
            account, _ = identities.recognise(connection, claims)
            email = role_grants.email_of(connection, account)
        with transaction(engine, email, touches=NOTHING) as connection:
            advisory_lock(connection, claims.key)  # another tab may be here with the same sign-in
            if not sessions.find(connection, [claims.key]):
                account, is_new = identities.recognise(connection, claims)
                if is_new:
                    identities.link(connection, claims, account)
                sessions.begin(connection, account, browser, claims.key)
            begun = sessions.find(connection, [claims.key])[claims.key]
    except Refusal as problem:
        return CurrentUser(institution=True, turned_away=problem.text)
    return _known(begun, institution=True)


def sessions_of(engine: Engine, here: CurrentUser) -> list[OpenSession]:
    """Return the open sessions of a reader, the newest first."""
    if here.account is None:
        return []
    with engine.connect() as connection:
        return sessions.open_of(connection, here.account, here.session)


def is_looking(engine: Engine, cookie: str | None, claims: Claims | None) -> bool:
    """Return whether whoever holds this cookie or sign-in looks at pages as somebody else."""
    ours = hashed(cookie) if cookie else None
    keys = [key for key in (ours, claims and claims.key) if key]
    if not keys:
        return False
    with engine.connect() as connection:
        return sessions.any_seen_as(connection, keys)


def look_as(engine: Engine, here: CurrentUser, who: str | None) -> None:
    """Have the reader's session show pages as somebody else sees them, or (None) as they do.

    `who` is `visitor` or `leader:PLACE`. Raise Forbidden if the reader may not, and Refusal for
    anybody else.
    """
    looking.require(here.oneself, who)
    if here.session is not None and here.account is not None:
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            sessions.show_as(connection, here.session, here.account, who)


def leave(engine: Engine, here: CurrentUser) -> None:
    """Sign the reader out of the current session."""
    if here.account is not None and here.session is not None:
        with transaction(engine, here.viewer.name, touches=NOTHING) as connection:
            sessions.end(connection, here.session, here.account)


def close(engine: Engine, here: CurrentUser, session: int) -> None:
    """End another of the reader's sessions."""
    if here.account is not None:
        with transaction(engine, here.viewer.name, touches=NOTHING) as connection:
            sessions.end_own(connection, session, here.account)


def close_all(engine: Engine, here: CurrentUser) -> None:
    """End all of the reader's sessions, this one among them."""
    if here.account is not None:
        with transaction(engine, here.viewer.name, touches=NOTHING) as connection:
            sessions.end_all(connection, here.account, here.viewer.name)
