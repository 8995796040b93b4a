"""The one clock: this moment, this day, and the time zone of Ecuador.

Everything that asks what time it is asks here, so that a test can set it.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

TIMEZONE = ZoneInfo("America/Guayaquil")


def now() -> dt.datetime:
    """Return this moment in UTC, by the clock of this machine: the one that deadlines go by."""
    return dt.datetime.now(dt.UTC)


def local_day(moment: dt.datetime) -> dt.date:
    """Return the day in Ecuador of a moment; one without a zone is in UTC, as SQLite keeps it."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return known.astimezone(TIMEZONE).date()


def midnight(day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins in Ecuador."""
    return dt.datetime.combine(day, dt.time(), TIMEZONE)


def today() -> dt.date:
    """Return the date in Ecuador."""
    return dt.datetime.now(TIMEZONE).date()
