"""The log: what was done, by whom and when. Rows are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert

from data_access.audit.event_kinds import EVENTS, require_fit
from data_access.tables import AuditEvent

KINDS = tuple(EVENTS)


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def log(connection: Connection, kind: str, actor: str, **details: Any) -> None:
    """Add an event, in the transaction of what it tells.

    ValueError for an unknown kind, and for details other than those of its kind.
    """
    require_fit(kind, details)
    connection.execute(
        insert(AuditEvent), {"at": now(), "kind": kind, "actor": actor, "details": details}
    )
