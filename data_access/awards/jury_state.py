"""The state of a jury that an assignment starts from: who reads, what, with which conflicts."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access.awards import expertise
from data_access.awards.expertise import Profile
from data_access.awards.preconditions import is_judged
from data_access.measures.awards.design import Constraints, Pair, Wanted
from data_access.tables import Assignment, Juror, Nomination, ScoreSheet

RECUSED, DRAWN = "SI", "automatic"


@dataclass(frozen=True)
class JuryState:
    """The judged nominations and the jurors still there, by their profile; every assignment."""

    call: Row[Any]
    nominations: dict[str, Profile]
    jurors: dict[str, Profile]
    rows: list[Row[Any]]
    begun: frozenset[Pair]

    @property
    def recused(self) -> set[Pair]:
        """The pairs of nomination and juror with a recusal."""
        return {(r.nomination_code, r.juror_code) for r in self.rows if r.conflict == RECUSED}

    @cached_property
    def pairs(self) -> set[Pair]:
        """The pairs that stay assigned: judged nominations, jurors still there, no recusal."""
        known = {(r.nomination_code, r.juror_code) for r in self.rows} - self.recused
        return {(n, j) for n, j in known if n in self.nominations and j in self.jurors}

    @property
    def fixed(self) -> set[Pair]:
        """The pairs that no draw takes away: begun, or assigned by hand or by a file."""
        chosen = {(r.nomination_code, r.juror_code) for r in self.rows if r.origin != DRAWN}
        return {pair for pair in self.pairs if pair in self.begun or pair in chosen}

    @property
    def unread(self) -> set[Pair]:
        """The pairs of a juror who does not read the nomination's language."""
        return {
            (n, j)
            for n, wanted in self.nominations.items()
            for j, own in self.jurors.items()
            if not set(wanted.languages) <= set(own.languages)
        }

    @property
    def expert(self) -> set[Pair]:
        """The pairs of a juror who knows a subject of the nomination."""
        return {
            (n, j)
            for n, wanted in self.nominations.items()
            for j, own in self.jurors.items()
            if set(wanted.topics) & set(own.topics)
        }

    @property
    def wanted(self) -> Wanted:
        """How many jurors each nomination gets, and needs at least."""
        least = int(self.call.jurors_min)
        return Wanted(max(int(self.call.jurors_target), least), least)

    @property
    def constraints(self) -> Constraints:
        """What a draw keeps to."""
        return Constraints(self.recused | self.unread, self.fixed, self.pairs, self.expert)

    @property
    def seed(self) -> int:
        """A seed of the edition's and who is there, so that an auditor can repeat a draw."""
        names = "\n".join([*self.nominations, *self.jurors])
        return int(self.call.seed) ^ zlib.crc32(names.encode())

    @property
    def stamp(self) -> str:
        """A name of this state: another one as soon as anything that a draw depends on changed."""
        known = (self.nominations, self.jurors, self.wanted, sorted(self.recused))
        pairs = (sorted(self.pairs), sorted(self.fixed))
        return hashlib.sha256(repr((known, pairs)).encode()).hexdigest()


def read(connection: Connection, call: Row[Any]) -> JuryState:
    """Return the state of an edition's jury."""
    nominations = connection.execute(
        select(Nomination).where(Nomination.edition_code == call.code).order_by(Nomination.code)
    )
    jurors = connection.execute(
        select(Juror)
        .where(Juror.edition_code == call.code, Juror.left_at.is_(None))
        .order_by(Juror.code)
    )
    rows = connection.execute(select(Assignment).where(Assignment.edition_code == call.code))
    return JuryState(
        call,
        {row.code: expertise.wanted(row) for row in nominations if is_judged(call, row)},
        {row.code: expertise.known(row) for row in jurors},
        list(rows),
        begun(connection, call.code),
    )


def begun(connection: Connection, edition: str) -> frozenset[Pair]:
    """Return the pairs with a sheet, drafted or submitted."""
    rows = connection.execute(
        select(ScoreSheet.nomination_code, ScoreSheet.juror_code)
        .where(ScoreSheet.edition_code == edition)
        .distinct()
    )
    return frozenset((nomination, juror) for nomination, juror in rows)
