"""A hash over everything that a database holds, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib

from sqlalchemy import Engine, select

from data_access.tables import Base


def table_hash(engine: Engine, *leave_out: str) -> str:
    """SHA-256 over all rows of all tables but those named, in an order of their own."""
    digest = hashlib.sha256()
    # The head of the log is its last entry's seal: who leaves out the one leaves out the other.
    leave_out = (*leave_out, *(("audit_head",) if "audit_event" in leave_out else ()))
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in leave_out:
                continue
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            digest.update("\n".join((table.name, *rows)).encode())
    return digest.hexdigest()
