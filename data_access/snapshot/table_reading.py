"""Tables of the database read into Arrow, as quickly as each database gives them.

They come in batches: whoever wants no table of millions of rows in memory need never have one.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import Column, ColumnElement, Connection, DateTime, Select, func, select

from data_access.snapshot.arrow_columns import from_sqlite, type_of
from data_access.snapshot.contents import KeptTable

# Rows at a time: few enough for their Python values to be forgotten soon.
AT_ONCE = 4096
BYTES = 2**20  # of the text in which PostgreSQL gives rows


def read(
    connection: Connection, kept: KeptTable, condition: ColumnElement[bool] | None = None
) -> Iterator[pa.RecordBatch]:
    """Yield a table's rows, or those of a condition, with people still under their codes."""
    query = select(*kept.columns)
    for wanted in (kept.condition, condition):
        if wanted is not None:
            query = query.where(wanted)
    return rows_of(connection, kept.columns, query.distinct() if kept.distinct else query)


def schema_of(columns: Sequence[Column[Any]]) -> pa.Schema:
    """Return the Arrow types of some columns, before text becomes a dictionary."""
    return pa.schema([(column.name, type_of(column)) for column in columns])


def rows_of(
    connection: Connection,
    columns: Sequence[Column[Any]],
    query: Select[*tuple[Any, ...]] | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield columns of a table, or of a query, in the transaction that the connection is in.

    The driver is asked itself, which would begin none.
    """
    if not connection.in_transaction():
        raise RuntimeError("rows read outside a transaction need not have stood together")
    query = select(*columns) if query is None else query
    if connection.dialect.name == "postgresql":
        return _from_postgresql(connection, query, columns)
    return _from_sqlite(connection, query, schema_of(columns))


def _from_sqlite(
    connection: Connection, query: Select[*tuple[Any, ...]], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    cursor = connection.connection.cursor()
    collecting = gc.isenabled()
    # A row is gone before it could be garbage; looking for some doubles the time.
    gc.disable()
    try:
        cursor.execute(_written(connection, query))
        while rows := cursor.fetchmany(AT_ONCE):
            columns = zip(*rows, strict=True)
            typed = zip(columns, schema.types, strict=True)
            yield pa.record_batch([from_sqlite(column, kind) for column, kind in typed], schema)
    finally:
        cursor.close()
        if collecting:
            gc.enable()


def _from_postgresql(
    connection: Connection, query: Select[*tuple[Any, ...]], columns: Sequence[Column[Any]]
) -> Iterator[pa.RecordBatch]:
    # Moments with a zone are written in the session's; those without are in UTC.
    query = query.with_only_columns(
        *(
            func.timezone("UTC", column).label(column.name)
            if isinstance(column.type, DateTime) and column.type.timezone
            else column
            for column in columns
        )
    )
    schema = schema_of(columns)
    copied = io.BytesIO()
    driver: Any = connection.connection  # psycopg's connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY ({_written(connection, query)}) TO STDOUT (FORMAT csv)") as copy,
    ):
        for rows in copy:  # whole ones
            copied.write(rows)
            if copied.tell() > BYTES:
                yield from _parsed(copied, schema)
                copied = io.BytesIO()
    if copied.tell():
        yield from _parsed(copied, schema)


def _parsed(copied: io.BytesIO, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    from pyarrow import csv

    copied.seek(0)
    found = csv.read_csv(
        copied,
        csv.ReadOptions(column_names=schema.names, use_threads=False),
        csv.ParseOptions(newlines_in_values=True),
        # Empty text comes in quotation marks, and what is missing without.
        csv.ConvertOptions(
            column_types=schema,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
        ),
    )
    yield from found.to_batches()


def _written(connection: Connection, query: Select[*tuple[Any, ...]]) -> str:
    return str(query.compile(connection, compile_kwargs={"literal_binds": True}))
