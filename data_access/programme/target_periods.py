"""For which periods a place has targets."""

from __future__ import annotations

from sqlalchemy import Engine, select

from data_access.tables import Target


def periods_of(engine: Engine, territory: str) -> list[str]:
    """The codes of the periods, the newest first and the whole phase before all: FASE, 2026, …"""
    query = select(Target.period).filter_by(territory_code=territory).distinct()
    with engine.connect() as connection:
        return sorted(connection.scalars(query), reverse=True)
