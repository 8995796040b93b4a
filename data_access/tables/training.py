"""Courses and their sessions, enrolments, attendance, and employers' attitudes before and after.

A cohort is identified by its sessions: it belongs to their course and ends with the last of them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from data_access.lists import COURSE, MOMENT, YES_NO
from data_access.tables.base import Base, Imported, one_of, referring


class Course(Imported, Base):
    """A course that a government gives: to trainers, by them, to people or to companies."""

    __tablename__ = "course"
    __table_args__ = (one_of("kind", COURSE), CheckConstraint("hours > 0", name="hours_given"))

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    hours: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    government_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), index=True)


class CourseSession(Imported, Base):
    """A meeting of a cohort; `unlinked` counts those present without a code, never as persons."""

    __tablename__ = "course_session"
    __table_args__ = (
        CheckConstraint("hours > 0", name="hours_given"),
        CheckConstraint("unlinked >= 0", name="unlinked_counted"),
        referring("course_session", "trainer_code"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    course_code: Mapped[str] = mapped_column(ForeignKey("course.code"), index=True)
    cohort_code: Mapped[str] = mapped_column(index=True)
    held_on: Mapped[dt.date] = mapped_column(index=True)
    hours: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    canton_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    trainer_code: Mapped[str | None] = mapped_column(ForeignKey("person.code"))
    unlinked: Mapped[int | None]


class Enrolment(Imported, Base):
    """A person in a cohort, with marks (0 to 100) before and after and how it ended."""

    __tablename__ = "enrolment"
    __table_args__ = (
        one_of("completed", YES_NO),
        one_of("certified", YES_NO),
        CheckConstraint("mark_before BETWEEN 0 AND 100", name="mark_before_of_100"),
        CheckConstraint("mark_after BETWEEN 0 AND 100", name="mark_after_of_100"),
    )

    person_code: Mapped[str] = mapped_column(ForeignKey("person.code"), primary_key=True)
    cohort_code: Mapped[str] = mapped_column(primary_key=True, index=True)
    mark_before: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    mark_after: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    completed: Mapped[str]
    certified: Mapped[str]


class SessionAttendance(Imported, Base):
    """A person who came to a session; for employers' courses, of which company."""

    __tablename__ = "session_attendance"
    __table_args__ = (referring("session_attendance", "enterprise_code"),)

    person_code: Mapped[str] = mapped_column(ForeignKey("person.code"), primary_key=True)
    session_code: Mapped[str] = mapped_column(
        ForeignKey("course_session.code"), primary_key=True, index=True
    )
    enterprise_code: Mapped[str | None] = mapped_column(ForeignKey("enterprise.code"))


class Attitude(Imported, Base):
    """A participant's agreement (1 to 5) with a statement, before and after a cohort.

    The participant's code belongs to the questionnaire alone and identifies no person.
    """

    __tablename__ = "attitude"
    __table_args__ = (
        one_of("moment", MOMENT),
        CheckConstraint("agreement BETWEEN 1 AND 5", name="agreement_of_5"),
    )

    cohort_code: Mapped[str] = mapped_column(primary_key=True)
    participant_code: Mapped[str] = mapped_column(primary_key=True)
    moment: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    agreement: Mapped[int]
