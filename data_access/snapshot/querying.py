"""Questions to a snapshot: SQL over its mapped files, by DuckDB inside this process.

The statements are those that the databases get. DuckDB may read nothing but the registered tables.
"""

from __future__ import annotations

import os
from typing import Any

import duckdb
import pyarrow as pa
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from data_access.shared_statements import share
from data_access.snapshot.dialect import URL, SnapshotConnection

# Readers at a time come from the pages' own threads; more threads a question would only queue.
THREADS = 1
MEMORY = "1GB"
_CLOSED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "preserve_insertion_order": "true",
    "lock_configuration": "true",
}
Parts = dict[str, list[pa.Table]]


class _Stream:
    """A table that DuckDB reads batch by batch, as often as it likes, and never copies."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> Any:
        return self._table.schema.__arrow_c_schema__()


def engine_over(tables: Parts) -> Engine:
    """Return an engine whose connections see these tables, each made of one or more parts."""
    # One DuckDB with one bound on threads and memory, and a cursor of it for each connection.
    shared = duckdb.connect(":memory:", config={**_CLOSED, **_bounds()})
    streams = {name: [_Stream(part) for part in parts] for name, parts in tables.items()}

    def connect() -> Any:
        own = shared.cursor()
        for name, parts in streams.items():
            _register(own, name, parts)
        return SnapshotConnection(own)

    engine = create_engine(
        URL,
        creator=connect,
        paramstyle="numeric_dollar",
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=20,
    )
    return share(engine, URL)


def _bounds() -> dict[str, str]:
    return {
        "threads": os.environ.get("SNAPSHOT_THREADS") or str(THREADS),
        "memory_limit": os.environ.get("SNAPSHOT_MEMORY") or MEMORY,
    }


def _register(connection: Any, name: str, parts: list[_Stream]) -> None:
    if len(parts) == 1:
        connection.register(name, parts[0])
        return
    names = [f"{name} {at}" for at in range(len(parts))]
    for own, part in zip(names, parts, strict=True):
        connection.register(own, part)
    # The names are those of our own tables.
    whole = " UNION ALL ".join(f'SELECT * FROM "{own}"' for own in names)  # noqa: S608
    connection.execute(f'CREATE TEMP VIEW "{name}" AS {whole}')
