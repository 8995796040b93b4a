"""Stored values as JSON keeps them, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column


def portable(value: Any) -> Any:
    """Return a stored value as JSON keeps it; `restored` reads it back."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def restored(column: Column[Any], values: Iterable[Any]) -> list[Any]:
    """Return values that `portable` wrote, as their column holds them."""
    if isinstance(column.type, JSON):
        return list(values)
    kind = column.type.python_type
    back = kind.fromisoformat if kind in (dt.date, dt.datetime) else kind
    known: dict[Any, Any] = {None: None}
    found = []
    for value in values:
        if isinstance(value, kind):
            found.append(value)
            continue
        if value not in known:
            known[value] = back(value)
        found.append(known[value])
    return found
