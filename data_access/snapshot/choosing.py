"""Where an answer is computed: on the snapshot, or on the rows where those are few."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select

from data_access import replica
from data_access.tables import Person

log = logging.getLogger(__name__)
# With fewer people the rows answer sooner than a snapshot of them is made and opened.
LEAST_PEOPLE = 20_000
FROM_ROWS = frozenset({"awards", "batches"})


@contextmanager
def reading(engine: Engine, subjects: Collection[str]) -> Iterator[Connection]:
    """Yield a connection on which to compute an answer about these subjects as they are now.

    The rows are those of the read replica, where there is one that has come as far.
    Answers on awards or batches alone read the tables: they are small, those on awards move with
    every score, and a snapshot does not hold all that those on batches tell. So does a question
    without subjects, which is none.
    """
    from data_access.snapshot.manifest import Damaged

    source = replica.for_answers(engine, subjects)
    if set(subjects) <= FROM_ROWS or not pays(source):
        with source.connect() as connection:
            yield connection
        return
    from data_access.snapshot.keeping import current

    try:
        snapshot = current(engine, subjects, source)
    except (OSError, Damaged):
        # A full disk must not keep anybody from reading.
        log.exception("no snapshot: the answer is computed from the rows")
        snapshot = None
    with (source if snapshot is None else snapshot).connect() as connection:
        yield connection


def pays(engine: Engine) -> bool:
    """Return whether a database has enough people for a snapshot to be worth its making."""
    some = select(Person.code).limit(LEAST_PEOPLE).subquery()
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(some)) == LEAST_PEOPLE


def refresh(engine: Engine) -> None:
    """Make the snapshot now, where it pays, so that the next reader finds it."""
    if not pays(engine):
        return
    from data_access.snapshot.keeping import current

    try:
        current(engine)
    except OSError:
        log.exception("no snapshot was made")
