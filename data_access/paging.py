"""Long lists as administrators read them: searched, in parts, and closed to everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from data_access.language import Text
from data_access.refusal import Forbidden
from data_access.tables import Account, RoleGrant
from data_access.viewer import ADMIN, Viewer, administers

AT_ONCE = 20
ADMINISTRATORS_ONLY = Text("Solo la administración puede hacer esto, y usted ya no tiene ese rol.")
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class ListPage(Generic[Entry]):
    """Some entries of a list, and how many it has in all."""

    entries: tuple[Entry, ...]
    total: int


@contextmanager
def reading(engine: Engine, viewer: Viewer) -> Iterator[Connection]:
    """Open a connection to read from; raise Forbidden if the viewer does not administer.

    A button may be older than a role taken away, so the role is read anew here.
    """
    if not administers(viewer):
        raise Forbidden(ADMINISTRATORS_ONLY)
    with engine.connect() as connection:
        held = select(RoleGrant.id).join(Account, Account.id == RoleGrant.account_id)
        mine = held.where(Account.email == viewer.name, RoleGrant.role == ADMIN)
        if connection.scalar(mine) is None:
            raise Forbidden(ADMINISTRATORS_ONLY)
        yield connection


def part(
    connection: Connection, query: Select[*tuple[Any, ...]], page: int, size: int = AT_ONCE
) -> list[Any]:
    """Return the rows of one screen of a list; `page` counts from 1."""
    return list(connection.execute(query.limit(size).offset((max(page, 1) - 1) * size)))


def size(connection: Connection, query: Select[*tuple[Any, ...]]) -> int:
    """Return how many rows a query has."""
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    return connection.scalar(counted) or 0


def containing(column: InstrumentedAttribute[str], search: str) -> ColumnElement[bool]:
    """Return the condition that an address contains what was searched for, as it was typed."""
    return column.contains(search.strip().lower(), autoescape=True)
