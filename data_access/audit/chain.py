"""The chain of the log: each entry carries a seal over itself and all that came before.

A seal is the HMAC-SHA256 of an entry and the seal before it, under a key made from the salts, which
the database does not hold: whoever can write to the database alone cannot forge one. The last seal
stands apart as well (`audit_head`), so that an entry missing from the end is noticed. Entries from
before the chain carry none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data_access.salts import salts
from data_access.tables import AuditEvent, AuditHead

BEGINNING = ""  # the seal before the first entry
ONLY = 1  # the head's row
AT_ONCE = 5000


@dataclass(frozen=True)
class Entry:
    """What is sealed of an event."""

    at: dt.datetime
    kind: str
    actor: str
    details: Mapping[str, Any]

    def sealed_after(self, seal: str, key: bytes) -> str:
        """Return the seal of this entry after the one with `seal`."""
        moment = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        # Through JSON, as the database returns it.
        details = json.dumps(json.loads(json.dumps(self.details)), sort_keys=True)
        told = json.dumps([seal, moment, self.kind, self.actor, details])
        return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """How many sealed entries there are, and the id of the first that is not as it was written.

    `cut` says that entries are missing from the end, or that the last seal is not the log's.
    """

    sealed: int
    broken_at: int | None = None
    cut: bool = False

    @property
    def whole(self) -> bool:
        """Whether every entry since the beginning of the chain is there as it was written."""
        return self.broken_at is None and not self.cut


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add events to the log; other transactions that log wait until this one ends."""
    head = select(AuditHead.seal).filter_by(id=ONLY).with_for_update()
    seal: str = connection.execute(head).scalar_one()
    key = salts().chain_key
    rows = []
    for entry in entries:
        seal = entry.sealed_after(seal, key)
        rows.append(
            {
                "at": entry.at,
                "kind": entry.kind,
                "actor": entry.actor,
                "details": dict(entry.details),
                "seal": seal,
            }
        )
    connection.execute(insert(AuditEvent), rows)
    connection.execute(update(AuditHead).filter_by(id=ONLY).values(seal=seal))


def verify(connection: Connection) -> Verdict:
    """Return whether the log is as it was written, read from its first entry to its last."""
    key = salts().chain_key
    seal, count, last = BEGINNING, 0, 0
    while rows := connection.execute(
        select(AuditEvent).where(AuditEvent.id > last).order_by(AuditEvent.id).limit(AT_ONCE)
    ).all():
        for row in rows:
            last = row.id
            if row.seal is None and not count:
                continue  # from before the chain
            own = Entry(row.at, row.kind, row.actor, row.details).sealed_after(seal, key)
            if row.seal is None or not hmac.compare_digest(own, row.seal):
                return Verdict(count, row.id)
            seal, count = own, count + 1
    head = connection.execute(select(AuditHead.seal).filter_by(id=ONLY)).scalar()
    return Verdict(count, cut=head != seal)
