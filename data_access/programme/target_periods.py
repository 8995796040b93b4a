"""The periods for which a place has targets."""

from __future__ import annotations

from sqlalchemy import Engine, select

from data_access.tables import Target


def periods_of(engine: Engine, territory: str) -> list[str]:
    """Return the period codes, newest first after the whole phase (FASE, 2026, …)."""
    query = select(Target.period).filter_by(territory_code=territory).distinct()
    with engine.connect() as connection:
        return sorted(connection.scalars(query), reverse=True)
