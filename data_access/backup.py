"""A copy of the whole database in one file, whatever kind of database it is.

The file is a zip of one JSON text a row, table by table, with the evidence files of the awards and
a manifest of counts and checksums. It is read in one transaction, while others go on writing. It
never holds the salts: without them it shows no figure about people, and whoever finds it alone
cannot undo their protection.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, MetaData, Table, select, text

from data_access import storage
from data_access.clock import now
from data_access.database import migrate, newest_revision, setting
from data_access.salts import SETTING
from data_access.transaction import NOTHING, transaction

FORMAT = 1
MANIFEST = "manifest.json"
NOT_COPIED = frozenset({"alembic_version"})  # the manifest names the revision
AT_ONCE = 5000


def make(engine: Engine, path: Path, actor: str) -> int:
    """Write a backup of the database and its evidence to a new file; return how many rows it has.

    Raise FileExistsError if there is a file already. What a failed backup wrote is deleted.
    """
    migrate(engine)
    with path.open("xb") as file:
        path.chmod(0o600)
        try:
            rows = _write(engine, file)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
    with transaction(engine, actor, touches=NOTHING) as connection:
        connection.log("backed_up", rows=rows)
    return rows


def _write(engine: Engine, file: IO[bytes]) -> int:
    tables: dict[str, dict[str, Any]] = {}
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive,
        _reading(engine) as connection,
    ):
        for table in reflected(connection):
            digest, count = hashlib.sha256(), -1  # the first line names the columns
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as entry:
                for row in _rows(connection, table):
                    line = json.dumps(row, default=_as_json, separators=(",", ":")).encode() + b"\n"
                    digest.update(line)
                    entry.write(line)
                    count += 1
            tables[table.name] = {"rows": count, "sha256": digest.hexdigest()}
        evidence = {}
        for key in evidence_keys(connection):
            with suppress(FileNotFoundError):  # a file that is gone is no reason to copy nothing
                content = storage.get(key)
                archive.writestr(f"evidence/{key}", content)
                evidence[key] = hashlib.sha256(content).hexdigest()
        manifest = {
            "format": FORMAT,
            "revision": newest_revision(),
            "made_at": now().isoformat(),
            "salts": setting(connection, SETTING),
            "tables": tables,
            "evidence": evidence,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return sum(table["rows"] for table in tables.values())


def evidence_keys(connection: Connection) -> list[str]:
    """Return the keys of all files of evidence, in the order in which they came."""
    return list(connection.scalars(text("SELECT storage_key FROM evidence ORDER BY id")))


def _reading(engine: Engine) -> Connection:
    """Return a connection that sees the database as it is at its first read, and no later write."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def reflected(connection: Connection) -> list[Table]:
    """Return the tables of a database as it has them, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name not in NOT_COPIED]


def _rows(connection: Connection, table: Table) -> Iterator[list[Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    yield list(table.columns.keys())
    for row in connection.execute(query).yield_per(AT_ONCE):
        yield list(row)


def _as_json(value: object) -> Any:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"no way to write {type(value).__name__}")
