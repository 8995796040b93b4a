"""Tables of the database read into Arrow, as quickly as each database gives them."""

from __future__ import annotations

import gc
import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import Column, ColumnElement, Connection, DateTime, Select, func, select

from data_access.snapshot.arrow_columns import compact, from_sqlite, type_of
from data_access.snapshot.contents import KeptTable, is_text
from data_access.snapshot.people_numbers import PeopleNumbers

# Rows at a time: few enough for their Python values to be forgotten soon.
AT_ONCE = 4096


def read(
    connection: Connection, kept: KeptTable, condition: ColumnElement[bool] | None = None
) -> pa.Table:
    """Return a table's rows, or those of a condition, with people still under their codes."""
    query = select(*kept.columns)
    for wanted in (kept.condition, condition):
        if wanted is not None:
            query = query.where(wanted)
    found = rows_of(connection, kept.columns, query.distinct() if kept.distinct else query)
    for at, column in enumerate(kept.columns):
        if is_text(column) and column.name not in kept.people:
            found = found.set_column(at, column.name, compact(found[column.name]))
    return found


def numbered(found: pa.Table, kept: KeptTable, people: PeopleNumbers) -> pa.Table:
    """Return a table with numbers in place of people's codes."""
    for at, column in enumerate(kept.columns):
        if column.name in kept.people:
            found = found.set_column(at, column.name, people.of(found[column.name]))
    return found


def rows_of(
    connection: Connection,
    columns: Sequence[Column[Any]],
    query: Select[*tuple[Any, ...]] | None = None,
) -> pa.Table:
    """Return columns of a table, or of a query, in the transaction that the connection is in.

    The driver is asked itself, which would begin none.
    """
    if not connection.in_transaction():
        raise RuntimeError("rows read outside a transaction need not have stood together")
    schema = pa.schema([(column.name, type_of(column)) for column in columns])
    query = select(*columns) if query is None else query
    if connection.dialect.name == "postgresql":
        return _from_postgresql(connection, query, columns, schema)
    return _from_sqlite(connection, query, schema)


def _from_sqlite(
    connection: Connection, query: Select[*tuple[Any, ...]], schema: pa.Schema
) -> pa.Table:
    cursor = connection.connection.cursor()
    batches = []
    collecting = gc.isenabled()
    # A row is gone before it could be garbage; looking for some doubles the time.
    gc.disable()
    try:
        cursor.execute(_written(connection, query))
        while rows := cursor.fetchmany(AT_ONCE):
            columns = zip(*rows, strict=True)
            typed = zip(columns, schema.types, strict=True)
            arrays = [from_sqlite(column, kind) for column, kind in typed]
            batches.append(pa.record_batch(arrays, schema))
    finally:
        cursor.close()
        if collecting:
            gc.enable()
    return pa.Table.from_batches(batches, schema)


def _from_postgresql(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    columns: Sequence[Column[Any]],
    schema: pa.Schema,
) -> pa.Table:
    from pyarrow import csv

    # Moments with a zone are written in the session's; those without are in UTC.
    query = query.with_only_columns(
        *(
            func.timezone("UTC", column).label(column.name)
            if isinstance(column.type, DateTime) and column.type.timezone
            else column
            for column in columns
        )
    )
    copied = io.BytesIO()
    driver: Any = connection.connection  # psycopg's connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY ({_written(connection, query)}) TO STDOUT (FORMAT csv)") as copy,
    ):
        for piece in copy:
            copied.write(piece)
    if not copied.tell():
        return schema.empty_table()
    copied.seek(0)
    found: pa.Table = csv.read_csv(
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
    return found


def _written(connection: Connection, query: Select[*tuple[Any, ...]]) -> str:
    return str(query.compile(connection, compile_kwargs={"literal_binds": True}))
