"""Periods by their codes: a year (2026), a quarter (2026-T3), or the whole phase (FASE)."""

from __future__ import annotations

import datetime as dt
import re

from data_access.language import Text
from data_access.periods import LAUNCH, Period, is_quarter, year_of

PHASE = "FASE"
LAST = 2035  # no target is set beyond
CODE = re.compile(r"(20\d\d)(?:-T([1-4]))?")


def code_of(start: dt.date | None, end: dt.date | None) -> str | None:
    """Return the code of `[start, end)`: FASE without dates, None for no year and no quarter."""
    if start is None and end is None:
        return PHASE
    year = year_of(start, end)
    if year is not None:
        return str(year)
    if start is not None and end is not None and is_quarter(start, end):
        return f"{start.year}-T{(start.month + 2) // 3}"
    return None


def period_of(code: str) -> Period | None:
    """Return `[start, end)` of a code; None for FASE. Raise ValueError for no code of a period."""
    if code == PHASE:
        return None
    found = CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"{code!r} is no period")
    year, quarter = int(found[1]), found[2]
    if quarter is None:
        return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    first = 3 * int(quarter) - 2
    end = dt.date(year + first // 10, (first + 2) % 12 + 1, 1)
    return dt.date(year, first, 1), end


def _codes() -> dict[str, Text]:
    found = {PHASE: Text("Toda la fase III")}
    for year in range(LAUNCH.year, LAST + 1):
        found[str(year)] = Text("Año {year}", year=str(year))
        for quarter in range(1, 5):
            name = Text("Trimestre {quarter} de {year}", quarter=quarter, year=str(year))
            found[f"{year}-T{quarter}"] = name
    return found


# Every period that a target may be set for.
CODES = _codes()
