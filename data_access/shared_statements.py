"""Statements are compiled once a process, whichever engine asks them.

SQLAlchemy keeps what it compiled with an engine, and a process may have many: each copy of the rows
in columns is one, made anew with each version of the data. To write a statement out takes longer
than most take to run.
"""

from __future__ import annotations

from collections.abc import Hashable

from sqlalchemy import Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

# A process asks some hundreds; those with filters come in more ways, and the oldest go.
MOST = 2_000
_KNOWN: dict[Hashable, tuple[Dialect, LRUCache[object, object]]] = {}


def share(engine: Engine, kind: Hashable) -> Engine:
    """Let an engine that has asked nothing yet share statements with others of its kind.

    `kind` says whom it asks: engines of one kind speak to the same server, or to none.
    """
    if kind in _KNOWN:
        # Compiled statements are known by their dialect, which every engine has of its own.
        engine.dialect, statements = _KNOWN[kind]
        engine.update_execution_options(compiled_cache=statements)
        return engine
    own: LRUCache[object, object] = LRUCache(MOST)
    engine.update_execution_options(compiled_cache=own)

    # A dialect knows its server once it has connected, and is shared from then on.
    @event.listens_for(engine, "connect", once=True)
    def _(*_connected: object) -> None:
        _KNOWN.setdefault(kind, (engine.dialect, own))

    return engine
