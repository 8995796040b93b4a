"""Conflicts of interest: declared before a dossier opens; a recusal closes every access to it.

Only the secretariat lifts a recusal, with a reason. What a recused juror had scored stays in the
history and counts no more; it is never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

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


@dataclass(frozen=True)
class Conflict:
    """What keeps a juror from a nomination: a code of the list of conflicts, and the reason."""

    kind: str
    reason: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError if there is no conflict of this kind."""
        if self.kind not in CONFLICT:
            raise ValueError(f"there is no conflict {self.kind}")


class _Pair(NamedTuple):
    edition: str
    nomination: str
    juror: str


def declare_none(engine: Engine, viewer: Viewer, edition: str, nomination: str) -> None:
    """Declare that there is no conflict with an assigned nomination: its dossier opens."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        juror = _open_to(connection, viewer, edition, nomination)
        found = assignment_of(connection, edition, nomination, juror, lock=True)
        if found is None:
            raise Forbidden(NOT_YOURS)
        if found.conflict != NONE:
            _declare(connection, viewer, _Pair(edition, nomination, juror), None)


def declare(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, conflict: Conflict
) -> None:
    """Declare one's own conflict, assigned or not: from then on the nomination is closed to one."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        juror = _open_to(connection, viewer, edition, nomination)
        _declare(connection, viewer, _Pair(edition, nomination, juror), conflict)


def recuse(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, juror: str, conflict: Conflict
) -> None:
    """Recuse a juror whose conflict became known, as the secretariat."""
    if not conflict.reason.strip():
        raise Refusal(Text("Una recusación necesita su motivo."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        nomination_of(connection, edition, nomination)
        _declare(connection, viewer, _Pair(edition, nomination, juror), conflict)


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
        _write(connection, _Pair(edition, nomination, juror), values | edited(found))
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
    connection: Transaction, viewer: Viewer, pair: _Pair, conflict: Conflict | None
) -> None:
    """Store that a juror declared or was given a conflict, or that there is none."""
    found = assignment_of(connection, *pair, lock=True)
    status = NONE if conflict is None else RECUSED
    kind = None if conflict is None else conflict.kind
    reason = "" if conflict is None else conflict.reason.strip()
    values: dict[str, Any] = {
        "conflict": status,
        "conflict_kind": kind,
        "conflict_reason": reason or None,
        "declared_by": viewer.name,
        "declared_at": clock.now(),
    }
    if found is None:
        key = {f"{name}_code": code for name, code in pair._asdict().items()}
        connection.execute(insert(Assignment), key | values | {"origin": "hand"})
    else:
        _write(connection, pair, values | edited(found))
    connection.log(
        "conflict_declared",
        **pair._asdict(),
        conflict=status,
        conflict_kind=kind,
        reason=reason,
    )


def _write(connection: Connection, pair: _Pair, values: dict[str, Any]) -> None:
    connection.execute(
        update(Assignment)
        .where(
            Assignment.edition_code == pair.edition,
            Assignment.nomination_code == pair.nomination,
            Assignment.juror_code == pair.juror,
        )
        .values(values)
    )
