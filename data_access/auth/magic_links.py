"""Links for those who have an account: they open a session and give no role.

Whoever cannot sign in any more asks for one with an e-mail address. A role taken away meanwhile
stays so: what an account may see is read when it reads.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, exists, insert, select, update

from data_access import clock
from data_access.auth.tokens import fresh, hashed
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import Account, Identity, Invitation, RoleGrant, SignInLink

LASTS = dt.timedelta(hours=1)
USED = Text("Este enlace ya se usó: pida otro en la página «Entrar».")


@dataclass(frozen=True)
class MagicLink:
    """Whom a link signs in again, shown before it is used."""

    id: int
    account: int
    email: str
    expires_at: dt.datetime


def account_for(connection: Connection, email: str) -> int | None:
    """Return the account a new link may go to: with a role, and not signed in by an institution."""
    return connection.scalar(
        select(Account.id)
        .filter_by(email=email)
        .where(exists().where(RoleGrant.account_id == Account.id))
        .where(~exists().where(Identity.account_id == Account.id))
    )


def was_invited(connection: Connection, email: str) -> bool:
    """Return whether a link that was never used nor revoked had been made for this address."""
    unused = select(Invitation.id).filter_by(email=email, used_at=None, revoked_at=None)
    return connection.scalar(unused) is not None


def link_for(connection: Connection, account: int) -> str:
    """Return the secret of a new link for an account."""
    token, now = fresh(), clock.now()
    connection.execute(
        insert(SignInLink),
        {
            "token_hash": hashed(token),
            "account_id": account,
            "created_at": now,
            "expires_at": now + LASTS,
        },
    )
    return token


def look(connection: Connection, token: str) -> MagicLink:
    """Return whom a link signs in, without using it; raise Refusal if it is not valid."""
    row = connection.execute(
        select(*SignInLink.__table__.columns, Account.email)
        .join(Account, Account.id == SignInLink.account_id)
        .where(SignInLink.token_hash == hashed(token))
    ).first()
    if row is None:
        raise Refusal(Text("Este enlace no existe o está incompleto: cópielo entero del mensaje."))
    if row.used_at is not None:
        raise Refusal(USED)
    if row.expires_at <= clock.now():
        raise Refusal(Text("Este enlace venció: pida otro en la página «Entrar»."))
    return MagicLink(row.id, row.account_id, row.email, row.expires_at)


def accept(connection: Connection, token: str) -> int:
    """Use a link, and void the others of its account; return the account's id."""
    found = look(connection, token)
    # The condition makes sure that of two clicks at once only one uses the link.
    used = connection.execute(
        update(SignInLink)
        .where(SignInLink.id == found.id, SignInLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
    if used.rowcount != 1:
        raise Refusal(USED)
    void(connection, found.account)
    return found.account


def void(connection: Connection, account: int) -> None:
    """Invalidate the open links of an account."""
    open_links = update(SignInLink).where(
        SignInLink.account_id == account, SignInLink.used_at.is_(None)
    )
    connection.execute(open_links.values(used_at=clock.now()))
