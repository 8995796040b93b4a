"""Insertion of many rows at once, by what each database has for it.

PostgreSQL takes them as a stream (COPY), SQLite as tuples for one prepared statement; both without
a dict and a statement for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError

Cells = Sequence[Any]


def insert_columns(connection: Connection, table: Table, columns: Mapping[str, Cells]) -> None:
    """Insert the rows that some columns of equal length hold.

    Raise a DBAPIError where the database refuses one.
    """
    names = list(columns)
    if _computed(table, names):
        rows = zip(*columns.values(), strict=True)
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    bound = {
        name: _bound(connection.dialect, table.c[name], cells) for name, cells in columns.items()
    }
    if connection.dialect.name == "postgresql":
        _copy(connection, table, bound)
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
    order = getattr(statement, "positiontup", None) or names
    rows = zip(*(bound[name] for name in order), strict=True)
    connection.exec_driver_sql(str(statement), list(rows))


def _computed(table: Table, names: Sequence[str]) -> bool:
    """Return whether SQLAlchemy gives values to columns that the rows do not have."""
    return any(c.default is not None and c.name not in names for c in table.columns)


def _bound(dialect: Dialect, column: Column[Any], cells: Cells) -> Cells:
    """Return values as the driver takes them."""
    process: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return cells
    # A column holds few different objects, each many times: one date for all of a day's rows.
    known: dict[int, Any] = {}
    for cell in cells:
        if id(cell) not in known:
            known[id(cell)] = process(cell)
    return [known[id(cell)] for cell in cells]


def _copy(connection: Connection, table: Table, columns: Mapping[str, Cells]) -> None:
    quote = connection.dialect.identifier_preparer
    names = ", ".join(quote.quote(name) for name in columns)
    statement = f"COPY {quote.format_table(table)} ({names}) FROM STDIN"
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a connection without its driver's")
    with driver.cursor() as cursor:
        try:
            with cursor.copy(statement) as copy:
                for row in zip(*columns.values(), strict=True):
                    copy.write_row(row)
        except connection.dialect.loaded_dbapi.Error as problem:
            raise DBAPIError.instance(
                statement, None, problem, connection.dialect.loaded_dbapi.Error
            ) from problem
