"""Fairs and other events, the stages to a job, and the jobs themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import CHANNEL, EVENT, STAGE, YES_NO
from data_access.tables.base import Base, Imported, one_of, referring


class Event(Imported, Base):
    """A fair, campaign or workshop; `impressions` are views of a campaign, never persons."""

    __tablename__ = "event"
    __table_args__ = (
        one_of("kind", EVENT),
        CheckConstraint("impressions >= 0", name="impressions_counted"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    held_on: Mapped[dt.date]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), index=True)
    impressions: Mapped[int | None]


class EventAttendance(Imported, Base):
    """Attendance of a person or a company at an event, the other one being empty text.

    Both belong to the key, which may not be NULL; so neither can refer to its table here, and the
    importer checks that they exist.
    """

    __tablename__ = "event_attendance"
    __table_args__ = (
        CheckConstraint(
            "(person_code = '') <> (enterprise_code = '')", name="person_or_enterprise"
        ),
    )

    event_code: Mapped[str] = mapped_column(ForeignKey("event.code"), primary_key=True)
    person_code: Mapped[str] = mapped_column(primary_key=True, index=True)
    enterprise_code: Mapped[str] = mapped_column(primary_key=True)


class Application(Imported, Base):
    """A stage that a person reached, for a vacancy or (registered, profiled) for none, `''`."""

    __tablename__ = "application"
    __table_args__ = (
        one_of("stage", STAGE),
        one_of("channel", CHANNEL),
        CheckConstraint(
            "(vacancy_code = '') = (stage IN ('REG', 'PER'))", name="vacancy_where_needed"
        ),
        referring("application", "event_code"),
    )

    person_code: Mapped[str] = mapped_column(ForeignKey("person.code"), primary_key=True)
    vacancy_code: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    reached_on: Mapped[dt.date]
    channel: Mapped[str]
    event_code: Mapped[str | None] = mapped_column(ForeignKey("event.code"))


class Placement(Imported, Base):
    """A job that a person started; still held, or lost to follow-up, where `ended_on` is NULL.

    `last_contact_on` is when this was last confirmed.
    """

    __tablename__ = "placement"
    __table_args__ = (
        one_of("wants_more_hours", YES_NO),
        one_of("contract", YES_NO),
        one_of("social_security", YES_NO),
        one_of("direct_channel", CHANNEL),
        CheckConstraint("ended_on >= started_on", name="ended_after_started"),
        CheckConstraint("monthly_wage_usd >= 0", name="wage_not_negative"),
        CheckConstraint("weekly_hours BETWEEN 0 AND 84", name="hours_plausible"),
    )

    person_code: Mapped[str] = mapped_column(ForeignKey("person.code"), primary_key=True)
    started_on: Mapped[dt.date] = mapped_column(primary_key=True)
    vacancy_code: Mapped[str | None] = mapped_column(ForeignKey("vacancy.code"), index=True)
    ended_on: Mapped[dt.date | None]
    last_contact_on: Mapped[dt.date]
    monthly_wage_usd: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    weekly_hours: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    wants_more_hours: Mapped[str | None]
    contract: Mapped[str | None]
    social_security: Mapped[str | None]
    direct_channel: Mapped[str]
