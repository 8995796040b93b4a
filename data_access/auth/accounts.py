"""The accounts that may see more than the public, as administrators see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from data_access.auth import sessions
from data_access.auth.access_overview import in_state
from data_access.auth.role_grants import grant_in
from data_access.language import Text
from data_access.paging import ListPage, containing, part, reading, size
from data_access.refusal import Refusal
from data_access.tables import Account, AuditEvent, Identity, Invitation, RoleGrant, Session
from data_access.viewer import ADMIN, Grant, Viewer


@dataclass(frozen=True)
class Summary:
    """How many people hold a role, and how many invitations and sessions are open."""

    people: int
    administrators: int
    open_invitations: int
    open_sessions: int


def summary(engine: Engine, viewer: Viewer) -> Summary:
    """Return the numbers that the page opens with; people are counted if they hold a role."""
    holders = select(RoleGrant.account_id).distinct()
    with reading(engine, viewer) as connection:
        return Summary(
            people=size(connection, holders),
            administrators=size(connection, holders.filter_by(role=ADMIN)),
            open_invitations=size(connection, select(Invitation.id).where(in_state("open"))),
            open_sessions=size(connection, select(Session.id).where(*sessions.in_force())),
        )


@dataclass(frozen=True)
class AccountHolder:
    """Somebody with an account: the roles held, and how and when they signed in."""

    id: int
    email: str
    grants: tuple[Grant, ...]
    issuers: tuple[str, ...]
    by_link: bool
    seen_at: dt.datetime | None
    open_sessions: int


@dataclass(frozen=True)
class Order:
    """How a list of accounts goes: by address, or the last that was here first; its page from 1."""

    by_visit: bool = False
    page: int = 1


def people(
    engine: Engine,
    viewer: Viewer,
    search: str = "",
    role: str | None = None,
    order: Order = Order(),
) -> ListPage[AccountHolder]:
    """Return the accounts whose address contains `search` and that hold `role`, in an order."""
    found = select(Account.id, Account.email).where(containing(Account.email, search))
    if role is not None:
        found = found.where(Account.id.in_(select(RoleGrant.account_id).filter_by(role=role)))
    with reading(engine, viewer) as connection:
        visited = [_last_visit().desc().nulls_last()] if order.by_visit else []
        rows = part(connection, found.order_by(*visited, Account.email), order.page)
        return ListPage(_persons(connection, rows), size(connection, found))


def _last_visit() -> ColumnElement[dt.datetime]:
    """Return when an account was last here: in a session of ours, or at its institution."""
    seen = select(func.max(Session.seen_at)).where(Session.account_id == Account.id)
    entered = select(func.max(AuditEvent.at)).where(
        AuditEvent.kind == "signed_in", AuditEvent.actor == Account.email
    )
    here, there = seen.scalar_subquery(), entered.scalar_subquery()
    return case((there.is_(None) | (here > there), here), else_=there)


def person(engine: Engine, viewer: Viewer, account: int) -> AccountHolder:
    """Return one account; raise Refusal if there is none."""
    with reading(engine, viewer) as connection:
        rows = connection.execute(select(Account.id, Account.email).filter_by(id=account)).all()
        if not rows:
            raise Refusal(Text("Esa persona ya no tiene cuenta."))
        return _persons(connection, rows)[0]


def _persons(connection: Connection, accounts: Sequence[Any]) -> tuple[AccountHolder, ...]:
    """Return some accounts with what the other tables hold of them, each table read once."""
    ids = [account.id for account in accounts]

    def grouped(
        query: Select[*tuple[Any, ...]], of: InstrumentedAttribute[int]
    ) -> dict[int, list[Any]]:
        found = defaultdict(list)
        for row in connection.execute(query.where(of.in_(ids))):
            found[row.account_id].append(row)
        return found

    grants = grouped(select(RoleGrant).order_by(RoleGrant.id), RoleGrant.account_id)
    identities = grouped(select(Identity).order_by(Identity.id), Identity.account_id)
    visits = grouped(
        select(Session.account_id, func.max(Session.seen_at).label("at")).group_by(
            Session.account_id
        ),
        Session.account_id,
    )
    still_open = grouped(select(Session.account_id).where(*sessions.in_force()), Session.account_id)
    # Who signs in at an institution leaves no session here, but an event in the log.
    entered = (
        select(AuditEvent.actor, func.max(AuditEvent.at).label("at"))
        .where(AuditEvent.kind == "signed_in")
        .where(AuditEvent.actor.in_([account.email for account in accounts]))
        .group_by(AuditEvent.actor)
    )
    entries = {row.actor: [row.at] for row in connection.execute(entered)}
    return tuple(
        AccountHolder(
            id=account.id,
            email=account.email,
            grants=tuple(grant_in(row) for row in grants[account.id]),
            issuers=tuple(dict.fromkeys(row.issuer for row in identities[account.id])),
            by_link=bool(visits[account.id]),
            seen_at=max(
                [*entries.get(account.email, []), *(row.at for row in visits[account.id])],
                default=None,
            ),
            open_sessions=len(still_open[account.id]),
        )
        for account in accounts
    )
