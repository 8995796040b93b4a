"""Durations as METHODS counts them."""

from __future__ import annotations

import calendar
import datetime as dt


def completed_months(start: dt.date, end: dt.date) -> int:
    """Return completed calendar months: 15 January to 15 July is 6, to 14 July is 5.

    A month is complete on the same day of a later one, or on its last day where it has none: 31
    January to 28 February is 1. An end before the start counts as 0.
    """
    due = min(start.day, calendar.monthrange(end.year, end.month)[1])
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < due)
    return max(months, 0)
