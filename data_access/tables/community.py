"""Associations, studies, help to governments, and what happened in a place meanwhile."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import ASSOCIATION, GOVERNMENT, STATE, YES_NO
from data_access.tables.base import Base, Imported, one_of


class Association(Imported, Base):
    """An association; its name, point and site are shown only where `publishable` is SI."""

    __tablename__ = "association"
    __table_args__ = (
        one_of("kind", ASSOCIATION),
        one_of("publishable", YES_NO),
        one_of("led_by_women", YES_NO),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    publishable: Mapped[str]
    lat: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    lon: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    led_by_women: Mapped[str]
    active_on: Mapped[dt.date]
    website: Mapped[str | None]


class Study(Imported, Base):
    """A published study, of the labour market or other."""

    __tablename__ = "study"

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    published_on: Mapped[dt.date]
    link: Mapped[str | None]


class Recommendation(Imported, Base):
    """One recommendation of a study, and its outcome."""

    __tablename__ = "recommendation"
    __table_args__ = (
        one_of("state", STATE),
        CheckConstraint("number >= 1", name="number_counted"),
    )

    study_code: Mapped[str] = mapped_column(ForeignKey("study.code"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    state: Mapped[str]
    state_on: Mapped[dt.date | None]


class Assistance(Imported, Base):
    """Technical help to a government with a public policy."""

    __tablename__ = "assistance"
    __table_args__ = (
        one_of("level", GOVERNMENT),
        one_of("state", STATE),
        CheckConstraint("ended_on >= started_on", name="ended_after_started"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    institution: Mapped[str]
    level: Mapped[str]
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    topic: Mapped[str]
    started_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    product: Mapped[str | None]
    state: Mapped[str]


class Milestone(Imported, Base):
    """What happened in a place on a day, outside of the programme or by it, and may explain it."""

    __tablename__ = "milestone"

    code: Mapped[str] = mapped_column(primary_key=True)
    happened_on: Mapped[dt.date]
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    name: Mapped[str]
    name_en: Mapped[str]
    source: Mapped[str]
    link: Mapped[str | None]
