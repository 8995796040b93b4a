"""Laying a backup into an empty database, of the same kind or the other one."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, inspect, select, text
from sqlalchemy.types import JSON

from data_access import salts, storage
from data_access.backup import AT_ONCE, FORMAT, MANIFEST, reflected
from data_access.database import migrate, migrate_to
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import AuditEvent, ImportBatch
from data_access.transaction import NOTHING, transaction

READ: Mapping[type, Callable[[Any], Any]] = {
    dt.datetime: dt.datetime.fromisoformat,
    dt.date: dt.date.fromisoformat,
    dt.time: dt.time.fromisoformat,
    Decimal: Decimal,
    bytes: base64.b64decode,
}


class RestoreError(Refusal):
    """A backup that cannot be laid in; nothing of it was."""


def restore(engine: Engine, path: Path, actor: str) -> int:
    """Lay a backup into an empty database, whole or not at all; return how many rows it had.

    Raise RestoreError if the file is no whole backup, if the salts are not those it was made with,
    or if the database holds anything.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            _require_salts(manifest["salts"])
            _require_empty(engine)
            rows = _lay_in(engine, archive, manifest)
            _lay_evidence(archive, manifest["evidence"])
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as problem:
        raise RestoreError(
            Text("{file} no es una copia completa o está dañada: use otra.", file=path.name)
        ) from problem
    migrate(engine)  # from the revision of the backup to ours
    with transaction(engine, actor, touches=NOTHING) as connection:
        connection.log("restored", rows=rows, made_at=str(manifest["made_at"]))
    return rows


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if found["format"] != FORMAT:
        raise RestoreError(
            Text("{file} es de una versión más nueva de este programa.", file=path.name)
        )
    return found


def _require_salts(fingerprint: str) -> None:
    own = salts.read()
    if own is None or own.fingerprint != fingerprint:
        raise RestoreError(
            Text(
                "La copia necesita las sales con que se hizo (huella {own}): ponga su archivo de "
                "sales o RECORD_SALT y CELL_SALT, y restaure otra vez.",
                own=fingerprint[:12],
            )
        )


def _require_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        there = [table for table in (ImportBatch, AuditEvent) if _exists(connection, table)]
        counts = (connection.scalar(select(func.count()).select_from(table)) for table in there)
        held = sum(count or 0 for count in counts)
    if held:
        raise RestoreError(
            Text("La base de datos de destino ya tiene datos: restaure en una vacía.")
        )


def _exists(connection: Connection, table: Any) -> bool:
    return bool(inspect(connection).has_table(table.__tablename__))


def _lay_in(engine: Engine, archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> int:
    count = 0
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate_to(connection, manifest["revision"])
        tables = reflected(connection)
        if {table.name for table in tables} != set(manifest["tables"]):
            raise ValueError("other tables than those of its revision")
        for table in reversed(tables):
            if table.name != AuditEvent.__tablename__:  # which is empty, and lets nobody delete
                connection.execute(delete(table))  # what an empty database begins with
        for table in tables:
            count += _lay_table(connection, archive, table, manifest["tables"][table.name])
        if connection.dialect.name == "postgresql":
            _move_sequences(connection, tables)
    return count


def _lay_table(
    connection: Connection, archive: zipfile.ZipFile, table: Table, about: Mapping[str, Any]
) -> int:
    digest, count = hashlib.sha256(), 0

    def lines() -> Iterator[list[Any]]:
        with archive.open(f"tables/{table.name}.jsonl") as entry:
            for line in entry:
                digest.update(line)
                yield json.loads(line)

    rows = lines()
    columns = [table.columns[name] for name in next(rows)]
    readers = [_reader(column.type) for column in columns]
    read = (
        {
            column.name: value if value is None or reader is None else reader(value)
            for column, reader, value in zip(columns, readers, values, strict=True)
        }
        for values in rows
    )
    ordered = _parents_first(table, read)
    while piece := list(islice(ordered, AT_ONCE)):
        connection.execute(insert(table), piece)
        count += len(piece)
    if digest.hexdigest() != about["sha256"] or count != about["rows"]:
        raise ValueError(f"{table.name} is not as it was written")
    return count


def _parents_first(table: Table, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, those that others of the same table refer to before these."""
    own = [
        (column.name, key.column.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is table
    ]
    if not own:
        yield from rows
        return
    waiting = list(rows)
    there: dict[str, set[Any]] = {name: {None} for _, name in own}
    while waiting:
        ready: list[dict[str, Any]] = []
        later: list[dict[str, Any]] = []
        for row in waiting:
            known = all(row[name] in there[other] for name, other in own)
            (ready if known else later).append(row)
        if not ready:
            raise ValueError(f"{table.name} refers to rows that it does not have")
        yield from ready
        for name, codes in there.items():
            codes.update(row[name] for row in ready)
        waiting = later


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    if isinstance(kind, JSON):
        kind.none_as_null = True  # nothing is NULL, and no word of JSON
        return None
    return READ.get(kind.python_type)


def _move_sequences(connection: Connection, tables: list[Table]) -> None:
    """Let numbers that PostgreSQL gives go on after those laid in."""
    for table in tables:
        for column in table.primary_key.columns:
            own = text("SELECT pg_get_serial_sequence(:table, :column)")
            at = {"table": f'"{table.name}"', "column": column.name}
            sequence = connection.execute(own, at).scalar()
            last = connection.execute(select(func.max(column))).scalar()
            if sequence and last is not None:
                connection.execute(select(func.setval(sequence, last)))


def _lay_evidence(archive: zipfile.ZipFile, evidence: Mapping[str, str]) -> None:
    for key, digest in evidence.items():
        content = archive.read(f"evidence/{key}")
        if hashlib.sha256(content).hexdigest() != digest:
            raise ValueError(f"the evidence {key} is not as it was written")
        storage.put_at(key, content)
