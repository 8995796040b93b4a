"""A read replica (`DATABASE_URL_READ`), which answers are computed from once it has caught up.

Everything else, versions among it, is read from the primary: so whoever saved sees what was saved,
and the replica answers only where it has come as far as the primary in what a question is about.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Collection
from typing import TypeVar

from sqlalchemy import Engine, select

from data_access.database import engine_for
from data_access.tables import DataVersion
from data_access.transaction import OUTAGES

Read = TypeVar("Read")
SET_ASIDE = 30.0  # seconds in which a replica that failed is not asked again
log = logging.getLogger(__name__)
_set_aside_until = 0.0


def for_answers(primary: Engine, subjects: Collection[str]) -> Engine:
    """Return where to read an answer about some subjects: the replica, or (behind it) the primary.

    The primary also where the replica fails, or is of another database.
    """
    replica = _replica(primary)
    if replica is None:
        return primary
    try:
        reached = _stamps(replica, subjects)
    except OUTAGES:
        _set_aside()
        return primary
    return replica if reached == _stamps(primary, subjects) else primary


def or_primary(primary: Engine, read: Callable[[], Read]) -> Read:
    """Return what `read` reads; where the replica fails under it, read it once more without it."""
    try:
        return read()
    except OUTAGES:
        if _replica(primary) is None:
            raise
        _set_aside()
        return read()


def _replica(primary: Engine) -> Engine | None:
    url = os.environ.get("DATABASE_URL_READ")
    if not url or primary is not engine_for() or time.monotonic() < _set_aside_until:
        return None
    return engine_for(url)


def _set_aside() -> None:
    global _set_aside_until
    log.exception("the replica fails: for %.0f seconds the primary answers", SET_ASIDE)
    _set_aside_until = time.monotonic() + SET_ASIDE


def _stamps(engine: Engine, subjects: Collection[str]) -> dict[str, tuple[int, str]]:
    query = select(DataVersion.subject, DataVersion.version, DataVersion.stamp)
    with engine.connect() as connection:
        rows = connection.execute(query.where(DataVersion.subject.in_(subjects)))
        return {subject: (version, stamp) for subject, version, stamp in rows}
