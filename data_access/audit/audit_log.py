"""The log: what was done, by whom and when. Rows are only ever added."""

from __future__ import annotations

import datetime as dt

from data_access.audit.event_kinds import EVENTS

KINDS = tuple(EVENTS)


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)
