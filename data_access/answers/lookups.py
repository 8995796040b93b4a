"""What one question looks up several times, read once: a survey, the batches of a table, its dates.

An answer made of others, such as the results framework, asks for the same over and over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

SNAPSHOT = "duckdb"  # the dialect of connections to a snapshot
Reading = TypeVar("Reading", bound=Callable[..., Any])
_KNOWN: ContextVar[dict[Any, Any] | None] = ContextVar("lookups of this question", default=None)

_OF_SNAPSHOTS: WeakKeyDictionary[Engine, dict[Any, Any]] = WeakKeyDictionary()


@contextmanager
def one_question() -> Iterator[None]:
    """Keep what is looked up until the end of the block, or of the question that it is part of."""
    if _KNOWN.get() is not None:
        yield
        return
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def once_a_question(reading: Reading) -> Reading:
    """Have a function of a connection and of hashable values read once for each question."""

    @wraps(reading)
    def read(connection: Connection, *args: Any, **named: Any) -> Any:
        known = _KNOWN.get()
        if known is None:
            return reading(connection, *args, **named)
        key = (reading, connection, args, tuple(sorted(named.items())))
        if key not in known:
            known[key] = reading(connection, *args, **named)
        return known[key]

    return cast(Reading, read)


def once_a_snapshot(reading: Reading) -> Reading:
    """Have a function read once for each snapshot, whose rows never change; else once a question.

    What it returns stays as long as the snapshot is open, so that it is to be small.
    """
    once = once_a_question(reading)

    @wraps(reading)
    def read(connection: Connection, *args: Any, **named: Any) -> Any:
        if connection.dialect.name != SNAPSHOT:
            return once(connection, *args, **named)
        known = _OF_SNAPSHOTS.setdefault(connection.engine, {})
        key = (reading, args, tuple(sorted(named.items())))
        if key not in known:
            known[key] = reading(connection, *args, **named)
        return known[key]

    return cast(Reading, read)
