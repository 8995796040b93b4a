"""People of the programme: no name, document, telephone or birth date is ever stored."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import MOBILITY, SEX
from data_access.tables.base import Base, Imported, Utc, one_of


class Person(Imported, Base):
    """One person, under the code that the enrolling office's own tool generated."""

    __tablename__ = "person"
    __table_args__ = (
        one_of("sex", SEX),
        one_of("mobility_status", MOBILITY),
        CheckConstraint("birth_year >= 1900", name="birth_year_plausible"),
        # For the register's query: who was registered by then, where, seeking what.
        Index("ix_person_register", "canton_code", "registered_on", "sought_isco2"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    birth_year: Mapped[int]
    sex: Mapped[str]
    nationality: Mapped[str]
    mobility_status: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    sought_isco2: Mapped[str | None]
    registered_on: Mapped[dt.date | None]
    consent_date: Mapped[dt.date]
    consent_version: Mapped[str]
    withdrawn_on: Mapped[dt.date | None]
    # Halves of the record key, given as soon as the person is counted.
    record_key_high: Mapped[int | None] = mapped_column(BigInteger)
    record_key_low: Mapped[int | None] = mapped_column(BigInteger)


class OfficialTotal(Base):
    """A released number of people of a measure, place and closed year: exact for every reader.

    Kept as it was released, whatever is imported later; a new release is a new row (METHODS §6).
    """

    __tablename__ = "official_total"
    __table_args__ = (
        UniqueConstraint("measure", "territory_code", "year", "released_at"),
        CheckConstraint("persons >= 0", name="persons_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str]
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    year: Mapped[int]
    persons: Mapped[int]
    released_at: Mapped[dt.datetime] = mapped_column(Utc)
    released_by: Mapped[str]
