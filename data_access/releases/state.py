"""What a page says of releases: which is in force, and to monitors what is wrong or newer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Engine

from data_access.releases import ahead, kept_data, nightly, standing
from data_access.releases.standing import Standing
from data_access.viewer import Viewer, publishes


@dataclass(frozen=True)
class State:
    """The release in force, if any; without one the database is being set up.

    The rest is for those who publish: the subjects written since, when the last attempt failed,
    whether the data kept with the release are damaged, and the share of its fixed scopes that is
    computed while somebody is at it.
    """

    release: Standing | None
    moved: tuple[str, ...] = ()
    failed_at: dt.datetime | None = None
    damaged: bool = False
    share: float | None = None


def state(engine: Engine, viewer: Viewer) -> State:
    """Return the state of releases, as far as a reader may know it."""
    with engine.connect() as connection:
        release = standing.in_force(connection)
        if not publishes(viewer):
            return State(release)
        failure = nightly.failure(connection)
        failed_at = None if failure is None else failure.seen_at
        if release is None:
            return State(None, failed_at=failed_at)
        return State(
            release,
            moved=standing.moved(connection, release.number),
            failed_at=failed_at,
            damaged=kept_data.is_damaged(connection, release.number),
            share=ahead.share_done(connection),
        )


def history(engine: Engine, viewer: Viewer, most: int) -> list[Standing]:
    """Return the last releases for those who publish, the newest first; for others none."""
    if not publishes(viewer):
        return []
    with engine.connect() as connection:
        return standing.history(connection, most)
