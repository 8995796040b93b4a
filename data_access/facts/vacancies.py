"""The posts of vacancies, and who filled them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import and_, case, func, select

from data_access.facts.people import Facts, Rows, one_if
from data_access.tables import Person, Placement, Vacancy


def _placed() -> Any:
    """Return who got a job in each vacancy, in the order in which they began.

    Of those who began on one day the order is that of their keys: it means nothing, but it is the
    same everywhere and however often a file is imported.
    """
    began = (Placement.started_on, Person.record_key_high, Person.record_key_low)
    order = func.row_number().over(partition_by=Placement.vacancy_code, order_by=began)
    return (
        select(
            Placement.person_code,
            Placement.vacancy_code,
            Placement.started_on.label("day"),
            order.label("place"),
        )
        .join(Person, Person.code == Placement.person_code)
        .where(Placement.vacancy_code.is_not(None), Person.withdrawn_on.is_(None))
        .subquery()
    )


def offered_posts(today: dt.date, full_is_closed: bool) -> Rows:
    """Return one row per vacancy: where, what and since when, its posts and those that were filled.

    `closed`: past its closing day or, where a full one is taken for closed, with every post filled.
    """
    placed = _placed()
    each = (
        select(placed.c.vacancy_code, func.count().label("people"))
        .group_by(placed.c.vacancy_code)
        .subquery()
    )
    people = func.coalesce(each.c.people, 0)
    filled = case((people < Vacancy.posts, people), else_=Vacancy.posts)
    past = func.coalesce(Vacancy.closed_on <= today, False)
    closed = past | (people >= Vacancy.posts) if full_is_closed else past
    return select(
        Vacancy.code,
        Vacancy.canton_code,
        Vacancy.isco2,
        Vacancy.channel,
        Vacancy.event_code,
        Vacancy.opened_on,
        Vacancy.posts,
        filled.label("filled"),
        one_if(closed).label("closed"),
    ).outerjoin(each, each.c.vacancy_code == Vacancy.code)


def fillers(offered: Any, *columns: Any) -> Facts:
    """Return who filled the closed ones of some vacancies, the first to start; within columns."""
    placed = _placed()
    own = and_(placed.c.vacancy_code == offered.c.code, placed.c.place <= offered.c.filled)
    rows = (
        select(placed.c.person_code, placed.c.day, *columns)
        .join(offered, own)
        .where(offered.c.closed == 1)
    )
    return Facts(rows.subquery(), within=tuple(column.name for column in columns))
