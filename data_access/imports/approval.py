"""A monitor's word on the batches of leaders: approved, so that they count, or not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, select

from data_access.imports import waiting
from data_access.imports.calls import of_waiting
from data_access.imports.foresight import Moves, moves
from data_access.imports.loading import check_waiting, import_waiting
from data_access.imports.reports import Report
from data_access.imports.undo import undo
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import ImportBatch
from data_access.transaction import transaction
from data_access.viewer import Viewer, publishes

MOST = 5  # reasons that are told at once


def approve(engine: Engine, batch: int, viewer: Viewer, agreed: str | None = None) -> None:
    """Let a leader's batch, or its undo, count.

    With `agreed`, the agreement of a `review` that somebody read, only if it does just what that
    said. Raise Forbidden if the viewer may not, and Refusal if the batch waits for nothing, or can
    no longer be stored or undone as things stand.
    """
    found = _waiting(engine, batch, viewer)
    if found.waiting == waiting.UNDO:
        undo(engine, batch, viewer)
        with transaction(engine, viewer.name, touches=("batches",)) as connection:
            connection.log("batch_approved", batch=batch, author=found.author)
        return
    report = import_waiting(engine, batch, found.author, viewer, agreed)
    if report.overtaken:
        raise Refusal(
            Text(
                "Mientras tanto cambió lo que está guardado: revise otra vez el lote {batch} antes "
                "de aprobarlo.",
                batch=str(batch),
            )
        )
    if report.refused:
        said = [finding.message for finding in report.errors[:MOST]]
        raise Refusal(Text("El lote {batch} ya no se puede guardar:", batch=str(batch)), *said)


def review(engine: Engine, batch: int, viewer: Viewer) -> Report:
    """Return what approving a batch would find and change at this moment; an undo finds nothing.

    Raise Forbidden if the viewer may not approve, and Refusal if the batch waits for nothing.
    """
    found = _waiting(engine, batch, viewer)
    if found.waiting == waiting.UNDO:
        return Report()
    return check_waiting(engine, batch, found.author, viewer)


def moves_of(engine: Engine, batch: int, viewer: Viewer) -> Moves:
    """Return the public figures that approving a batch would move; None if they are not known."""
    found = _waiting(engine, batch, viewer)
    if found.waiting == waiting.UNDO:
        return None
    return moves(engine, of_waiting(batch, found.author), viewer)


def decline(engine: Engine, batch: int, viewer: Viewer, reason: str) -> None:
    """Take out a leader's batch that waits, or leave in one that a leader wants undone.

    Raise Forbidden if the viewer may not, and Refusal without a reason or if it waits for nothing.
    """
    found, said = _waiting(engine, batch, viewer), " ".join(reason.split())
    if not said:
        raise Refusal(Text("Diga por qué no se aprueba: lo leerá quien trajo el lote."))
    if found.waiting == waiting.IMPORT:
        undo(engine, batch, viewer)
    with transaction(engine, viewer.name, touches=("batches",)) as connection:
        waiting.done(connection, batch)
        connection.log("batch_refused", batch=batch, author=found.author, reason=said)


def _waiting(engine: Engine, batch: int, viewer: Viewer) -> Any:
    if not publishes(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración aprueban lotes.")
        )
    query = select(ImportBatch.author, ImportBatch.waiting).where(ImportBatch.id == batch)
    with engine.connect() as connection:
        found = connection.execute(query).first() if 0 < batch < 2**31 else None
    if found is None or found.waiting is None:
        raise Refusal(waiting.waits_for_nothing(batch))
    return found
