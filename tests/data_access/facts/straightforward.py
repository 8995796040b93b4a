"""What the statements about jobs count, counted row by row as METHODS §3 says it."""

from __future__ import annotations

import calendar
import datetime as dt

import pandas as pd

from data_access.facts.contacts import WINDOW


def completed_months(start: dt.date, end: dt.date) -> int:
    """Return completed calendar months: 15 January to 15 July is 6, to 14 July is 5.

    A month is complete on the same day of a later one, or on its last day where it has none: 31
    January to 28 February is 1. An end before the start counts as 0.
    """
    due = min(start.day, calendar.monthrange(end.year, end.month)[1])
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < due)
    return max(months, 0)


def paths(hires: pd.DataFrame, touches: pd.DataFrame) -> pd.DataFrame:
    """Return the channels of each hire: one row per hire and channel, with its share.

    `hires`: person, start (datetime64), channel (of the winning application), one row per hire with
    a unique index; `touches`: person, channel, on (datetime64). Of the result, `direct` says
    whether it is the winning channel; every row is assisted; `linear` is 1/m for each of a hire's
    m channels, so that it adds up to the hires as `direct` does. `hire` is the index of `hires`.
    """
    own = hires.rename_axis("hire").reset_index()
    near = own.drop(columns="channel").merge(touches, on="person")
    near = near[_within(near["on"], near["start"])]
    both = pd.concat([own[["hire", "channel"]].assign(direct=True), near[["hire", "channel"]]])
    found = both.drop_duplicates(["hire", "channel"]).reset_index(drop=True)
    found["direct"] = found["direct"].eq(True)
    found["linear"] = 1.0 / found.groupby("hire")["channel"].transform("size")
    return found


def last_fair(hires: pd.DataFrame, attended: pd.DataFrame) -> pd.Series[str]:
    """Return the fair that each hire counts for: the last one attended in the 90 days before.

    `hires`: person, start, one row per hire with a unique index; `attended`: person, event, on.
    Hires without one are left out of the result.
    """
    near = hires.rename_axis("hire").reset_index()[["hire", "person", "start"]]
    near = near.merge(attended, on="person")
    near = near[_within(near["on"], near["start"])].sort_values(["on", "event"])
    return near.groupby("hire")["event"].last()


def _within(on: pd.Series[pd.Timestamp], start: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
    days = (start - on).dt.days
    return (days >= 0) & (days <= WINDOW)
