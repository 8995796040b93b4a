"""Administration of accounts and roles: each change in one transaction with its event in the log.

A form may be older than what it changes, and two administrators may act at once: every function
reads again what it is about to change, and Refusal says in a sentence what no longer holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, func, insert, select, update

from data_access import clock
from data_access.auth import invitations, role_grants, sessions
from data_access.auth.invitations import address_in
from data_access.auth.role_grants import columns_of
from data_access.language import Text
from data_access.paging import ADMINISTRATORS_ONLY
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Account, Invitation, RoleGrant, Session
from data_access.transaction import NOTHING, Transaction, transaction
from data_access.viewer import ADMIN, Grant, Viewer, administers


@dataclass(frozen=True)
class Acting:
    """An administrator who acts: `others` are the accounts of the other administrators."""

    connection: Transaction
    account: int
    email: str
    others: frozenset[int]


@contextmanager
def acting(engine: Engine, viewer: Viewer) -> Iterator[Acting]:
    """Open a transaction in which nobody else administers; raise Refusal if the viewer may not.

    The role is read anew under the lock: of two administrators who take each other's role at once,
    one comes second and is no administrator any more.
    """
    if not administers(viewer):
        raise Forbidden(ADMINISTRATORS_ONLY)
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        # SQLite lets in one writer at a time anyway; there the lock is an ordinary read.
        held = connection.execute(
            select(RoleGrant.account_id)
            .filter_by(role=ADMIN)
            .order_by(RoleGrant.id)
            .with_for_update()
        )
        administrators = set(held.scalars())
        me = connection.scalar(select(Account.id).filter_by(email=viewer.name))
        if me is None or me not in administrators:
            raise Forbidden(ADMINISTRATORS_ONLY)
        yield Acting(connection, me, viewer.name, frozenset(administrators - {me}))


def invite(engine: Engine, viewer: Viewer, email: str, grant: Grant, instead: bool = False) -> str:
    """Return the secret of a new link.

    Where one to the same role is still open, raise Refusal, or (`instead`) revoke it.
    """
    address = address_in(email)
    with acting(engine, viewer) as by:
        to_same = select(Invitation).where(*open_to(grant), Invitation.email == address)
        for found in by.connection.execute(to_same).all():
            if not instead:
                raise Refusal(
                    Text(
                        "{email} ya tiene una invitación abierta a ese rol, de {by}. Si el enlace "
                        "se perdió, pida uno nuevo en la lista de invitaciones.",
                        email=address,
                        by=found.invited_by,
                    )
                )
            invitations.revoke(by.connection, found.id, by.email)
        return invitations.invite(by.connection, address, grant, by.email)


def revoke(engine: Engine, viewer: Viewer, invitation: int) -> None:
    """Revoke a link before it is used."""
    with acting(engine, viewer) as by:
        invitations.revoke(by.connection, invitation, by.email)


def give(engine: Engine, viewer: Viewer, email: str, grant: Grant) -> None:
    """Give a role to an address, which need not have signed in yet; raise Refusal if it is held."""
    address = address_in(email)
    with acting(engine, viewer) as by:
        account = by.connection.scalar(select(Account.id).filter_by(email=address))
        if account is None:
            made = {"email": address, "created_at": clock.now()}
            stored = by.connection.execute(insert(Account).returning(Account.id), made)
            account = int(stored.scalar_one())
        if not role_grants.give(by.connection, account, grant, by.email):
            raise Refusal(Text("{email} ya tiene ese rol.", email=address))


def take(engine: Engine, viewer: Viewer, account: int, grant: Grant) -> int:
    """Take a role away; return how many open invitations would give it back.

    Raise Refusal for one's own role of administrator, so that there is always one left.
    """
    with acting(engine, viewer) as by:
        if grant.role == ADMIN and account == by.account:
            raise Refusal(OWN_ROLE if by.others else LAST_ADMINISTRATOR)
        if not role_grants.take(by.connection, account, grant, by.email):
            raise Refusal(Text("Esa persona ya no tenía ese rol: nada cambió."))
        email = role_grants.email_of(by.connection, account)
        left = select(func.count()).select_from(Invitation).where(*open_to(grant))
        return by.connection.scalar(left.where(Invitation.email == email)) or 0


def end_session(engine: Engine, viewer: Viewer, session: int) -> None:
    """End a session of any account; raise Refusal if it has ended already."""
    with acting(engine, viewer) as by:
        owner = by.connection.scalar(
            select(Account.email).join(Session).where(Session.id == session, *sessions.in_force())
        )
        if owner is None:
            raise Refusal(Text("Esa sesión ya estaba cerrada."))
        ended = update(Session).where(Session.id == session).values(ended_at=clock.now())
        by.connection.execute(ended)
        by.connection.log("session_ended", email=owner, sessions=1)


def end_sessions(engine: Engine, viewer: Viewer, account: int) -> int:
    """End all open sessions of a person; return how many there were."""
    with acting(engine, viewer) as by:
        theirs = select(func.count()).select_from(Session).where(Session.account_id == account)
        ended = by.connection.scalar(theirs.where(*sessions.in_force())) or 0
        if not ended:
            raise Refusal(Text("Esa persona no tiene sesiones abiertas."))
        sessions.end_all(by.connection, account, by.email)
        return ended


def open_to(grant: Grant) -> list[ColumnElement[bool]]:
    """Return the conditions that open invitations to a role meet."""
    columns = Invitation.__table__.c
    same = [columns[name] == value for name, value in columns_of(grant).items()]
    unused = [Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)]
    return [*same, *unused, Invitation.expires_at > clock.now()]


OWN_ROLE = Text(
    "No puede quitarse su propio rol de administración: pídalo a otra persona que administre."
)
LAST_ADMINISTRATOR = Text(
    "Usted es la única persona que administra: dé antes ese rol a otra, que luego podrá quitárselo."
)
