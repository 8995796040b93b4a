"""Assignment of nominations to jurors: drawn with even loads and connected, adjusted by hand.

Nothing that was begun is moved: a late juror or a drop-out only shifts what nobody has opened.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select

from data_access.awards.preconditions import (
    assignment_of,
    edition_of,
    is_judged,
    nomination_of,
    overseen,
    require_overseer,
    require_scoring,
)
from data_access.language import Text
from data_access.measures.awards import design
from data_access.measures.awards.design import Impossible, Pair
from data_access.refusal import Refusal
from data_access.tables import Assignment, Juror, Nomination, ScoreSheet
from data_access.transaction import transaction
from data_access.viewer import Viewer

RECUSED = "SI"


@dataclass(frozen=True)
class Coverage:
    """The state of a design: readers by nomination, nominations by juror, connected groups.

    More than one group means that no common ranking is possible. `short` lists the nominations with
    fewer readers than the edition's minimum.
    """

    readers: dict[str, int]
    loads: dict[str, int]
    groups: int
    short: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The pairs that a draw added and removed."""

    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]


@dataclass(frozen=True)
class _Jury:
    nominations: list[str]
    jurors: list[str]
    rows: list[Row[Any]]
    begun: frozenset[Pair]

    @property
    def forbidden(self) -> set[Pair]:
        """The pairs of nomination and juror with a recusal."""
        return {(r.nomination_code, r.juror_code) for r in self.rows if r.conflict == RECUSED}

    @property
    def pairs(self) -> set[Pair]:
        """The pairs that stay assigned: judged nominations, jurors still there, no recusal."""
        known = {(r.nomination_code, r.juror_code) for r in self.rows} - self.forbidden
        return {(n, j) for n, j in known if n in set(self.nominations) and j in set(self.jurors)}


def coverage(connection: Connection, viewer: Viewer, edition: str) -> Coverage:
    """Return the state of the design, for the secretariat."""
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    jury = _jury(connection, call)
    readers = Counter(nomination for nomination, _ in jury.pairs)
    loads = Counter(juror for _, juror in jury.pairs)
    return Coverage(
        {name: readers[name] for name in jury.nominations},
        {name: loads[name] for name in jury.jurors},
        design.parts(jury.nominations, jury.jurors, jury.pairs),
        tuple(name for name in jury.nominations if readers[name] < call.jurors_min),
    )


def draw(engine: Engine, viewer: Viewer, edition: str) -> Drawn:
    """Assign every judged nomination to the target number of jurors; again after each change.

    Sheets that were begun stay where they are. Raise Refusal if conflicts leave no connected
    design, or too few jurors for the edition's minimum.
    """
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_scoring(call)
        jury = _jury(connection, call)
        if not jury.nominations or not jury.jurors:
            raise Refusal(Text("Faltan postulaciones elegibles o miembros del jurado."))
        before = jury.pairs
        try:
            wanted = design.assign(
                jury.nominations,
                jury.jurors,
                max(call.jurors_target, call.jurors_min),
                forbidden=jury.forbidden,
                fixed=jury.begun & before,
                kept=before,
                seed=_seed(call, jury),
            )
        except Impossible:
            raise Refusal(
                Text(
                    "Con estos conflictos no hay manera de enlazar todas las postulaciones: invite "
                    "a más miembros del jurado."
                )
            ) from None
        added, removed = sorted(wanted - before), sorted(before - wanted)
        _add(connection, edition, added, "automatic")
        for pair in removed:
            _remove(connection, edition, pair)
        if added or removed:
            connection.log(
                "jury_assigned",
                edition=edition,
                added=[list(pair) for pair in added],
                removed=[list(pair) for pair in removed],
            )
    return Drawn(tuple(added), tuple(removed))


def assign_by_hand(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, juror: str
) -> None:
    """Give a juror one more nomination; raise Refusal if the juror is recused from it."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_scoring(call)
        if not is_judged(call, nomination_of(connection, edition, nomination)):
            raise Refusal(Text("Esta postulación no se califica: no es elegible."))
        if juror not in _jury(connection, call).jurors:
            raise Refusal(Text("No hay un miembro del jurado «{code}».", code=juror))
        found = assignment_of(connection, edition, nomination, juror)
        if found is not None and found.conflict == RECUSED:
            raise Refusal(Text("Está recusado de esta postulación: no se le puede asignar."))
        if found is None:
            _add(connection, edition, [(nomination, juror)], "hand")
            connection.log(
                "assigned_by_hand",
                edition=edition,
                nomination=nomination,
                juror=juror,
            )


def unassign_by_hand(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, juror: str
) -> None:
    """Take a nomination from a juror who has not begun it."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_scoring(call)
        found = assignment_of(connection, edition, nomination, juror, lock=True)
        if found is None or found.conflict == RECUSED:
            return
        if (nomination, juror) in _begun(connection, edition):
            raise Refusal(Text("Ya empezó a calificarla: su hoja no se quita."))
        _remove(connection, edition, (nomination, juror))
        connection.log(
            "unassigned_by_hand",
            edition=edition,
            nomination=nomination,
            juror=juror,
        )


def _jury(connection: Connection, call: Row[Any]) -> _Jury:
    nominations = connection.execute(
        select(Nomination).where(Nomination.edition_code == call.code).order_by(Nomination.code)
    )
    jurors = connection.execute(
        select(Juror.code)
        .where(Juror.edition_code == call.code, Juror.left_at.is_(None))
        .order_by(Juror.code)
    )
    rows = connection.execute(select(Assignment).where(Assignment.edition_code == call.code))
    return _Jury(
        [row.code for row in nominations if is_judged(call, row)],
        [str(code) for code in jurors.scalars()],
        list(rows),
        _begun(connection, call.code),
    )


def _begun(connection: Connection, edition: str) -> frozenset[Pair]:
    """Return the pairs with a sheet, drafted or submitted."""
    rows = connection.execute(
        select(ScoreSheet.nomination_code, ScoreSheet.juror_code)
        .where(ScoreSheet.edition_code == edition)
        .distinct()
    )
    return frozenset((nomination, juror) for nomination, juror in rows)


def _seed(call: Row[Any], jury: _Jury) -> int:
    """Return a seed of the edition's and who is there, so that an auditor can repeat a draw."""
    return int(call.seed) ^ zlib.crc32("\n".join([*jury.nominations, *jury.jurors]).encode())


def _add(connection: Connection, edition: str, pairs: list[Pair], origin: str) -> None:
    rows = [
        {
            "edition_code": edition,
            "nomination_code": nomination,
            "juror_code": juror,
            "conflict": "NR",
            "origin": origin,
        }
        for nomination, juror in pairs
    ]
    if rows:
        connection.execute(insert(Assignment), rows)


def _remove(connection: Connection, edition: str, pair: Pair) -> None:
    connection.execute(
        delete(Assignment).where(
            Assignment.edition_code == edition,
            Assignment.nomination_code == pair[0],
            Assignment.juror_code == pair[1],
        )
    )
