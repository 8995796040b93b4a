"""Rows of the database as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    cast,
    func,
    select,
)

from data_access import territory
from data_access.scope import Scope
from data_access.summaries import PEOPLE

Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


def frame_of(connection: Connection, query: Query) -> pd.DataFrame:
    """Return a query's rows as a frame that has its columns even without rows."""
    result = connection.execute(query)
    # Plain tuples: pandas asks each row for names that SQLAlchemy's rows raise an exception for.
    return pd.DataFrame([tuple(row) for row in result], columns=list(result.keys()))


def cells_of(
    connection: Connection,
    source: FromClause,
    dimensions: Mapping[str, str],
    conditions: Sequence[ColumnElement[bool]],
    sums: Sequence[str] = PEOPLE,
) -> pd.DataFrame:
    """Return people of a summary summed over all but their canton and the dimensions.

    `dimensions` maps the name of each column in the result to its column; sums are whole numbers.
    """
    columns = {"canton": source.c.canton_code}
    columns |= {name: source.c[column] for name, column in dimensions.items()}
    query = (
        select(
            *(column.label(name) for name, column in columns.items()),
            *(cast(func.sum(source.c[name]), BigInteger).label(name) for name in sums),
        )
        .where(*conditions)
        .group_by(*columns.values())
    )
    return frame_of(connection, query).astype(dict.fromkeys(sums, "int64"))


def in_place(column: Any, scope: Scope) -> list[ColumnElement[bool]]:
    """Return the SQL condition that a row's canton lies in the place asked about."""
    if scope.territory == territory.COUNTRY:
        return []
    return [column.in_(territory.cantons_of(scope.territory))]


def in_period(column: Any, scope: Scope) -> list[ColumnElement[bool]]:
    """Return the SQL condition that a row's day lies in the period asked about."""
    found = []
    if scope.start:
        found.append(column >= scope.start)
    if scope.end:
        found.append(column < scope.end)
    return found


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows by the names of its columns."""
    found: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return found
