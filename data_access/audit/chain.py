"""The chain of the log: each entry carries a seal over itself and all that came before.

A seal is the HMAC-SHA256 of an entry and the seal before it, under a key made from the salts, which
the database does not hold: whoever can write to the database alone cannot forge one. The last seal
stands apart as well (`audit_head`), so that an entry missing from the end is noticed. Entries from
before the chain carry none. Where retention has cut the beginning off, a signed checkpoint carries
the seal that the rest follows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from data_access.clock import now
from data_access.salts import salts
from data_access.tables import AuditCheckpoint, AuditEvent, AuditHead

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

    `cut` says that entries are missing from the end, or that the last seal is not the log's;
    `forged`, that a checkpoint is not one that retention left.
    """

    sealed: int
    broken_at: int | None = None
    cut: bool = False
    forged: bool = False

    @property
    def whole(self) -> bool:
        """Whether every entry since the beginning of the chain is there as it was written."""
        return self.broken_at is None and not self.cut and not self.forged


def hold(connection: Connection) -> str:
    """Return the last seal; other transactions that log wait until this one ends."""
    head = select(AuditHead.seal).filter_by(id=ONLY).with_for_update()
    seal: str = connection.execute(head).scalar_one()
    return seal


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add events to the log; other transactions that log wait until this one ends."""
    seal = hold(connection)
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


def cut(connection: Connection, before: dt.datetime) -> int:
    """Take out the entries from before a moment and leave a checkpoint; return how many went.

    Raise Damaged if the log is not whole: what was changed must not vanish with it.
    """
    hold(connection)  # nobody logs until this transaction ends
    if not verify(connection).whole:
        raise Damaged
    through, entries = _until(connection, before)
    if not entries:
        return 0
    seal = connection.scalar(select(AuditEvent.seal).filter_by(id=through)) or BEGINNING
    made = Checkpoint(now(), through, entries, seal)
    signature = made.signed_after(_last_signature(connection), salts().chain_key)
    row = {"at": made.at, "through": through, "entries": entries, "seal": seal}
    connection.execute(insert(AuditCheckpoint), {**row, "signature": signature})
    connection.execute(delete(AuditEvent).where(AuditEvent.id <= through))
    return entries


def older(connection: Connection, before: dt.datetime) -> int:
    """Return how many entries `cut` would take out."""
    return _until(connection, before)[1]


def verify(connection: Connection) -> Verdict:
    """Return whether the log is as it was written, read from its first entry to its last."""
    key = salts().chain_key
    start = _checkpoint(connection, key)
    if start is None:
        return Verdict(0, forged=True)
    first = connection.scalar(select(func.min(AuditEvent.id)))
    if first is not None and first <= start.through:
        return Verdict(0, first)  # what was cut is there again
    seal, count, last = start.seal, 0, start.through
    while rows := connection.execute(
        select(AuditEvent).where(AuditEvent.id > last).order_by(AuditEvent.id).limit(AT_ONCE)
    ).all():
        for row in rows:
            last = row.id
            if row.seal is None and seal == BEGINNING:
                continue  # from before the chain
            own = Entry(row.at, row.kind, row.actor, row.details).sealed_after(seal, key)
            if row.seal is None or not hmac.compare_digest(own, row.seal):
                return Verdict(count, row.id)
            seal, count = own, count + 1
    head = connection.execute(select(AuditHead.seal).filter_by(id=ONLY)).scalar()
    return Verdict(count, cut=head != seal)


class Damaged(Exception):
    """The log is not as it was written."""


@dataclass(frozen=True)
class Checkpoint:
    """What is signed of a cut: when, through which entry, how many went, and its seal."""

    at: dt.datetime
    through: int
    entries: int
    seal: str

    def signed_after(self, signature: str, key: bytes) -> str:
        """Return the signature of this checkpoint after the one with `signature`."""
        moment = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        told = json.dumps(["cut", signature, moment, self.through, self.entries, self.seal])
        return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


UNCUT = Checkpoint(dt.datetime.min.replace(tzinfo=dt.UTC), 0, 0, BEGINNING)


def _checkpoint(connection: Connection, key: bytes) -> Checkpoint | None:
    """Return where the log begins; None if a checkpoint is not as it was left."""
    found, signature = UNCUT, BEGINNING
    for row in connection.execute(select(AuditCheckpoint).order_by(AuditCheckpoint.id)):
        made = Checkpoint(row.at, row.through, row.entries, row.seal)
        signature = made.signed_after(signature, key)
        if row.through <= found.through or not hmac.compare_digest(signature, row.signature):
            return None
        found = made
    return found


def _last_signature(connection: Connection) -> str:
    query = select(AuditCheckpoint.signature).order_by(AuditCheckpoint.id.desc()).limit(1)
    return connection.scalar(query) or BEGINNING


def _until(connection: Connection, before: dt.datetime) -> tuple[int, int]:
    """Return the last entry of those at the beginning that are older, and how many those are."""
    later = connection.scalar(select(func.min(AuditEvent.id)).where(AuditEvent.at >= before))
    if later is None:
        # The newest stays: SQLite would give its number anew.
        later = connection.scalar(select(func.max(AuditEvent.id))) or 0
    older = select(func.max(AuditEvent.id), func.count()).where(AuditEvent.id < later)
    last, entries = connection.execute(older).one()
    return int(last or 0), int(entries)
