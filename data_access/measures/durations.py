"""Time as METHODS counts it."""

from __future__ import annotations

import datetime as dt


def completed_months(start: dt.date, end: dt.date) -> int:
    """Calendar months completed from start to end: 15 January to 15 July is 6, to 14 July 5.

    An end before the start is no time at all.
    """
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)
