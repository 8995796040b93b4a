"""Deliberation: notes, and the vote that breaks a tie where nothing before could.

Whoever is recused from a nomination reads and writes nothing of it, and does not vote where it is
among the tied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from data_access import clock
from data_access.awards.preconditions import (
    NOT_YOURS,
    READ,
    Closed,
    edition_of,
    is_judged,
    nomination_of,
    overseen,
    require_overseer,
    require_unpublished,
    seat_of,
)
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Assignment, Ballot, DeliberationNote, Juror, TieVote
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer, oversees

SECRETARIAT = "secretary"


@dataclass(frozen=True)
class Tally:
    """The state of a vote: votes by nomination (0 among them), who may vote and has not."""

    vote: int
    nominations: tuple[str, ...]
    votes: dict[str, int]
    missing: tuple[str, ...]
    closed: bool


def add_note(
    engine: Engine, viewer: Viewer, edition: str, text: str, nomination: str | None = None
) -> None:
    """Store a note on one nomination or on the whole, signed with the seat's code."""
    if not text.strip():
        raise Refusal(Text("La nota está vacía."))
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        call = edition_of(connection, edition, READ)
        require_unpublished(call)
        author = _author(connection, viewer, call)
        if nomination is not None:
            if nomination in _recused(connection, edition, author):
                raise Forbidden(NOT_YOURS)
            nomination_of(connection, edition, nomination)
        row = {"edition_code": edition, "nomination_code": nomination, "author": author}
        row |= {"text": text.strip()}
        connection.execute(insert(DeliberationNote), {**row, "at": clock.now()})
        connection.log("deliberation_noted", edition=edition, nomination=nomination)


def notes(connection: Connection, viewer: Viewer, edition: str) -> list[Row[Any]]:
    """Return the notes that the viewer may read, the oldest first.

    A juror with a recusal reads only those on nominations that are open to all on the seat: a note
    on the whole may speak of any.
    """
    call = edition_of(connection, edition)
    closed = _recused(connection, edition, _author(connection, viewer, call))
    rows = connection.execute(
        select(DeliberationNote).filter_by(edition_code=edition).order_by(DeliberationNote.id)
    )
    return [
        row
        for row in rows
        if not closed or (row.nomination_code and row.nomination_code not in closed)
    ]


def open_vote(engine: Engine, viewer: Viewer, edition: str, tied: Collection[str]) -> int:
    """Open a vote on tied nominations once scoring has ended; return its number."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        if clock.now() < call.scores_close_at:
            raise Closed(Text("La votación se abre cuando cierra la calificación."))
        names = sorted(set(tied))
        if len(names) < 2:
            raise Refusal(Text("Un desempate necesita dos postulaciones o más."))
        for name in names:
            if not is_judged(call, nomination_of(connection, edition, name)):
                raise Refusal(Text("Esta postulación no se califica: no es elegible."))
        if _running(connection, edition):
            raise Refusal(Text("Ya hay una votación abierta: ciérrela primero."))
        row = {"edition_code": edition, "nominations": names, "opened_by": viewer.name}
        made = insert(TieVote).returning(TieVote.id)
        vote = int(connection.execute(made, {**row, "opened_at": clock.now()}).scalar_one())
        connection.log("vote_opened", edition=edition, vote=vote, nominations=names)
    return vote


def votes_for(connection: Connection, viewer: Viewer, edition: str) -> list[Row[Any]]:
    """Return the open votes in which the viewer, as a juror, may vote; others are not disclosed."""
    juror = seat_of(connection, viewer, edition)
    closed = _recused(connection, edition, juror)
    return [row for row in _running(connection, edition) if not closed & set(row.nominations)]


def cast(engine: Engine, viewer: Viewer, edition: str, vote: int, nomination: str) -> None:
    """Cast a vote, or change one's vote, while the vote is open."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        edition_of(connection, edition, READ)
        juror = seat_of(connection, viewer, edition)
        found = {row.id: row for row in votes_for(connection, viewer, edition)}
        if vote not in found:
            raise Forbidden(NOT_YOURS)
        if nomination not in found[vote].nominations:
            raise Refusal(Text("Esta postulación no está en la votación."))
        values = {"nomination_code": nomination, "cast_at": clock.now()}
        mine = (Ballot.vote_id == vote, Ballot.juror_code == juror)
        done = connection.execute(update(Ballot).where(*mine).values(values))
        if not done.rowcount:
            key = {"vote_id": vote, "juror_code": juror, "edition_code": edition}
            connection.execute(insert(Ballot), key | values)
        connection.log("vote_cast", edition=edition, vote=vote, juror=juror)


