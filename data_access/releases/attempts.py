"""Who is at work on a release: one of each kind at a time, on any machine.

A process that is killed leaves its attempt behind; after a while without a sign of life the next
one takes over, and the first, should it still live, can no longer finish.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from data_access import clock
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import ReleaseAttempt
from data_access.transaction import NOTHING, UNLOGGED, transaction

RELEASE, AHEAD = "release", "ahead"
SILENCE = dt.timedelta(minutes=3)  # after which who is at work is taken for dead
SIGN = dt.timedelta(seconds=10)  # between two signs of life
LONGEST = 300  # characters of a problem


class Busy(Refusal):
    """Somebody else is at the same work."""


@dataclass
class Attempt:
    """The attempt of this process."""

    engine: Engine
    number: int
    seen_at: dt.datetime

    def advance(self, share: float) -> None:
        """Give a sign of life, at most every few seconds; raise Busy if another took over."""
        if clock.now() - self.seen_at >= SIGN:
            with transaction(self.engine, UNLOGGED, touches=NOTHING) as connection:
                self.hold(connection, share)

    def hold(self, connection: Connection, share: float) -> None:
        """Give a sign of life as part of a write; raise Busy if another took over."""
        self.seen_at = clock.now()
        own = update(ReleaseAttempt).filter_by(id=self.number, at_work=True)
        done = connection.execute(own.values(seen_at=self.seen_at, share=share))
        if not done.rowcount:
            raise Busy(TAKEN_OVER)

    def end(self, connection: Connection, release: int) -> None:
        """End well, as part of a write; raise Busy if another took over."""
        self.hold(connection, 1.0)
        own = update(ReleaseAttempt).filter_by(id=self.number)
        connection.execute(own.values(at_work=False, release_id=release))


@contextmanager
def attempt(engine: Engine, kind: str, by: str, release: int | None = None) -> Iterator[Attempt]:
    """Be the one at work while the block lasts; raise Busy if another is.

    Whatever the block raises is noted as the problem.
    """
    own = _begin(engine, kind, by, release)
    try:
        yield own
    except BaseException as problem:
        said = f"{type(problem).__name__}: {problem}"[:LONGEST]
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            mine = update(ReleaseAttempt).filter_by(id=own.number, at_work=True)
            connection.execute(mine.values(at_work=False, problem=said, seen_at=clock.now()))
        raise


def last(connection: Connection, kind: str) -> ReleaseAttempt | None:
    """Return the last attempt of a kind."""
    query = select(ReleaseAttempt.__table__).where(ReleaseAttempt.kind == kind)
    found = connection.execute(query.order_by(ReleaseAttempt.id.desc()).limit(1)).first()
    return None if found is None else ReleaseAttempt(**found._mapping)


def is_alive(found: ReleaseAttempt | None, now: dt.datetime) -> bool:
    """Return whether somebody is at this work."""
    return found is not None and found.at_work and now - found.seen_at < SILENCE


def _begin(engine: Engine, kind: str, by: str, release: int | None) -> Attempt:
    now = clock.now()
    own = {"kind": kind, "at_work": True, "begun_by": by, "release_id": release, "share": 0.0}
    try:
        with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
            dead = update(ReleaseAttempt).where(
                ReleaseAttempt.kind == kind,
                ReleaseAttempt.at_work,
                ReleaseAttempt.seen_at < now - SILENCE,
            )
            connection.execute(dead.values(at_work=False, problem="stopped without a word"))
            made = insert(ReleaseAttempt).returning(ReleaseAttempt.id)
            number = connection.scalar(made, {**own, "begun_at": now, "seen_at": now})
    except IntegrityError:
        raise Busy(AT_WORK) from None
    return Attempt(engine, int(number or 0), now)


AT_WORK = Text("Ya hay una publicación en marcha: espere a que termine y mire qué cambió.")
TAKEN_OVER = Text("Esta publicación tardó demasiado en dar señales y otra tomó su lugar.")
