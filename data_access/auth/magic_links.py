"""Links for those who are known already: they open a session and give no role.

Whoever has lost the way in asks for one with an e-mail address. That a role was taken meanwhile
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
    """Whom a link lets in again: shown before it is used."""

    id: int
    account: int
    email: str
    expires_at: dt.datetime


def account_for(connection: Connection, email: str) -> int | None:
    """The account that a new link may go to: it holds a role, and no institution signs it in."""
    return connection.scalar(
        select(Account.id)
        .filter_by(email=email)
        .where(exists().where(RoleGrant.account_id == Account.id))
        .where(~exists().where(Identity.account_id == Account.id))
    )


def was_invited(connection: Connection, email: str) -> bool:
    """Whether a link that was never used nor revoked had been made for this address."""
    unused = select(Invitation.id).filter_by(email=email, used_at=None, revoked_at=None)
    return connection.scalar(unused) is not None


def link_for(connection: Connection, account: int) -> str:
    """The secret of a new link for an account."""
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
    """Whom a link lets in, without using it; Refusal says why it gives nothing."""
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
    """Use a link, and void the others of its account; the account's id."""
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
    """Make the open links of an account good for nothing."""
    open_links = update(SignInLink).where(
        SignInLink.account_id == account, SignInLink.used_at.is_(None)
    )
    connection.execute(open_links.values(used_at=clock.now()))
