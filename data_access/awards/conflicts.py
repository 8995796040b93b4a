"""Conflicts of interest: declared before a dossier opens; a recusal closes every access to it.

Only the secretariat lifts a recusal, with a reason. What a recused juror had scored stays in the
history and counts no more; it is never a zero.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, insert, update

from data_access import clock
from data_access.awards.preconditions import (
    NOT_YOURS,
    READ,
    assignment_of,
    edited,
    edition_of,
    nomination_of,
    overseen,
    require_unpublished,
    seat_of,
)
from data_access.language import Text
from data_access.lists import CONFLICT
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Assignment
from data_access.transaction import NOTHING, Transaction, transaction
from data_access.viewer import Viewer

NONE, RECUSED, UNDECLARED = "NO", "SI", "NR"


def declare_none(engine: Engine, viewer: Viewer, edition: str, nomination: str) -> None:
    """Declare that there is no conflict with an assigned nomination: its dossier opens."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        juror = _open_to(connection, viewer, edition, nomination)
        found = assignment_of(connection, edition, nomination, juror, lock=True)
        if found is None:
            raise Forbidden(NOT_YOURS)
        if found.conflict != NONE:
            _declare(connection, viewer, edition, nomination, juror, NONE, None, "")


def declare(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, kind: str, reason: str = ""
) -> None:
    """Declare one's own conflict, assigned or not: from then on the nomination is closed to one."""
    if kind not in CONFLICT:
        raise ValueError(f"there is no conflict {kind}")
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        juror = _open_to(connection, viewer, edition, nomination)
        _declare(connection, viewer, edition, nomination, juror, RECUSED, kind, reason)


def recuse(
    engine: Engine,
    viewer: Viewer,
    edition: str,
    nomination: str,
    juror: str,
    kind: str,
    reason: str,
) -> None:
    """Recuse a juror whose conflict became known, as the secretariat."""
    if kind not in CONFLICT:
        raise ValueError(f"there is no conflict {kind}")
    if not reason.strip():
        raise Refusal(Text("Una recusación necesita su motivo."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        nomination_of(connection, edition, nomination)
        _declare(connection, viewer, edition, nomination, juror, RECUSED, kind, reason)


def lift(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, juror: str, reason: str
) -> None:
    """Lift a recusal made by mistake: the juror declares again before the dossier opens."""
    if not reason.strip():
        raise Refusal(Text("Levantar una recusación necesita su motivo."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        found = assignment_of(connection, edition, nomination, juror, lock=True)
        if found is None or found.conflict != RECUSED:
            return
        values = {"conflict": UNDECLARED, "conflict_kind": None, "conflict_reason": None}
        _write(connection, edition, nomination, juror, values | edited(found))
        connection.log(
            "recusal_lifted",
            edition=edition,
            nomination=nomination,
            juror=juror,
            reason=reason.strip(),
        )


def _open_to(connection: Connection, viewer: Viewer, edition: str, nomination: str) -> str:
    """Return the viewer's seat; raise Forbidden if the viewer is recused from the nomination."""
    require_unpublished(edition_of(connection, edition, READ))
    juror = seat_of(connection, viewer, edition)
    found = assignment_of(connection, edition, nomination, juror, lock=True)
    if found is not None and found.conflict == RECUSED:
        raise Forbidden(NOT_YOURS)
    nomination_of(connection, edition, nomination)
    return juror


def _declare(
    connection: Transaction,
    viewer: Viewer,
    edition: str,
    nomination: str,
    juror: str,
    conflict: str,
    kind: str | None,
    reason: str,
) -> None:
    found = assignment_of(connection, edition, nomination, juror, lock=True)
    values: dict[str, Any] = {
        "conflict": conflict,
        "conflict_kind": kind,
        "conflict_reason": reason.strip() or None,
        "declared_by": viewer.name,
        "declared_at": clock.now(),
    }
    if found is None:
        key = {"edition_code": edition, "nomination_code": nomination, "juror_code": juror}
        connection.execute(insert(Assignment), key | values | {"origin": "hand"})
    else:
        _write(connection, edition, nomination, juror, values | edited(found))
    connection.log(
        "conflict_declared",
        edition=edition,
        nomination=nomination,
        juror=juror,
        conflict=conflict,
        conflict_kind=kind,
        reason=reason.strip(),
    )


def _write(
    connection: Connection, edition: str, nomination: str, juror: str, values: dict[str, Any]
) -> None:
    connection.execute(
        update(Assignment)
        .where(
            Assignment.edition_code == edition,
            Assignment.nomination_code == nomination,
            Assignment.juror_code == juror,
        )
        .values(values)
    )
