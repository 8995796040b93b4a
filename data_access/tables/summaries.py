"""Small tables that dashboards read, kept by the loader: reading costs cells, not people.

A registered person has one residence, one registration date and one of each attribute, so these
cells may be added over any of their columns; a property test holds them to the person rows. The
sums of their keys (halves, see `record_keys`) travel with them, so that protecting a figure costs
one addition.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from data_access.tables.base import Base


class RegisteredCell(Base):
    """People in the job bank by canton, month of registration and attributes."""

    __tablename__ = "registered_cell"

    id: Mapped[int] = mapped_column(primary_key=True)
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), index=True)
    registered_on: Mapped[dt.date]  # first day of the month
    sex: Mapped[str]
    age_group: Mapped[str]
    nationality: Mapped[str]
    mobility_status: Mapped[str]
    isco2: Mapped[str]
    persons: Mapped[int]
    key_high: Mapped[int] = mapped_column(BigInteger)
    key_low: Mapped[int] = mapped_column(BigInteger)


class SupplyCell(Base):
    """Registered supply at a survey's reference date, by canton and occupation sought."""

    __tablename__ = "supply_cell"

    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"), primary_key=True)
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), primary_key=True)
    isco2: Mapped[str] = mapped_column(primary_key=True)
    persons: Mapped[int]
    key_high: Mapped[int] = mapped_column(BigInteger)
    key_low: Mapped[int] = mapped_column(BigInteger)
