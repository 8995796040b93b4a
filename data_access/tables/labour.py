"""Companies, surveys of their vacancies, and the posts of the job bank."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import CHANNEL, DESIGN, OUTCOME, PLATFORM, SIZE, YES_NO
from data_access.tables.base import Base, Imported, one_of, referring


class Enterprise(Imported, Base):
    """A private company, under a code; `size` and `ciiu` (ISIC section) describe it."""

    __tablename__ = "enterprise"
    __table_args__ = (one_of("size", SIZE),)

    code: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[str]
    ciiu: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), index=True)


class Survey(Imported, Base):
    """A survey of companies at one reference date."""

    __tablename__ = "survey"
    __table_args__ = (one_of("design", DESIGN),)

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    reference_date: Mapped[dt.date]
    design: Mapped[str]


class Stratum(Imported, Base):
    """A stratum of a survey: `universe` is how many companies it stands for."""

    __tablename__ = "stratum"
    __table_args__ = (CheckConstraint("universe >= 1", name="universe_counted"),)

    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    universe: Mapped[int]


class SurveyResponse(Imported, Base):
    """A company approached by a survey, and the outcome.

    `barriers` holds codes joined by `;`; NULL is unknown, `NINGUNA` is none.
    """

    __tablename__ = "survey_response"
    __table_args__ = (
        ForeignKeyConstraint(
            ["survey_code", "stratum_code"], ["stratum.survey_code", "stratum.code"]
        ),
        one_of("outcome", OUTCOME),
        one_of("willing_to_hire", YES_NO),
        CheckConstraint("occupied_posts >= 0", name="occupied_posts_counted"),
    )

    survey_code: Mapped[str] = mapped_column(ForeignKey("survey.code"), primary_key=True)
    enterprise_code: Mapped[str] = mapped_column(
        ForeignKey("enterprise.code"), primary_key=True, index=True
    )
    stratum_code: Mapped[str | None]
    outcome: Mapped[str]
    occupied_posts: Mapped[int | None]
    willing_to_hire: Mapped[str | None]
    barriers: Mapped[str | None]


class SurveyVacancy(Imported, Base):
    """Vacant posts of one occupation (ISCO-08, two digits) that a company reported."""

    __tablename__ = "survey_vacancy"
    __table_args__ = (
        ForeignKeyConstraint(
            ["survey_code", "enterprise_code"],
            ["survey_response.survey_code", "survey_response.enterprise_code"],
        ),
        CheckConstraint("posts >= 0", name="posts_counted"),
        CheckConstraint("hard_to_fill BETWEEN 0 AND posts", name="hard_to_fill_within"),
    )

    survey_code: Mapped[str] = mapped_column(primary_key=True)
    enterprise_code: Mapped[str] = mapped_column(primary_key=True)
    isco2: Mapped[str] = mapped_column(primary_key=True)
    posts: Mapped[int]
    hard_to_fill: Mapped[int]


class Platform(Imported, Base):
    """An online job bank or marketplace of a city."""

    __tablename__ = "platform"
    __table_args__ = (one_of("kind", PLATFORM),)

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    link: Mapped[str | None]
    launched_on: Mapped[dt.date | None]


class Vacancy(Imported, Base):
    """Posts that a company offered through a channel of the programme."""

    __tablename__ = "vacancy"
    __table_args__ = (
        one_of("channel", CHANNEL),
        referring("vacancy", "platform_code"),
        referring("vacancy", "event_code"),
        CheckConstraint("posts >= 1", name="posts_offered"),
        CheckConstraint("closed_on >= opened_on", name="closed_after_opened"),
        CheckConstraint("monthly_wage_usd >= 0", name="wage_not_negative"),
        CheckConstraint("weekly_hours BETWEEN 0 AND 84", name="hours_plausible"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    enterprise_code: Mapped[str] = mapped_column(ForeignKey("enterprise.code"), index=True)
    isco2: Mapped[str]
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    channel: Mapped[str]
    platform_code: Mapped[str | None] = mapped_column(ForeignKey("platform.code"))
    event_code: Mapped[str | None] = mapped_column(ForeignKey("event.code"))
    posts: Mapped[int]
    opened_on: Mapped[dt.date]
    closed_on: Mapped[dt.date | None]
    monthly_wage_usd: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    weekly_hours: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
