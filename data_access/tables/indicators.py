"""What the programme wants to reach, by indicator, place and period."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.tables.base import Base, Imported


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
