"""The dialect in which SQLAlchemy speaks to DuckDB: PostgreSQL's, to a reader of snapshots.

Nothing is written and nothing changes under a reader, so that there are no transactions. A result
is fetched whole at once: DuckDB forgets it with the next question on the same connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
from sqlalchemy import JSON, Numeric
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDialect, PGIdentifierPreparer

URL = "duckdb+snapshot://"
# Words that DuckDB reserves and PostgreSQL does not.
RESERVED = {"describe", "lambda", "pivot", "qualify", "show", "summarize", "unpivot"}
# DuckDB's driver gives these as Python has them.
_TYPES = {**PGDialect.colspecs, Numeric: Numeric, JSON: JSON}
registry.register("duckdb.snapshot", __name__, "SnapshotDialect")


class SnapshotCursor:
    """A cursor with the rows of one question."""

    arraysize = 1
    rowcount = -1
    lastrowid = None

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self._next = 0
        self.description: Sequence[Sequence[Any]] | None = None

    def execute(self, statement: str, parameters: Sequence[Any] | None = None) -> None:
        """Ask DuckDB, and keep all rows."""
        found = self._connection.execute(statement, parameters or None)
        self.description = found.description
        self._rows, self._next = found.fetchall(), 0

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        rows = self.fetchmany(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """Return the next rows."""
        start, self._next = self._next, self._next + (size or self.arraysize)
        return self._rows[start : self._next]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows that are left."""
        start, self._next = self._next, len(self._rows)
        return self._rows[start:]

    def close(self) -> None:
        """Let go of the rows."""
        self._rows = []


class SnapshotConnection:
    """A connection of DuckDB that gives cursors of their own."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def cursor(self) -> SnapshotCursor:
        """Return a new cursor."""
        return SnapshotCursor(self._connection)

    def commit(self) -> None:
        """Do nothing: nothing is written."""

    def rollback(self) -> None:
        """Do nothing: nothing is written."""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class _Preparer(PGIdentifierPreparer):
    reserved_words = PGIdentifierPreparer.reserved_words | RESERVED


class SnapshotDialect(PGDialect):
    """PostgreSQL's SQL, for DuckDB."""

    name = "duckdb"
    driver = "snapshot"
    default_paramstyle = "numeric_dollar"
    preparer = _Preparer
    supports_statement_cache = True
    supports_server_side_cursors = False
    supports_sane_rowcount = False
    div_is_floordiv = False  # DuckDB divides whole numbers into fractions
    colspecs = _TYPES

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return DuckDB, for its errors."""
        return duckdb

    def initialize(self, connection: Any) -> None:
        """Ask nothing of the server: there is none."""

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Return True: the database is this process."""
        return True
