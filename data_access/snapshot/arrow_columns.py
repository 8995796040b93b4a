"""Columns of the database as Arrow arrays: what SQLite stores and what PostgreSQL copies out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    Numeric,
    String,
)

from data_access.tables.base import Utc

PERSON = pa.int32()
# Text of at most so many different values is kept as numbers into a list of them.
FEW = 4096


def type_of(column: Column[Any]) -> pa.DataType:
    """Return the Arrow type of a column, before text becomes a dictionary."""
    kind = column.type
    if isinstance(kind, Utc | DateTime):
        return pa.timestamp("us")
    if isinstance(kind, Date):
        return pa.date32()
    if isinstance(kind, Boolean):
        return pa.bool_()
    if isinstance(kind, BigInteger):
        return pa.int64()
    if isinstance(kind, Integer):
        return pa.int32()
    if isinstance(kind, Float):
        return pa.float64()
    if isinstance(kind, Numeric):
        return pa.decimal128(kind.precision or 18, kind.scale or 0)
    if isinstance(kind, String | JSON):
        return pa.string()
    raise TypeError(f"{column.table.name}.{column.name}: no Arrow type for {kind!r}")


def from_sqlite(values: Sequence[Any], wanted: pa.DataType) -> pa.Array:
    """Return a column as SQLite stores it: days and moments as text, money as floats."""
    if pa.types.is_date32(wanted) or pa.types.is_timestamp(wanted):
        return pc.cast(pa.array(values, pa.string()), wanted)
    if pa.types.is_decimal(wanted):
        return pc.cast(pa.array(values, pa.float64()), wanted)
    if pa.types.is_boolean(wanted):
        return pc.cast(pa.array(values, pa.int8()), wanted)
    if pa.types.is_string(wanted) and any(isinstance(v, list | dict) for v in values[:1]):
        return pa.array([None if v is None else json.dumps(v) for v in values], wanted)
    return pa.array(values, wanted)
