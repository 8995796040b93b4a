"""The log as administrators read it: by kind, by person, by period, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, select

from data_access.paging import ListPage, part, reading, size
from data_access.tables import AuditEvent
from data_access.viewer import Viewer

AT_ONCE = 25  # five screens of a telephone
MOST_IN_A_FILE = 20_000


@dataclass(frozen=True)
class Wanted:
    """The events asked for: of a kind, by an actor, in the half-open period `[start, end)`."""

    kind: str | None = None
    actor: str | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None


@dataclass(frozen=True)
class Logged:
    id: int
    at: dt.datetime
    kind: str
    actor: str
    details: Mapping[str, Any]


def read(
    engine: Engine, viewer: Viewer, wanted: Wanted, page: int = 1, at_once: int = AT_ONCE
) -> ListPage[Logged]:
    """Return the events of one screen; raise Forbidden if the viewer may not read the log."""
    found = _where(select(AuditEvent), wanted)
    with reading(engine, viewer) as connection:
        rows = part(connection, found.order_by(AuditEvent.id.desc()), page, at_once)
        return ListPage(
            tuple(Logged(r.id, r.at, r.kind, r.actor, r.details) for r in rows),
            size(connection, _where(select(AuditEvent.id), wanted)),
        )


def actors(engine: Engine, viewer: Viewer) -> list[str]:
    with reading(engine, viewer) as connection:
        found = select(AuditEvent.actor).distinct().order_by(AuditEvent.actor)
        return list(connection.execute(found).scalars())


def begins(engine: Engine, viewer: Viewer) -> dt.datetime | None:
    """Return the moment of the first event of the log, or None if there is none."""
    with reading(engine, viewer) as connection:
        return connection.scalar(select(func.min(AuditEvent.at)))


def _where(query: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    if wanted.kind is not None:
        query = query.where(AuditEvent.kind == wanted.kind)
    if wanted.actor is not None:
        query = query.where(AuditEvent.actor == wanted.actor)
    if wanted.start is not None:
        query = query.where(AuditEvent.at >= wanted.start)
    if wanted.end is not None:
        query = query.where(AuditEvent.at < wanted.end)
    return query
