"""A columnar copy of the rows that answers are computed from, never the source of truth.

`current(engine)` is the snapshot of what the database holds now. On `snapshot.connect()` the
answers' own statements run as they do on the database.
"""

from __future__ import annotations

from data_access.snapshot.keeping import current
from data_access.snapshot.snapshots import Snapshot

__all__ = ["Snapshot", "current"]
