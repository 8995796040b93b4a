"""Rows of the database as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
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
    literal_column,
    select,
)

import data_access.frame_options  # noqa: F401  for what it does
from data_access import territory
from data_access.facts.people import people_and_keys
from data_access.scope import Scope

Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


def frame_of(connection: Connection, query: Query) -> pd.DataFrame:
    """Return a query's rows as a frame that has its columns even without rows."""
    result = connection.execute(query)
    # Plain tuples: pandas asks each row for names that SQLAlchemy's rows raise an exception for.
    return pd.DataFrame([tuple(row) for row in result], columns=list(result.keys()))


Dimensions = Mapping[str, ColumnElement[Any]]


def cells_of(
    connection: Connection,
    people: FromClause,
    dimensions: Dimensions,
    conditions: Sequence[ColumnElement[bool]] = (),
    sums: Sequence[str] = (),
) -> pd.DataFrame:
    """Return people by some dimensions, with the sums of their keys and of further whole numbers.

    `people`: one row per person (and value of what they are counted within), with key halves.
    """
    added = (cast(func.sum(people.c[name]), BigInteger).label(name) for name in sums)
    figures = [*people_and_keys(people.c), *added]
    return _grouped(connection, people, dimensions, figures, conditions)


def tally_of(
    connection: Connection,
    rows: FromClause,
    dimensions: Dimensions,
    conditions: Sequence[ColumnElement[bool]] = (),
    sums: Sequence[str] = (),
) -> pd.DataFrame:
    """Return how many rows (`n`), not people, have which values, with sums of whole numbers.

    A mean or a median comes from it as from the rows, whatever their number.
    """
    added = (cast(func.sum(rows.c[name]), BigInteger).label(name) for name in sums)
    return _grouped(connection, rows, dimensions, [func.count().label("n"), *added], conditions)


def _grouped(
    connection: Connection,
    rows: FromClause,
    dimensions: Dimensions,
    figures: Sequence[ColumnElement[Any]],
    conditions: Sequence[ColumnElement[bool]],
) -> pd.DataFrame:
    columns = [column.label(name) for name, column in dimensions.items()]
    query = select(*columns, *figures).select_from(rows).where(*conditions)
    result = connection.execute(query.group_by(*dimensions.values()))
    width = len(dimensions)
    # Without dimensions there is a row for nobody, too. Groups are few: what is done here on rows
    # takes pandas ten times as long.
    found = [tuple(row) for row in result if row[width] > 0]
    # A sum of fractions depends on the order of its terms, which no database promises.
    found.sort(key=lambda row: [(value is None, value) for value in row[:width]])
    frame = pd.DataFrame(found, columns=list(result.keys()))
    if found:
        return frame
    return frame.astype({figure.name: "int64" for figure in figures})


def by_place(canton: Any, scope: Scope) -> dict[str, ColumnElement[Any]]:
    """Return the dimension `territory` of rows with a canton, if a scope divides them by place.

    The parts of the country are provinces, whose codes the codes of cantons begin with, and those
    of a province are cantons. Any other place is its own only part: `in_one_place` names it.
    """
    if "territory" not in scope.by or territory.children(scope.territory) == (scope.territory,):
        return {}
    if scope.territory != territory.COUNTRY:
        return {"territory": canton}
    # Written out: PostgreSQL has to recognise the expression where it is grouped by.
    return {"territory": func.substr(canton, literal_column("1"), literal_column("2"))}


def in_one_place(found: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return groups with their place, which is the scope's where they were not divided by it."""
    return found if "territory" in found else found.assign(territory=scope.territory)


def lives_in(canton: Any, scope: Scope) -> list[ColumnElement[bool]]:
    """Return the SQL condition that a row's canton is one of the place's.

    A zone is none, also in the country.
    """
    if scope.territory == territory.COUNTRY:
        return [canton.not_in(territory.ZONES)]
    return in_place(canton, scope)


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
    """Return a frame's rows by the names of its columns, as Python's own values.

    What pandas' `to_dict` returns, in a third of its time: pages ask dozens of small frames.
    """
    names = [str(name) for name in frame.columns]
    columns = [_values(frame[name]) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    values: list[Any] = column.tolist()
    if column.dtype != object:
        return values
    return [value.item() if isinstance(value, np.generic) else value for value in values]
