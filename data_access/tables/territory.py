"""Places, their limits and their inhabitants."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from data_access.tables.base import Base, Imported, one_of

LEVELS = ("country", "province", "canton", "zone", "rest")


class Territory(Base):
    """A place of the DPA, or `13R`: the province of Manabí without Manta."""

    __tablename__ = "territory"
    __table_args__ = (one_of("level", LEVELS),)

    code: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"), index=True)
    name: Mapped[str]
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    area_km2: Mapped[float | None]


class Boundary(Base):
    """The official limit of a place, where an operator has imported it; EPSG:4326, GeoJSON."""

    __tablename__ = "boundary"

    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), primary_key=True)
    geometry: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str | None]
    retrieved: Mapped[dt.date | None]


class Population(Imported, Base):
    """Inhabitants of a place in a year: TOTAL, OBJETIVO (target population) or a group."""

    __tablename__ = "population"
    __table_args__ = (CheckConstraint("persons >= 0", name="persons_counted"),)

    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group: Mapped[str] = mapped_column(primary_key=True)
    persons: Mapped[int]
    source: Mapped[str]
