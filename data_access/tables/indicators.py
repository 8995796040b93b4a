"""Targets of indicators, and their figures as frozen when a period was closed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.tables.base import Base, Imported, Utc, one_of


class Target(Imported, Base):
    """The baseline and the target of an indicator, in its own unit (80 is 80 %).

    `period` is a year (2026), a quarter (2026-T3) or the whole phase (FASE).
    """

    __tablename__ = "target"

    indicator_code: Mapped[str] = mapped_column(primary_key=True)
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    baseline: Mapped[Decimal | None] = mapped_column(Numeric(14, 4))
    target: Mapped[Decimal] = mapped_column(Numeric(14, 4))


class Closing(Base):
    """A period whose figures were frozen; closing it again makes another vintage.

    `data_version` is the number of writes of all subjects, `last_batch` the newest batch.
    """

    __tablename__ = "period_closing"
    __table_args__ = (CheckConstraint("vintage >= 1", name="vintage_counted"),)

    period: Mapped[str] = mapped_column(primary_key=True)
    vintage: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_at: Mapped[dt.datetime] = mapped_column(Utc)
    closed_by: Mapped[str]
    reason: Mapped[str]
    data_version: Mapped[int]
    last_batch: Mapped[int]


class FrozenFigure(Base):
    """An indicator's figure when its period was closed, as shown to an audience."""

    __tablename__ = "frozen_figure"
    __table_args__ = (
        one_of("audience", ("exact", "public")),
        ForeignKeyConstraint(
            ["period", "vintage"], ["period_closing.period", "period_closing.vintage"]
        ),
    )

    period: Mapped[str] = mapped_column(primary_key=True)
    vintage: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), primary_key=True)
    indicator_code: Mapped[str] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(primary_key=True)
    actual: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    detail: Mapped[str | None]
    flag: Mapped[str | None]
    missing: Mapped[str | None]
    baseline: Mapped[float | None]
    target: Mapped[float | None]
    as_of: Mapped[dt.date | None]
