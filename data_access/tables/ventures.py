"""Listings on the marketplaces, and visits to the shared workspaces."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import OFFER
from data_access.tables.base import Base, Imported, Utc, one_of


class Listing(Imported, Base):
    """A person's listing on a marketplace, live until `live_to`, or still live where it is NULL."""

    __tablename__ = "listing"
    __table_args__ = (
        one_of("category", OFFER),
        CheckConstraint("live_to >= live_from", name="live_to_after_from"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    person_code: Mapped[str] = mapped_column(ForeignKey("person.code"), index=True)
    platform_code: Mapped[str] = mapped_column(ForeignKey("platform.code"), index=True)
    category: Mapped[str]
    live_from: Mapped[dt.date]
    live_to: Mapped[dt.date | None]


class ListingSales(Imported, Base):
    """The sales of a listing in a month (its first day), as reported by its seller."""

    __tablename__ = "listing_sales"
    __table_args__ = (
        CheckConstraint("sales >= 0", name="sales_counted"),
        CheckConstraint("sales_usd >= 0", name="sales_usd_not_negative"),
    )

    listing_code: Mapped[str] = mapped_column(ForeignKey("listing.code"), primary_key=True)
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    sales: Mapped[int]
    sales_usd: Mapped[Decimal] = mapped_column(Numeric(10, 2))


class Site(Imported, Base):
    """A shared workspace: seats, and hours a week that they are on offer."""

    __tablename__ = "site"
    __table_args__ = (
        CheckConstraint("seats >= 1", name="seats_counted"),
        CheckConstraint("weekly_hours > 0 AND weekly_hours <= 168", name="hours_of_a_week"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    seats: Mapped[int]
    weekly_hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    lat: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    lon: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))


class Visit(Imported, Base):
    """A person's visit to a workspace; its end is unknown where `left_at` is NULL."""

    __tablename__ = "visit"
    __table_args__ = (CheckConstraint("left_at > entered_at", name="left_after_entered"),)

    person_code: Mapped[str] = mapped_column(ForeignKey("person.code"), primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), primary_key=True, index=True)
    entered_at: Mapped[dt.datetime] = mapped_column(Utc, primary_key=True)
    left_at: Mapped[dt.datetime | None] = mapped_column(Utc)
