"""Which periods may be asked for: fixed ones for most readers, any dates for a few."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from data_access.language import Text
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer, may_pick_any_period, may_pick_months

TIMEZONE = ZoneInfo("America/Guayaquil")


def now() -> dt.datetime:
    """This moment, by the clock of this machine: the one that deadlines go by."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The date in Ecuador."""
    return dt.datetime.now(TIMEZONE).date()


def require_allowed(viewer: Viewer, scope: Scope, now: dt.date) -> None:
    """ScopeError unless the viewer may ask for this period: free dates could single people out."""
    if may_pick_any_period(viewer) or (scope.start is None and scope.end is None):
        return
    closed = scope.start and scope.end and is_closed(scope.start, scope.end, now)
    month = scope.start and scope.end and is_closed_month(scope.start, scope.end, now)
    if not closed and not (month and may_pick_months(viewer, scope.territory)):
        raise ScopeError(
            Text(
                "Elija un año o un trimestre ya cerrado, por ejemplo from=2025-01-01 "
                "until=2026-01-01: las fechas libres podrían señalar a personas."
            )
        )


def is_closed_month(start: dt.date, end: dt.date, now: dt.date) -> bool:
    """Whether `[start, end)` is a calendar month that ended by `now`."""
    following = dt.date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start.day == 1 and end == following and end <= now


def is_closed(start: dt.date, end: dt.date, now: dt.date) -> bool:
    """Whether `[start, end)` is a calendar year or quarter that ended by `now`."""
    if start.day != 1 or end > now:
        return False
    year = (start.month, end) == (1, dt.date(start.year + 1, 1, 1))
    following = dt.date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)
    quarter = start.month in (1, 4, 7, 10) and end == following
    return year or quarter
