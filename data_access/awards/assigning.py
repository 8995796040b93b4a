"""Assignment of nominations to jurors: proposed by a solver, accepted, adjusted by hand.

Nothing that was begun is moved: a late juror or a drop-out only shifts what nobody has opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert

from data_access.awards import jury_state
from data_access.awards.jury_state import DRAWN, RECUSED, JuryState
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
from data_access.tables import Assignment
from data_access.transaction import transaction
from data_access.viewer import Viewer


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
class Proposal:
    """An assignment to look at before it holds: the pairs to add and to take away.

    `least` and `most` are the loads that it leads to, `unknown` the nominations with subjects that
    none of their readers would know. `stamp` names the state it was computed from.
    """

    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    least: int
    most: int
    unknown: tuple[str, ...]
    stamp: str

    @property
    def changes(self) -> bool:
        """Whether it differs from what holds."""
        return bool(self.added or self.removed)


def coverage(connection: Connection, viewer: Viewer, edition: str) -> Coverage:
    """Return the state of the design, for the secretariat."""
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    jury = jury_state.read(connection, call)
    readers = Counter(nomination for nomination, _ in jury.pairs)
    loads = Counter(juror for _, juror in jury.pairs)
    return Coverage(
        {name: readers[name] for name in jury.nominations},
        {name: loads[name] for name in jury.jurors},
        design.parts(jury.nominations, jury.jurors, jury.pairs),
        tuple(name for name in jury.nominations if readers[name] < call.jurors_min),
    )


def propose(connection: Connection, viewer: Viewer, edition: str) -> Proposal:
    """Return the best assignment of the judged nominations (METHODS §5), changing nothing.

    What was begun stays where it is, and so does what was assigned by hand or by a file. Raise
    Refusal with the reason where conflicts and languages leave no assignment.
    """
    call = edition_of(connection, edition)
    require_overseer(viewer, call)
    require_scoring(call)
    jury = jury_state.read(connection, call)
    if not jury.nominations or not jury.jurors:
        raise Refusal(Text("Faltan postulaciones elegibles o miembros del jurado."))
    try:
        wanted = design.assign(
            list(jury.nominations), list(jury.jurors), jury.wanted, jury.constraints, seed=jury.seed
        )
    except Impossible as problem:
        raise Refusal(_why(problem, jury)) from None
    except TimeoutError:
        raise Refusal(Text("El cálculo no terminó a tiempo: pida la propuesta otra vez.")) from None
    loads = Counter(dict.fromkeys(jury.jurors, 0))
    loads.update(juror for _, juror in wanted)
    known = {nomination for nomination, _ in wanted & jury.expert}
    return Proposal(
        tuple(sorted(wanted - jury.pairs)),
        tuple(sorted(jury.pairs - wanted)),
        min(loads.values()),
        max(loads.values()),
        tuple(n for n, own in jury.nominations.items() if own.topics and n not in known),
        jury.stamp,
    )


def accept(engine: Engine, viewer: Viewer, edition: str, proposal: Proposal) -> None:
    """Put a proposal into force; raise Refusal if anything it rests on changed since."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_scoring(call)
        if jury_state.read(connection, call).stamp != proposal.stamp:
            raise Refusal(
                Text("El jurado o las postulaciones cambiaron mientras tanto: pida otra propuesta.")
            )
        _add(connection, edition, proposal.added, DRAWN)
        for pair in proposal.removed:
            _remove(connection, edition, pair)
        if proposal.changes:
            connection.log(
                "jury_assigned",
                edition=edition,
                added=[list(pair) for pair in proposal.added],
                removed=[list(pair) for pair in proposal.removed],
            )


def assign_by_hand(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, juror: str
) -> None:
    """Give a juror one more nomination; raise Refusal if the juror is recused from it."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        require_scoring(call)
        if not is_judged(call, nomination_of(connection, edition, nomination)):
            raise Refusal(Text("Esta postulación no se califica: no es elegible."))
        if juror not in jury_state.read(connection, call).jurors:
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
        if (nomination, juror) in jury_state.begun(connection, edition):
            raise Refusal(Text("Ya empezó a calificarla: su hoja no se quita."))
        _remove(connection, edition, (nomination, juror))
        connection.log(
            "unassigned_by_hand",
            edition=edition,
            nomination=nomination,
            juror=juror,
        )


def _why(problem: Impossible, jury: JuryState) -> Text:
    """Return why there is no assignment, and what would help."""
    if not problem.short:
        return Text(
            "Con estos conflictos no hay manera de enlazar todas las postulaciones: invite a más "
            "miembros del jurado."
        )
    return Text(
        "Esta postulación la pueden leer menos de {least} jurados, por recusaciones o idioma: "
        "{which}. Invite a más miembros del jurado.",
        "Estas postulaciones las pueden leer menos de {least} jurados, por recusaciones o idioma: "
        "{which}. Invite a más miembros del jurado.",
        len(problem.short),
        least=jury.wanted.least,
        which=", ".join(problem.short),
    )


def _add(connection: Connection, edition: str, pairs: Iterable[Pair], origin: str) -> None:
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
