"""A snapshot: rows of the database as they stood together, in columns, mapped from files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from data_access.snapshot.manifest import Damaged, Manifest

if TYPE_CHECKING:
    import pyarrow as pa


class Snapshot:
    """An opened snapshot. Its files are mapped, so that it lives on when they are deleted."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Map every file; raise Damaged if one is missing or is no Arrow file."""
        self.folder = folder
        self.manifest = manifest
        self._lock = threading.Lock()
        self._tables = {
            name: [_mapped(folder / part.file) for part in parts]
            for name, parts in manifest.tables.items()
        }

    def table(self, name: str) -> pa.Table:
        """Return the rows of a table, without copying them."""
        import pyarrow as pa

        parts = self._tables[name]
        if len(parts) == 1:
            return parts[0]
        return pa.concat_tables(parts, promote_options="permissive")

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Yield a connection on which the answers' statements read this snapshot."""
        with self._lock:
            engine = self._engine
        with engine.connect() as connection:
            yield connection

    @cached_property
    def _engine(self) -> Engine:
        from data_access.snapshot.querying import engine_over

        return engine_over(self._tables)


def _mapped(path: Path) -> pa.Table:
    import pyarrow as pa

    try:
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    except (OSError, pa.ArrowException) as problem:
        raise Damaged(path.name) from problem
