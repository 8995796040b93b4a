"""Batches that were undone and that readers of the release are told of until the next one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from data_access.imports.batch_history import Batch
from data_access.releases import standing
from data_access.tables import AuditEvent
from data_access.viewer import Viewer, publishes

# A batch is noted as imported when its rows begin to count: a leader's about people once approved.
IMPORTED, RELEASED, UNDONE = "imported", "released", "undone"


def among(connection: Connection, found: Iterable[Batch], viewer: Viewer) -> frozenset[int]:
    """Return which batches are undone while the release in force was made with them.

    For those who publish, who can make one without them; for others none.
    """
    release = standing.in_force(connection)
    undone = [one for one in found if one.undone_at is not None]
    if release is None or not undone or not publishes(viewer):
        return frozenset()
    # The order in the log tells what was first: stored moments have no fractions of seconds.
    query = (
        select(AuditEvent.id, AuditEvent.kind, AuditEvent.details)
        .where(AuditEvent.kind.in_((IMPORTED, RELEASED, UNDONE)))
        .where(AuditEvent.at >= min(one.at for one in undone))
    )
    at: dict[tuple[str, int], int] = {}
    for event in connection.execute(query.order_by(AuditEvent.id)):
        of = event.details["release" if event.kind == RELEASED else "batch"]
        at[event.kind, of] = event.id
    made = at.get((RELEASED, release.number))
    if made is None:
        return frozenset()
    return frozenset(
        one.number
        for one in undone
        if at.get((IMPORTED, one.number), made) < made < at.get((UNDONE, one.number), made)
    )
