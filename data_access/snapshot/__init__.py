"""A columnar copy of the rows that answers are computed from, never the source of truth.

`current(engine)` is the snapshot of what the database holds now. On `snapshot.connect()` the
answers' own statements run as they do on the database. `reading` chooses between the two.

Arrow and DuckDB are loaded when a snapshot is first opened: the command line starts without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data_access.snapshot.choosing import reading, refresh

if TYPE_CHECKING:
    from data_access.snapshot.keeping import current
    from data_access.snapshot.packing import pack, unpack
    from data_access.snapshot.snapshots import Snapshot

__all__ = ["Snapshot", "current", "pack", "reading", "refresh", "unpack"]
_LATER = {"Snapshot": "snapshots", "current": "keeping", "pack": "packing", "unpack": "packing"}


def __getattr__(name: str) -> Any:
    """Load what needs Arrow when it is asked for."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
