"""Withdrawals of consent that no release has followed yet: the data kept with one still count them.

A release follows within a day, also where `RELEASE_AT` is `never` (`nightly.is_due`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data_access import clock
from data_access.tables import DataVersion, ReleaseSnapshot, Setting

SETTING = "withdrawal"
SUBJECT = "people"


def note(connection: Connection) -> None:
    """Note that a release has to follow, in the transaction that withdraws and keeps out others."""
    if connection.scalar(select(ReleaseSnapshot.release_id).limit(1)) is None:
        return
    before = _stored(connection)
    version = connection.scalar(select(DataVersion.version).filter_by(subject=SUBJECT)) or 0
    # With the commit the version of people moves by one: a release of that version follows it.
    told = {
        "since": before["since"] if before else clock.now().isoformat(),
        "version": int(version) + 1,
    }
    connection.execute(delete(Setting).where(Setting.key == SETTING))
    connection.execute(insert(Setting), {"key": SETTING, "value": json.dumps(told)})


def since(connection: Connection) -> dt.datetime | None:
    """Return when the first withdrawal was made that no release has followed, or None."""
    found = _stored(connection)
    return None if found is None else dt.datetime.fromisoformat(found["since"])


def followed(connection: Connection, versions: Mapping[str, int]) -> None:
    """Forget the withdrawals that a release of these versions of the data has followed."""
    found = _stored(connection)
    if found is not None and versions.get(SUBJECT, 0) >= found["version"]:
        connection.execute(delete(Setting).where(Setting.key == SETTING))


def _stored(connection: Connection) -> dict[str, Any] | None:
    said = connection.scalar(select(Setting.value).where(Setting.key == SETTING))
    found: dict[str, Any] | None = None if said is None else json.loads(said)
    return found
