"""The periods that may be asked for: fixed ones for most readers, any dates for a few."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from data_access.language import Text
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer, may_pick_any_period, may_pick_months

LAUNCH = dt.date(2022, 7, 15)  # of the programme's third phase
Period = tuple[dt.date, dt.date]  # half-open: [start, end)
GRAINS = {"year": 12, "quarter": 3, "month": 1}  # in months


def quarter_of(day: dt.date) -> dt.date:
    """Return the first day of a date's quarter; all before it lies in quarters that are over."""
    return dt.date(day.year, day.month - (day.month - 1) % 3, 1)


def after_quarter(day: dt.date) -> dt.date:
    """Return the day after a date's quarter."""
    return quarter_of(quarter_of(day) + dt.timedelta(days=100))


class Clock(Enum):
    """How far an answer depends on the day on which it is asked, the data being the same."""

    NEVER = "never"
    QUARTER = "quarter"
    DAY = "day"

    def floor(self, day: dt.date) -> dt.date | None:
        """Return the first day from which on the answer of `day` holds; None if it always does."""
        match self:
            case Clock.NEVER:
                return None
            case Clock.QUARTER:
                return quarter_of(day)
            case Clock.DAY:
                return day


def clamp_scope(viewer: Viewer, scope: Scope, now: dt.date) -> Scope:
    """Return the scope as this viewer gets it; raise ScopeError unless its period is allowed.

    Where no period is asked for, readers of closed periods get all that are closed: a number that
    moved with every person who comes in would disclose who came in.
    """
    require_allowed(viewer, scope, now)
    if may_pick_any_period(viewer) or scope.start or scope.end:
        return scope
    return scope.having(end=quarter_of(now))


def require_allowed(viewer: Viewer, scope: Scope, now: dt.date) -> None:
    """Raise ScopeError unless the viewer may ask for this period.

    Free dates could single people out.
    """
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


def closed_years(now: dt.date) -> list[Period]:
    """Return the closed years since the launch, newest first."""
    years = range(now.year - 1, LAUNCH.year - 1, -1)
    return [(dt.date(year, 1, 1), dt.date(year + 1, 1, 1)) for year in years]


def offered(viewer: Viewer, place: str, now: dt.date) -> list[Period]:
    """Return closed years, quarters and (of the own place) months since launch, newest first."""
    last = now.year * 12 + now.month - 1
    found = []
    for length in (12, 3, 1) if may_pick_months(viewer, place) else (12, 3):
        # From the whole period that the launch falls into on.
        first = LAUNCH.year * 12 + (LAUNCH.month - 1) // length * length
        spans = [(at, at + length) for at in range(first, last - length + 1, length)]
        found += [(_month(start), _month(end)) for start, end in reversed(spans)]
    return found


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the first day of the month that many months later."""
    return _month(day.year * 12 + day.month - 1 + months)


def months_between(start: dt.date, end: dt.date) -> int:
    """Return how many months lie between two dates, by their months alone."""
    return (end.year - start.year) * 12 + end.month - start.month


def _month(count: int) -> dt.date:
    """Return the first day of a month, by its number since the year 0."""
    return dt.date(count // 12, count % 12 + 1, 1)


def before(start: dt.date | None, end: dt.date | None) -> Period | None:
    """Return the period of as many months that ends where `[start, end)` begins.

    Return None without both dates, for dates that are not firsts of months, and before the launch.
    """
    if start is None or end is None or start.day != 1 or end.day != 1:
        return None
    first, last = (day.year * 12 + day.month - 1 for day in (start, end))
    earlier = _month(first - (last - first))
    return (earlier, start) if start > LAUNCH else None


def is_closed_month(start: dt.date, end: dt.date, now: dt.date) -> bool:
    """Return whether `[start, end)` is a calendar month that ended by `now`."""
    following = dt.date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start.day == 1 and end == following and end <= now


def is_closed(start: dt.date, end: dt.date, now: dt.date) -> bool:
    """Return whether `[start, end)` is a calendar year or quarter that ended by `now`."""
    return end <= now and (is_quarter(start, end) or year_of(start, end) is not None)


def is_quarter(start: dt.date, end: dt.date) -> bool:
    """Return whether `[start, end)` is a calendar quarter."""
    return start == quarter_of(start) and end == after_quarter(start)


def year_of(start: dt.date | None, end: dt.date | None) -> int | None:
    """Return the calendar year that `[start, end)` is, or None."""
    if start is None or (start.month, start.day) != (1, 1):
        return None
    return start.year if end == dt.date(start.year + 1, 1, 1) else None


def is_closed_year(year: int, now: dt.date) -> bool:
    """Return whether a calendar year is over."""
    return year < now.year