def tally(connection: Connection, viewer: Viewer, edition: str, vote: int) -> Tally:
    """Return the state of a vote, for the secretariat."""
    require_overseer(viewer, edition_of(connection, edition))
    return counted(connection, _vote(connection, edition, vote))


def close_vote(engine: Engine, viewer: Viewer, edition: str, vote: int) -> Tally:
    """Close a vote and return its tally, which is final from now on."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        call = overseen(connection, viewer, edition)
        require_unpublished(call)
        row = _vote(connection, edition, vote)
        if row.closed_at is None:
            own = update(TieVote).where(TieVote.id == vote)
            connection.execute(own.values(closed_at=clock.now()))
            row = _vote(connection, edition, vote)
            found = counted(connection, row)
            connection.log("vote_closed", edition=edition, vote=vote, tally=found.votes)
        return counted(connection, row)


def counted(connection: Connection, vote: Row[Any]) -> Tally:
    """Return the tally of the ballots by jurors not recused from any nomination of the vote."""
    names = tuple(vote.nominations)
    voters = _voters(connection, vote.edition_code, set(names))
    ballots = connection.execute(
        select(Ballot.juror_code, Ballot.nomination_code).where(Ballot.vote_id == vote.id)
    )
    given = {juror: nomination for juror, nomination in ballots if juror in voters}
    count = Counter(given.values())
    return Tally(
        vote.id,
        names,
        {name: count[name] for name in names},
        tuple(sorted(voters - set(given))),
        vote.closed_at is not None,
    )


def last_vote(connection: Connection, edition: str) -> Tally | None:
    """Return the last vote that was closed, if there was one."""
    row = connection.execute(
        select(TieVote)
        .where(TieVote.edition_code == edition, TieVote.closed_at.is_not(None))
        .order_by(TieVote.id.desc())
        .limit(1)
    ).first()
    return counted(connection, row) if row else None


def _author(connection: Connection, viewer: Viewer, call: Row[Any]) -> str:
    """Return the code of the viewer's seat, or the secretariat; raise Forbidden to others."""
    if oversees(viewer, call.award, call.code):
        return SECRETARIAT
    return seat_of(connection, viewer, call.code)


def _recused(connection: Connection, edition: str, juror: str) -> set[str]:
    rows = connection.execute(
        select(Assignment.nomination_code).where(
            Assignment.edition_code == edition,
            Assignment.juror_code == juror,
            Assignment.conflict == "SI",
        )
    )
    return set(rows.scalars())


def _voters(connection: Connection, edition: str, tied: set[str]) -> set[str]:
    rows = connection.execute(
        select(Juror.code).where(Juror.edition_code == edition, Juror.left_at.is_(None))
    )
    return {juror for juror in rows.scalars() if not _recused(connection, edition, juror) & tied}


def _running(connection: Connection, edition: str) -> list[Row[Any]]:
    rows = select(TieVote).where(TieVote.edition_code == edition, TieVote.closed_at.is_(None))
    return list(connection.execute(rows.order_by(TieVote.id)))


def _vote(connection: Connection, edition: str, vote: int) -> Row[Any]:
    row = connection.execute(select(TieVote).filter_by(id=vote, edition_code=edition)).first()
    if row is None:
        raise Refusal(Text("No existe esa votación."))
    return row
