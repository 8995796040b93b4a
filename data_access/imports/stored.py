"""Stored rows that a file touches or refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select, true, tuple_

from data_access.imports.sheet_description import Template

CHUNK = 2000  # keys a query, below the number of values a statement may carry on SQLite

Key = tuple[Any, ...]


def table_of(template: Template) -> Table:
    """Return the table that a template fills."""
    table = template.model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table


def attributes_of(template: Template) -> list[str]:
    """Return the names of the key's columns in the table."""
    return [column.attribute for column in template.key]


def chunks(items: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield the items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def is_empty(connection: Connection, template: Template) -> bool:
    """Return whether nothing of a sheet is stored."""
    column = table_of(template).c[attributes_of(template)[0]]
    return connection.execute(select(column).limit(1)).first() is None


def rows_with_keys(
    connection: Connection,
    template: Template,
    keys: Iterable[Key],
    attributes: Sequence[str] = (),
    condition: ColumnElement[bool] | None = None,
) -> Iterator[Row[Any]]:
    """Yield the stored rows under the given keys, or values of other `attributes`, in pieces."""
    query = select(table_of(template)).where(true() if condition is None else condition)
    yield from _with_keys(connection, query, template, keys, attributes)


def _with_keys(
    connection: Connection,
    query: Select[Any],
    template: Template,
    keys: Iterable[Key],
    attributes: Sequence[str],
) -> Iterator[Row[Any]]:
    """Yield the rows of a query on a template's table that are under the given keys."""
    table = table_of(template)
    names = attributes or attributes_of(template)
    if is_empty(connection, template):
        return  # the first import of a sheet asks after nothing
    for piece in chunks(keys):
        if len(names) == 1:
            condition = table.c[names[0]].in_([key[0] for key in piece])
        else:
            condition = tuple_(*(table.c[name] for name in names)).in_(piece)
        yield from connection.execute(query.where(condition))


def known_keys(
    connection: Connection,
    template: Template,
    keys: Iterable[Key],
    attributes: Sequence[str] = (),
    condition: ColumnElement[bool] | None = None,
) -> set[Key]:
    """Return those of the keys, or values of other `attributes`, under which a row is stored."""
    table, names = table_of(template), attributes or attributes_of(template)
    query = select(*(table.c[name] for name in names))
    query = query.where(true() if condition is None else condition)
    return {tuple(row) for row in _with_keys(connection, query, template, keys, attributes)}
