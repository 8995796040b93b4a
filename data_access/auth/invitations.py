"""Invitations by personal link: made by an administrator, shown before use, used once."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from data_access import clock
from data_access.auth import role_grants
from data_access.auth.role_grants import columns_of, grant_in
from data_access.auth.tokens import fresh, hashed
from data_access.language import Text
from data_access.refusal import Misuse, Refusal
from data_access.tables import Account, Invitation
from data_access.transaction import Transaction
from data_access.viewer import Grant

LASTS = dt.timedelta(days=7)
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Invited:
    """What a link invites to, shown before it is used."""

    id: int
    email: str
    grant: Grant
    invited_by: str
    expires_at: dt.datetime


def address_in(email: str) -> str:
    """Return an e-mail address as it is stored; raise Refusal for what is none."""
    address = email.strip().lower()
    if not E_MAIL.fullmatch(address):
        raise Misuse(Text("«{email}» no es una dirección de correo.", email=email))
    return address


def invite(connection: Transaction, email: str, grant: Grant, by: str) -> str:
    """Return the secret of a new link for `email`; raise Refusal for what is no e-mail address."""
    address = address_in(email)
    token, now = fresh(), clock.now()
    connection.execute(
        insert(Invitation),
        {
            "token_hash": hashed(token),
            "email": address,
            **columns_of(grant),
            "invited_by": by,
            "created_at": now,
            "expires_at": now + LASTS,
        },
    )
    connection.log("invited", actor=by, email=address, role=str(grant))
    return token


def look(connection: Connection, token: str) -> Invited:
    """Return what a link invites to, without using it; raise Refusal if it is not valid."""
    row = connection.execute(select(Invitation).filter_by(token_hash=hashed(token))).first()
    if row is None:
        raise Refusal(Text("Este enlace no existe o está incompleto: cópielo entero del mensaje."))
    if row.revoked_at is not None:
        raise Refusal(Text("Este enlace fue anulado: pida uno nuevo a quien lo invitó."))
    if row.used_at is not None:
        raise Refusal(USED)
    if row.expires_at <= clock.now():
        raise Refusal(Text("Este enlace venció: pida uno nuevo a quien lo invitó."))
    return Invited(row.id, row.email, grant_in(row), row.invited_by, row.expires_at)


def accept(connection: Transaction, token: str) -> int:
    """Use a link and return the id of its account.

    The account, made if need be, holds the role from now on.
    """
    invited, now = look(connection, token), clock.now()
    # The condition makes sure that of two clicks at once only one uses the link.
    used = connection.execute(
        update(Invitation)
        .where(Invitation.id == invited.id, Invitation.used_at.is_(None))
        .where(Invitation.revoked_at.is_(None))
        .values(used_at=now)
    )
    if used.rowcount != 1:
        raise Refusal(USED)
    account = connection.scalar(select(Account.id).filter_by(email=invited.email))
    if account is None:
        stored = connection.execute(
            insert(Account).returning(Account.id), {"email": invited.email, "created_at": now}
        )
        account = int(stored.scalar_one())
    role_grants.give(connection, account, invited.grant, invited.invited_by)
    return account


def revoke(connection: Transaction, invitation: int, by: str) -> None:
    """Revoke a link before it is used; raise Refusal if there is none left to revoke."""
    row = connection.execute(select(Invitation).filter_by(id=invitation)).first()
    taken = connection.execute(
        update(Invitation)
        .where(Invitation.id == invitation, Invitation.expires_at > clock.now())
        .where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
    if row is None or taken.rowcount != 1:
        raise Refusal(Text("Esa invitación ya no está abierta: no hay nada que anular."))
    connection.log("invitation_revoked", actor=by, email=row.email, role=str(grant_in(row)))


USED = Text("Este enlace ya se usó. Si fue usted, pida uno nuevo en la página «Entrar».")
NOT_A_DEMO = Text("Esta base de datos no es una demostración.")
