"""The release in force, and whether a database is still being set up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from data_access.once import once
from data_access.releases import kept_data
from data_access.tables import Release

CURRENT, OLD, TAKEN_BACK = "current", "old", "taken_back"


@dataclass(frozen=True)
class Standing:
    """A release: its number, when it was made (UTC), by whom, and the day it is told as of.

    `reason` says why it was taken back.
    """

    number: int
    made_at: dt.datetime
    day: dt.date
    made_by: str
    state: str
    reason: str | None = None


def in_force(connection: Connection) -> Standing | None:
    """Return the release that readers below monitor read; None while a database is being set up."""

    def read() -> Standing | None:
        found = connection.execute(_releases().where(Release.state == CURRENT).limit(1)).first()
        return None if found is None else Standing(*found)

    return once(connection, "release in force", read)


def newest(connection: Connection) -> Standing | None:
    """Return the release that was made last, even if it was taken back."""
    found = connection.execute(_releases().limit(1)).first()
    return None if found is None else Standing(*found)


def history(connection: Connection, most: int) -> list[Standing]:
    """Return the last releases, the newest first."""
    return [Standing(*row) for row in connection.execute(_releases().limit(most))]


def moved(connection: Connection, release: int) -> tuple[str, ...]:
    """Return the subjects whose data were written since a release."""
    then = connection.scalar(select(Release.versions).filter_by(id=release)) or {}
    now = kept_data.versions(connection)
    return tuple(subject for subject in now if now[subject] != then.get(subject))


def _releases() -> Select[*tuple[Any, ...]]:
    return select(
        Release.id, Release.made_at, Release.day, Release.made_by, Release.state, Release.reason
    ).order_by(Release.id.desc())
