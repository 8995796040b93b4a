"""Cells of a workbook on their way between two processes, as JSON keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Any

MOST_CELLS = 2_000_000
MOST_MEMORY = 1_500_000_000  # bytes of address space, of which libraries take a third


def plain_cell(cell: Any) -> Any:
    """Return a cell as JSON keeps it: days and times under a name of their kind."""
    if isinstance(cell, dt.datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"date": cell.isoformat()}
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell if isinstance(cell, str | int | float | bool) else None


def read_back(cell: Any) -> Any:
    """Return the cell that `plain_cell` wrote."""
    if not isinstance(cell, dict):
        return cell
    if "datetime" in cell:
        return dt.datetime.fromisoformat(cell["datetime"])
    return dt.date.fromisoformat(cell["date"])
