"""Personal tokens: with one, a program reads through the API what its owner may read.

A token carries no right of its own: roles are read at each use, so that one taken away is gone with
the next request. Only its hash is stored. It is the session of a program: it ends by its term, when
nobody has used it for long, and when its owner says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select, update

from data_access import clock
from data_access.auth import role_grants
from data_access.auth.tokens import fresh, hashed
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import ApiToken
from data_access.transaction import NOTHING, UNLOGGED, Transaction, transaction
from data_access.viewer import Viewer, reads_beyond_public

USED_EVERY = dt.timedelta(minutes=5)  # how exactly the last use is known
IDLE = dt.timedelta(days=35)  # a program that asks once a month goes on
PREFIX = "m4sd_"  # by which scanners for lost secrets find one


@dataclass(frozen=True)
class OpenToken:
    """A token in force, as its owner sees it."""

    id: int
    name: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None

    @property
    def ends_at(self) -> dt.datetime:
        """When it ends if nobody uses it any more."""
        return min(self.expires_at, (self.used_at or self.created_at) + IDLE)


def make(connection: Transaction, account: int, name: str, lasts: dt.timedelta) -> str:
    """Return the secret of a new token of an account, which nobody can read again."""
    token, now = PREFIX + fresh(), clock.now()
    row = {"account_id": account, "name": name, "created_at": now, "expires_at": now + lasts}
    connection.execute(insert(ApiToken), {"token_hash": hashed(token), **row})
    connection.log("token_issued", name=name, until=clock.local_day(now + lasts).isoformat())
    return token


def in_force_of(connection: Connection, account: int) -> list[OpenToken]:
    """Return the tokens in force of an account, the newest first."""
    columns = (ApiToken.id, ApiToken.name, ApiToken.created_at, ApiToken.expires_at)
    found = select(*columns, ApiToken.used_at).where(*_in_force(account))
    return [OpenToken(*row) for row in connection.execute(found.order_by(ApiToken.id.desc()))]


def void(connection: Transaction, account: int, by: str, *which: ColumnElement[bool]) -> list[str]:
    """Revoke those of an account in force that meet conditions; return their names."""
    those = (*_in_force(account), *which)
    names = list(connection.scalars(select(ApiToken.name).where(*those).order_by(ApiToken.id)))
    if names:
        connection.execute(update(ApiToken).where(*those).values(revoked_at=clock.now()))
    for name in names:
        email = role_grants.email_of(connection, account)
        connection.log("token_revoked", actor=by, email=email, name=name)
    return names


def bearer(engine: Engine, token: str) -> Viewer:
    """Return whose token this is, with the roles of this moment, and note that it was used.

    Raise Refusal if it is not valid, or if its owner sees no more than the public by now.
    """
    now = clock.now()
    with engine.connect() as connection:
        row = connection.execute(select(ApiToken).filter_by(token_hash=hashed(token))).first()
        if row is None:
            raise Refusal(Text("Este token no existe o está incompleto: cópielo entero."))
        if row.revoked_at is not None:
            raise Refusal(Text("Este token fue anulado: cree otro en «Mi sesión»."))
        if row.expires_at <= now:
            raise Refusal(Text("Este token venció: cree otro en «Mi sesión»."))
        if (row.used_at or row.created_at) <= now - IDLE:
            raise Refusal(
                Text(
                    "Nadie usó este token en {days} días, así que terminó: cree otro en «Mi "
                    "sesión».",
                    days=IDLE.days,
                )
            )
        email = role_grants.email_of(connection, row.account_id)
        viewer = Viewer(role_grants.grants_of(connection, row.account_id), email)
    if not reads_beyond_public(viewer):
        raise Refusal(
            Text(
                "La persona de este token ya no tiene un rol que vea más que el público: pida sin "
                "token."
            )
        )
    if row.used_at is None or now - row.used_at >= USED_EVERY:
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            used = update(ApiToken).where(ApiToken.id == row.id)
            connection.execute(used.values(used_at=now))
    return viewer


def _in_force(account: int) -> tuple[ColumnElement[bool], ...]:
    now = clock.now()
    return (
        ApiToken.account_id == account,
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > now,
        func.coalesce(ApiToken.used_at, ApiToken.created_at) > now - IDLE,
    )
