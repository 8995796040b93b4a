"""The log: what was done, by whom and when. Rows are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert

from data_access.records.awards.events import EVENTS
from data_access.tables import AuditEvent

# What can be told; what the awards tell is listed with its details in `awards/events.py`.
KINDS = (
    "invited",
    "invitation_revoked",
    "link_requested",
    "link_sent",
    "signed_in",
    "signed_out",
    "session_ended",
    "identity_linked",
    "role_granted",
    "role_taken",
    "setting_changed",
    "imported",
    "undone",
    "exact_view",
    "exact_export",
    "totals_released",
    *EVENTS,
)


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def log(connection: Connection, kind: str, actor: str, **details: Any) -> None:
    """Add an event, in the transaction of what it tells; ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of event {kind!r}: one of {', '.join(KINDS)}")
    connection.execute(
        insert(AuditEvent), {"at": now(), "kind": kind, "actor": actor, "details": details}
    )
