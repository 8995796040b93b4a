"""Jurors: invited under a pseudonymous code, and removed without losing what they did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from data_access import clock
from data_access.auth import invitations, role_grants
from data_access.auth.jury_seats import give_seat
from data_access.awards.preconditions import (
    Closed,
    edited,
    edition_of,
    overseen,
    require_overseer,
    require_scoring,
)
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import Account, Juror
from data_access.transaction import transaction
from data_access.viewer import JUROR, Grant, Viewer


@dataclass(frozen=True)
class Seat:
    """A seat on a jury as the secretariat sees it."""

    code: str
    email: str | None
    left: bool


@dataclass(frozen=True)
class InvitedJuror:
    """A seat that was given, and the secret of the sign-in link, shown this once."""

    code: str
    email: str
    token: str


def invite(engine: Engine, viewer: Viewer, edition: str, email: str) -> InvitedJuror:
    """Give a seat and a personal link; the same person again gets a new link to the same seat.

    Whoever chairs the award cannot sit on its jury unseen: seats and roles are logged.
    """
    grant = Grant(JUROR, edition)
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_scoring(call)
        token = invitations.invite(connection, email, grant, viewer.name)
        address = email.strip().lower()
        account = _account(connection, address)
        code = give_seat(connection, edition, account) or ""
        connection.log("juror_invited", edition=edition, juror=code, email=address)
    return InvitedJuror(code, address, token)


def leave(engine: Engine, viewer: Viewer, edition: str, juror: str, reason: str) -> None:
    """Take a juror off the jury: access ends at once; submitted sheets still count."""
    if not reason.strip():
        raise Refusal(Text("La salida de un miembro del jurado necesita su motivo."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        if call.published_at is not None:
            raise Closed(Text("El resultado ya se publicó: el jurado queda como estuvo."))
        row = connection.execute(
            select(Juror).where(Juror.edition_code == edition, Juror.code == juror)
        ).first()
        if row is None or row.left_at is not None:
            raise Refusal(Text("No hay un miembro del jurado «{code}».", code=juror))
        connection.execute(
            update(Juror)
            .where(Juror.edition_code == edition, Juror.code == juror)
            .values(left_at=clock.now(), **edited(row))
        )
        if row.account_id is not None:
            role_grants.take(connection, row.account_id, Grant(JUROR, edition), viewer.name)
        connection.log("juror_left", edition=edition, juror=juror, reason=reason.strip())


def seats(connection: Connection, viewer: Viewer, edition: str) -> list[Seat]:
    """Return every seat of an edition, for its secretariat."""
    require_overseer(viewer, edition_of(connection, edition))
    rows = connection.execute(
        select(Juror.code, Account.email, Juror.left_at)
        .outerjoin(Account, Account.id == Juror.account_id)
        .where(Juror.edition_code == edition)
        .order_by(Juror.code)
    )
    return [Seat(code, email, left is not None) for code, email, left in rows]


def _account(connection: Connection, email: str) -> int:
    """Return the account of an address, made beforehand: without a role it gives no access."""
    found = connection.scalar(select(Account.id).filter_by(email=email))
    if found is not None:
        return found
    made = {"email": email, "created_at": clock.now()}
    return int(connection.execute(insert(Account).returning(Account.id), made).scalar_one())
