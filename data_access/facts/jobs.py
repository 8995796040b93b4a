"""The jobs that people started."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from data_access.facts.dialects import completed_months, year_of
from data_access.facts.people import Facts, one_if
from data_access.measures.wages import BASIC_WAGE, FULL_WEEK, FULL_WEEK_OF_MINORS
from data_access.tables import Person, Placement

ADULT = 18


def started_jobs(period: Sequence[ColumnElement[bool]], *columns: Any) -> Select[Any]:
    """Return jobs that started in a period as rows of facts; the part is the channel.

    The channel is that of the application which led to the job.
    """
    return select(
        Placement.person_code,
        Placement.started_on.label("day"),
        Placement.direct_channel.label("part"),
        *columns,
    ).where(*period)


def classified_jobs(period: Sequence[ColumnElement[bool]]) -> Facts:
    """Return jobs with the flags `adequate` and `classified`, as `measures.wages` defines them.

    `classified` is of a person in all channels. A job of a year without a known basic wage is not.
    """
    year = year_of(Placement.started_on)
    wage, hours, wish = (
        Placement.monthly_wage_usd,
        Placement.weekly_hours,
        Placement.wants_more_hours,
    )
    week = case((year - Person.birth_year < ADULT, FULL_WEEK_OF_MINORS), else_=FULL_WEEK)
    full = hours >= week
    told = (wage >= 0) & (hours >= 0) & (least_wage(year) >= 0)
    known = told & (full | wish.in_(("SI", "NO")))
    fits = known & (wage >= least_wage(year)) & (full | (wish == "NO"))
    marks = one_if(fits).label("adequate"), one_if(known).label("classified")
    rows = started_jobs(period, *marks).join(Person, Person.code == Placement.person_code)
    return Facts(rows.subquery(), flags=("adequate", "classified"), shared={"known": "classified"})


def least_wage(year: ColumnElement[int]) -> ColumnElement[Any]:
    """Return the basic wage of a year as SQL; NULL where it is not known."""
    return case(*((year == known, wage) for known, wage in BASIC_WAGE.items()), else_=None)


def paid_jobs(period: Sequence[ColumnElement[bool]]) -> Facts:
    """Return jobs with a known wage, in USD, with the hours a week and the `year` they began.

    `below` is under the basic wage; `part_time` is under a full week, of known hours.
    """
    year = year_of(Placement.started_on)
    wage, hours = Placement.monthly_wage_usd, Placement.weekly_hours
    part_time = (hours > 0) & (hours < FULL_WEEK)
    rows = started_jobs(
        [*period, wage.is_not(None), least_wage(year).is_not(None)],
        one_if(wage < least_wage(year)).label("below"),
        one_if(part_time).label("part_time"),
        wage.label("wage"),
        case((part_time, hours)).label("hours"),
        year.label("year"),
    )
    return Facts(rows.subquery(), flags=("below", "part_time"))


def jobs_by_condition(period: Sequence[ColumnElement[bool]]) -> Facts:
    """Return jobs with the flags that each condition is met, and that it is known (`…_known`)."""
    hours = Placement.weekly_hours
    said = {
        "contrato": (Placement.contract == "SI", Placement.contract.in_(("SI", "NO"))),
        "iess": (Placement.social_security == "SI", Placement.social_security.in_(("SI", "NO"))),
        "jornada": (hours >= FULL_WEEK, hours.is_not(None)),
    }
    marks = {
        name: mark
        for condition, pair in said.items()
        for name, mark in zip((condition, f"{condition}_known"), pair, strict=True)
    }
    flags = (one_if(mark).label(name) for name, mark in marks.items())
    return Facts(started_jobs(period, *flags).subquery(), flags=(*marks,))


def lasting_jobs(period: Sequence[ColumnElement[bool]]) -> Facts:
    """Return jobs with the completed `months` they were followed, and whether they `ended`.

    A person's `longest` are the most months that one of their jobs was followed.
    """
    rows = started_jobs(period, *lasting()).subquery()
    return Facts(rows, figures={"longest": func.max(rows.c.months)})


def lasting() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return the completed `months` that a job was followed, and whether it `ended`."""
    until = func.coalesce(Placement.ended_on, Placement.last_contact_on)
    months = completed_months(Placement.started_on, until)
    return months.label("months"), one_if(Placement.ended_on.is_not(None)).label("ended")
