"""Many rows written at once, by what each database has for it.

PostgreSQL takes new ones as a stream (COPY), SQLite all as tuples for one prepared statement: no
dict is made and no value looked at for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, and_, bindparam, insert, update
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
    _execute(connection, str(statement), [bound[name] for name in order])


def update_columns(
    connection: Connection, table: Table, keys: Sequence[str], columns: Mapping[str, Cells]
) -> None:
    """Give the rows under the keys, which the columns hold too, the values of the columns."""
    # An update may not name its parameters as its columns.
    statement = (
        update(table)
        .where(and_(*(table.c[name] == bindparam(f"_{name}") for name in keys)))
        .values({name: bindparam(f"_{name}") for name in columns if name not in keys})
    )
    marked = {f"_{name}": cells for name, cells in columns.items()}
    if connection.dialect.name == "postgresql":
        rows = zip(*marked.values(), strict=True)
        connection.execute(statement, [dict(zip(marked, row, strict=True)) for row in rows])
        return
    compiled = statement.compile(dialect=connection.dialect)
    order = getattr(compiled, "positiontup", None) or list(marked)
    bound = [_bound(connection.dialect, table.c[name[1:]], marked[name]) for name in order]
    _execute(connection, str(compiled), bound)


def _execute(connection: Connection, statement: str, columns: Sequence[Cells]) -> None:
    connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))


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
