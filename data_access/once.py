"""What a run of a page reads once, however often it asks: versions, and whether this is a demo.

A page asks twenty questions and more, and each wants to know which version of the data stands. What
was read holds until the run ends or this process commits anything, so that whoever saves sees what
was saved; what other processes save meanwhile, the next run shows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event

Read = TypeVar("Read")
_commits = count(1)
_last_commit = 0


class Memo:
    """What was read in a run so far."""

    def __init__(self) -> None:
        self.found: dict[Hashable, Any] = {}
        self.as_of = _last_commit

    def refreshed(self) -> Memo:
        """Return this memo, emptied if anything was committed since it was filled."""
        if self.as_of != _last_commit:
            self.found, self.as_of = {}, _last_commit
        return self


_memo: ContextVar[Memo | None] = ContextVar("memo", default=None)


@contextmanager
def reading_once(memo: Memo | None) -> Iterator[None]:
    """Let `once` remember in `memo`, as long as the block lasts; with None it reads each time."""
    token = _memo.set(memo)
    try:
        yield
    finally:
        _memo.reset(token)


def once(connection: Connection, what: Hashable, read: Callable[[], Read]) -> Read:
    """Return what `read` reads on a connection, or read of this database before in this run.

    A transaction that writes always reads itself: it sees what nobody else does yet.
    """
    memo = _memo.get()
    if memo is None or connection.get_execution_options().get("writes"):
        return read()
    found = memo.refreshed().found
    key = (connection.engine, what)
    if key not in found:
        found[key] = read()
    known: Read = found[key]
    return known


def watch(engine: Engine) -> None:
    """Notice the commits of an engine of this process."""
    event.listen(engine, "commit", _note_commit)


def _note_commit(_connection: object) -> None:
    # Before the commit itself: what is read from now on is not yet remembered as of it, and the
    # writer's own thread reads only afterwards.
    global _last_commit
    _last_commit = next(_commits)
