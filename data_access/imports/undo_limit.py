"""How often a leader may take batches about people out again without a monitor (METHODS §6).

An undo of rows that count always waits for a monitor. A batch that still waits moves no figure, and
its leader takes it back alone; whoever does so again and again is trying rows, and then a monitor
decides as well. Monitors are told whose undos are many.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from data_access import clock
from data_access.audit import chain
from data_access.imports.allowances import allowed
from data_access.tables import AuditEvent, ImportBatch
from data_access.viewer import Viewer, publishes

ASKED, DONE, KEPT_ASIDE = "undo_waiting", "undone", "batch_waiting"
USUAL = 2
DAYS = 30


@dataclass(frozen=True)
class Undos:
    """The undos about people of a batch's author in 30 days, this one among them if it is one.

    `asked`: the author asked to take out this batch. `many`: there are more than a leader has
    without a monitor.
    """

    asked: bool
    number: int
    many: bool


def limit() -> int:
    """Return the undos about people that a leader has alone in 30 days (`UNDOS_PER_MONTH`)."""
    return allowed("UNDOS_PER_MONTH", os.environ.get("UNDOS_PER_MONTH"), USUAL)


def is_reached(connection: Connection, batch: int, viewer: Viewer) -> bool:
    """Return whether a leader has no undo about people left, as whose this batch would count."""
    # The log's head is what each entry locks at its end: two undos at once cannot both be the last.
    chain.hold(connection)
    return len(_batches(connection, viewer.name) - {batch}) >= limit()


def undos(engine: Engine, batch: int, viewer: Viewer) -> Undos | None:
    """Return what those who publish are told of the undos of a batch's author; others None."""
    if not publishes(viewer):
        return None
    with engine.connect() as connection:
        author = connection.scalar(select(ImportBatch.author).where(ImportBatch.id == batch))
        found = _batches(connection, author or "")
    return Undos(batch in found, len(found), len(found) > limit())


def _batches(connection: Connection, leader: str) -> set[int]:
    """Return the batches about people that a leader undid, or asked to undo, in 30 days."""
    since = clock.now() - dt.timedelta(days=DAYS)
    own = select(AuditEvent.kind, AuditEvent.details).where(AuditEvent.actor == leader)
    of_people = {row.details["batch"] for row in connection.execute(own.filter_by(kind=KEPT_ASIDE))}
    recent = own.where(AuditEvent.at > since, AuditEvent.kind.in_((ASKED, DONE)))
    found = [(row.kind, row.details["batch"]) for row in connection.execute(recent)]
    # A leader undoes alone what is of companies too; what waited was of people.
    return {batch for kind, batch in found if kind == ASKED or batch in of_people}
