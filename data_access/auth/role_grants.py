"""Roles of accounts: given and taken, each with its event in the log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from data_access import clock
from data_access.auth import jury_seats
from data_access.tables import Account, RoleGrant
from data_access.transaction import Transaction
from data_access.viewer import BELONGS, JUROR, Grant

# Where a table with roles keeps what a role is for.
COLUMNS = {"territory": "territory_code", "edition": "edition_code", "award": "award"}


def columns_of(grant: Grant) -> dict[str, str | None]:
    """Return a grant as the columns of `Held`."""
    kind = BELONGS.get(grant.role)
    filled = {column: None if kind != name else grant.of for name, column in COLUMNS.items()}
    return {"role": grant.role, **filled}


def grant_in(row: Any) -> Grant:
    """Return the grant of a row of a table with roles."""
    kind = BELONGS.get(row.role)
    return Grant(row.role, None if kind is None else getattr(row, COLUMNS[kind]))


def grants_of(connection: Connection, account: int) -> frozenset[Grant]:
    """Return the roles that an account holds now."""
    rows = connection.execute(select(RoleGrant).filter_by(account_id=account))
    return frozenset(grant_in(row) for row in rows)


def give(connection: Transaction, account: int, grant: Grant, by: str) -> bool:
    """Give a role; return False if it is held already and nothing changes."""
    held = select(func.count()).select_from(RoleGrant)
    if connection.scalar(held.filter_by(account_id=account, **columns_of(grant))):
        return False
    given = {"granted_at": clock.now(), "granted_by": by}
    connection.execute(insert(RoleGrant), {"account_id": account, **columns_of(grant), **given})
    if grant.role == JUROR:
        # However the role comes, by link, command or by hand, it comes with its seat.
        jury_seats.give_seat(connection, str(grant.of), account)
    email = email_of(connection, account)
    connection.log("role_granted", actor=by, email=email, role=str(grant))
    return True


def take(connection: Transaction, account: int, grant: Grant, by: str) -> bool:
    """Take a role away, with effect on its holder's next request; return False if not held."""
    where = (RoleGrant.__table__.c[name] == value for name, value in columns_of(grant).items())
    gone = connection.execute(delete(RoleGrant).where(RoleGrant.account_id == account, *where))
    if gone.rowcount:
        email = email_of(connection, account)
        connection.log("role_taken", actor=by, email=email, role=str(grant))
    return bool(gone.rowcount)


def email_of(connection: Connection, account: int) -> str:
    return str(connection.scalar(select(Account.email).filter_by(id=account)))
