"""A database that is no longer being set up, for tests of what leaders may do then."""

from __future__ import annotations

from sqlalchemy import Engine

from data_access.releases import making
from data_access.releases.standing import Standing


def published(engine: Engine) -> Standing:
    """What stands is published."""
    return making.make(engine, making.BY_ITSELF)
