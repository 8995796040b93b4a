"""Summary tables that dashboards read, kept by the importer: reading costs cells, not people.

Each class states what its cells add up over; a property test compares all of them with the
person rows. Each cell holds the sums of its people's keys (halves, see `record_keys`), so that
protecting a figure costs one addition.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from data_access.tables.base import Base


class RegisteredCell(Base):
    """People in the job bank by canton, month of registration and attributes.

    A person has one residence, one registration and one of each attribute: any columns add up.
    """

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


class ReachCell(Base):
    """People whom an activity reached, by canton of residence and attributes.

    One set of cells for each measure, part of it and fixed period, in each of which a person is
    once: cells add up over cantons and attributes, never over parts, periods or measures.
    """

    __tablename__ = "reach_cell"
    __table_args__ = (Index("ix_reach_cell_asked", "measure", "part", "grain", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str]
    part: Mapped[str]  # a channel, course kind, fair, platform or site; '' is the whole
    grain: Mapped[str]  # all, closed, year, quarter or month
    starts_on: Mapped[dt.date]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    sex: Mapped[str]
    age_group: Mapped[str]
    nationality: Mapped[str]
    mobility_status: Mapped[str]
    persons: Mapped[int]
    key_high: Mapped[int] = mapped_column(BigInteger)
    key_low: Mapped[int] = mapped_column(BigInteger)
    times: Mapped[int]  # attendances of these people: sessions, jobs, visits


class FunnelCell(Base):
    """People on the way to a job, by month of registration, attributes and furthest stage.

    One set of cells for all channels (`''`) and one for each, in each of which a person is once:
    cells add up over everything but channels.
    """

    __tablename__ = "funnel_cell"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(index=True)
    registered_on: Mapped[dt.date]  # first day of the month
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    sex: Mapped[str]
    age_group: Mapped[str]
    nationality: Mapped[str]
    mobility_status: Mapped[str]
    furthest: Mapped[int]  # index of the stage
    recorded: Mapped[int]  # bit i: stage i is on record
    persons: Mapped[int]
    key_high: Mapped[int] = mapped_column(BigInteger)
    key_low: Mapped[int] = mapped_column(BigInteger)
