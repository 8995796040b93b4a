"""Maintenance of the summary tables that dashboards read, from the rows behind them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete

from data_access import record_keys
from data_access.summaries.funnel import refresh_funnel
from data_access.summaries.people import PEOPLE
from data_access.summaries.reach import refresh_reach
from data_access.summaries.register import (
    UNKNOWN,
    refresh_registered,
    refresh_supply,
    registered_people,
)
from data_access.tables import FunnelCell, ReachCell, RegisteredCell, SupplyCell

__all__ = ["PEOPLE", "UNKNOWN", "clear", "refresh", "registered_people"]


def clear(connection: Connection) -> None:
    """Delete all cells, so that the rows behind them can be deleted; `refresh` restores them."""
    for table in (RegisteredCell, SupplyCell, ReachCell, FunnelCell):
        connection.execute(delete(table))


def refresh(connection: Connection, subjects: Collection[str]) -> None:
    """Rebuild the cells of the changed subjects, in the transaction of the change."""
    changed = set(subjects)
    if "people" in changed:
        record_keys.fill(connection)
    if changed & {"people", "hiring"}:
        refresh_registered(connection)
        refresh_funnel(connection)
    if changed & {"people", "hiring", "labour"}:
        refresh_supply(connection)
    refresh_reach(connection, changed)
