"""A house with an administrator, for the tests of who may come in."""

from __future__ import annotations

from sqlalchemy import Engine, insert, select

from data_access import clock
from data_access.auth import invitations, sign_in
from data_access.tables import Account, AuditEvent, RoleGrant
from data_access.viewer import ADMIN, Grant, Viewer
from tests.writing import writing

ROOT = "root@example.org"
ADMINISTRATOR = Viewer(frozenset({Grant(ADMIN)}), ROOT)


def enter(engine: Engine, email: str, *grants: Grant, browser: str = "") -> str:
    """Somebody comes in by a link to each role; the last cookie."""
    cookie = ""
    for grant in grants:
        with writing(engine) as connection:
            token = invitations.invite(connection, email, grant, "console")
        cookie = sign_in.accept(engine, token, browser)
    return cookie


def appoint(engine: Engine, email: str = ROOT) -> None:
    """An administrator of whom the log does not tell."""
    with writing(engine) as connection:
        connection.execute(insert(Account), {"email": email, "created_at": clock.now()})
    given = {
        "account_id": account(engine, email),
        "granted_at": clock.now(),
        "granted_by": "console",
    }
    with writing(engine) as connection:
        connection.execute(insert(RoleGrant), {"role": ADMIN, **given})


def account(engine: Engine, email: str) -> int:
    """The number of an account."""
    with engine.connect() as connection:
        return int(connection.scalar(select(Account.id).filter_by(email=email)) or 0)


def told(engine: Engine, kind: str) -> list[tuple[str, dict[str, object]]]:
    """What the log says of a kind: who, and the details."""
    with engine.connect() as connection:
        found = select(AuditEvent.actor, AuditEvent.details).filter_by(kind=kind)
        return [tuple(row) for row in connection.execute(found.order_by(AuditEvent.id))]
