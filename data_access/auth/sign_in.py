"""What the server does when somebody signs in, each step in a transaction of its own.

`source` is where somebody comes from on the network, as `rate_limits.source_of` writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Engine, select

from data_access import database
from data_access.auth import (
    api_tokens,
    invitations,
    link_delivery,
    magic_links,
    rate_limits,
    role_grants,
    sessions,
)
from data_access.auth.invitations import Invited, address_in
from data_access.auth.magic_links import MagicLink
from data_access.auth.rate_limits import Limited
from data_access.language import Text
from data_access.refusal import Forbidden, NotSaved, Refusal
from data_access.tables import Account
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import (
    ADMIN,
    JUROR,
    LEADER,
    MONITOR,
    SECRETARY,
    Grant,
    Viewer,
    sees_exact_people,
)

Known = TypeVar("Known")
NOBODY = ""  # in the log: who it was is not known

# The demo's juror and secretary belong to editions and awards that the demo programme brings.
DEMO_GRANTS = {
    "leader": Grant(LEADER, "1308"),
    "juror": Grant(JUROR, "EMP-2026"),
    "secretary": Grant(SECRETARY, "EMPRESAS"),
    "monitor": Grant(MONITOR),
    "administrator": Grant(ADMIN),
}


def look(engine: Engine, token: str) -> Invited:
    """Return what an invitation gives; raise Refusal if it is not valid."""
    with engine.connect() as connection:
        return invitations.look(connection, token)


def accept(engine: Engine, token: str, browser: str) -> str:
    """Use an invitation and sign in; return the secret for the cookie."""
    invited = look(engine, token)
    with transaction(engine, invited.email, touches=NOTHING) as connection:
        return sessions.start(connection, invitations.accept(connection, token), browser)


def look_again(engine: Engine, token: str) -> MagicLink:
    """Return whom a link signs in again; raise Refusal if it is not valid."""
    with engine.connect() as connection:
        return magic_links.look(connection, token)


def accept_again(engine: Engine, token: str, browser: str) -> str:
    """Use a link of somebody who has an account, and sign in; return the secret for the cookie."""
    found = look_again(engine, token)
    with transaction(engine, found.email, touches=NOTHING) as connection:
        return sessions.start(connection, magic_links.accept(connection, token), browser)


def counted(engine: Engine, kind: str, source: str) -> None:
    """Count a try of a kind of `rate_limits.LIMITS`; raise Limited if there was one too many."""
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        rate_limits.count(connection, kind, source)


def limited(engine: Engine, source: str, try_link: Callable[[], Known]) -> Known:
    """Try a link; count and log a failure; raise Limited, trying none, after too many failures."""
    with engine.connect() as connection:
        rate_limits.require_room(connection, "failed_link", source)
    try:
        return try_link()
    except Refusal:
        with transaction(engine, NOBODY, touches=NOTHING) as connection:
            rate_limits.count(connection, "failed_link", source)
            connection.log("link_failed", source=rate_limits.mark(source))
        raise


def token_owner(engine: Engine, token: str, source: str) -> Viewer:
    """Return whose token this is; raise Refusal, and log the try, if it is not valid.

    A program that goes on with an old token is logged as often as the limit says and no more, and
    keeps no other token of its office out: of 256 bits none is guessed.
    """
    try:
        return api_tokens.bearer(engine, token)
    except NotSaved:
        raise
    except Refusal:
        with suppress(Limited, NotSaved):  # it stays refused
            with engine.connect() as connection:
                rate_limits.require_room(connection, "failed_token", source)
            with transaction(engine, NOBODY, touches=NOTHING) as connection:
                rate_limits.count(connection, "failed_token", source)
                connection.log("token_failed", source=rate_limits.mark(source))
        raise


def note_turned_away(engine: Engine, issuer: str, subject: str) -> None:
    """Log that an institution signed in somebody who has no access, without saying whom."""
    with transaction(engine, NOBODY, touches=NOTHING) as connection:
        source = rate_limits.mark(f"{issuer} {subject}")
        connection.log("institution_refused", issuer=issuer, source=source)


def note_page_refused(engine: Engine, actor: str, page: str) -> None:
    """Log that somebody who is signed in asked for a page that is not theirs."""
    with transaction(engine, actor, touches=NOTHING) as connection:
        connection.log("page_refused", page=page)


def note_act_refused(engine: Engine, actor: str, page: str) -> None:
    """Log that somebody who is signed in tried on a page what they may not do."""
    with transaction(engine, actor, touches=NOTHING) as connection:
        connection.log("act_refused", page=page)


def ask_again(engine: Engine, email: str, source: str) -> str:
    """Count that somebody asks for a new link; return the address that `send_again` is for.

    Raise Refusal for what is no address and Limited after too many requests; alike for known and
    unknown addresses.
    """
    address = address_in(email)
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        rate_limits.count(connection, "link_from_source", source)
        rate_limits.count(connection, "link_for_address", address)
    return address


def send_again(engine: Engine, address: str) -> None:
    """Send the link after the answer, since the time it takes would show who has an account."""
    link_delivery.ask_again(engine, address)


def enter_demo(engine: Engine, role: str, browser: str) -> str:
    """Sign in to a demo; raise Refusal on any other database."""
    email = f"demo-{role}@example.org"
    with transaction(engine, email, touches=NOTHING) as connection:
        if not database.is_demo(connection):
            raise Refusal(invitations.NOT_A_DEMO)
        token = invitations.invite(connection, email, DEMO_GRANTS[role], "demo")
        return sessions.start(connection, invitations.accept(connection, token), browser)


def note_exact_view(engine: Engine, actor: str, page: str, query: dict[str, str]) -> None:
    """Log that somebody looked at exact figures about people."""
    with transaction(engine, actor, touches=NOTHING) as connection:
        connection.log("exact_view", page=page, query=query)


def note_exact_export(
    engine: Engine, actor: str, answer: str, form: str, query: dict[str, str]
) -> None:
    """Log that exact figures about people leave in a file.

    Raise Refusal if the reader may no longer see them: a button may be older than a role taken
    away.
    """
    with transaction(engine, actor, touches=NOTHING) as connection:
        account = connection.scalar(select(Account.id).filter_by(email=actor))
        held = frozenset() if account is None else role_grants.grants_of(connection, account)
        if not sees_exact_people(Viewer(held)):
            raise Forbidden(Text("Ya no ve cifras exactas: recargue la página."))
        connection.log("exact_export", answer=answer, format=form, query=query)
