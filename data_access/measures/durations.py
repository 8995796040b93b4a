"""Durations as METHODS counts them."""

from __future__ import annotations

import datetime as dt


def completed_months(start: dt.date, end: dt.date) -> int:
    """Return completed calendar months: 15 January to 15 July is 6, to 14 July is 5.

    An end before the start counts as 0.
    """
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)
