"""The furthest stage on the way to a job of each registered person, overall and per channel."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, case, func, literal, select, union

from data_access.facts.people import WHOLE, Living, Rows, attributes, only_of
from data_access.tables import Application, Person, Placement

STAGES = ("REG", "PER", "REF", "ENT", "OFE", "CON")
OFFERED, HIRED = STAGES.index("OFE"), STAGES.index("CON")


def ways(by_channel: bool, living: Living = ()) -> Rows:
    """Return one row per person, or person and channel: registration, furthest stage, records.

    In a channel only its own stages and hires count; the registration is the person's. A job from
    before the registration does not count.

    Whoever reached a stage has reached all before it, so that no stage counts more people than the
    one before. Hired is who has a placement: a record of a hire without one counts as an offer
    only.
    """
    stages = _stages(by_channel, living).subquery()
    events = _stages(False, living).subquery() if by_channel else stages
    hires = _hires(by_channel, living).subquery()
    known, day = registration(events)
    hired = func.coalesce(hires.c.last >= day, False)
    furthest = case((hired, literal(HIRED)), else_=func.coalesce(stages.c.furthest, 0))
    registered = case((known.is_not(None), 1), else_=0)
    recorded = func.coalesce(stages.c.recorded, 0) + registered
    found = (
        select(
            day.label("registered_on"),
            furthest.label("furthest"),
            recorded.label("recorded"),
            *attributes(day),
        )
        .select_from(Person)
        .outerjoin(events, events.c.person_code == Person.code)
        .where(day.is_not(None), Person.withdrawn_on.is_(None), *living)
    )
    if not by_channel:
        return found.add_columns(literal(WHOLE).label("channel")).outerjoin(
            hires, hires.c.person_code == Person.code
        )
    touched = union(
        select(Application.person_code, Application.channel).where(
            *only_of(Application.person_code, living)
        ),
        select(Placement.person_code, Placement.direct_channel).where(
            *only_of(Placement.person_code, living)
        ),
    ).subquery()

    def own(other: FromClause) -> ColumnElement[bool]:
        return and_(
            other.c.person_code == touched.c.person_code, other.c.channel == touched.c.channel
        )

    return (
        found.add_columns(touched.c.channel.label("channel"))
        .join(touched, touched.c.person_code == Person.code)
        .outerjoin(stages, own(stages))
        .outerjoin(hires, own(hires))
        .where(stages.c.person_code.is_not(None) | hired)
    )


def registration(events: Subquery) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the day of registration on record, and that or (imputed) of the first stage."""
    known = func.coalesce(Person.registered_on, events.c.registered)
    return known, func.coalesce(known, events.c.first)


def waits(living: Living = ()) -> Rows:
    """Return one row per registered person: `registered_on`, and `started_on` of the hire, if any.

    The hire is the first job that started on the day of registration or later.
    """
    events = _stages(False, living).subquery()
    _, day = registration(events)
    since = (
        select(Person.code, day.label("registered_on"), *attributes(day))
        .outerjoin(events, events.c.person_code == Person.code)
        .where(day.is_not(None), Person.withdrawn_on.is_(None), *living)
        .cte()
    )
    first = (
        select(since.c.code, func.min(Placement.started_on).label("started_on"))
        .join(Placement, Placement.person_code == since.c.code)
        .where(Placement.started_on >= since.c.registered_on)
        .group_by(since.c.code)
        .subquery()
    )
    return select(since, first.c.started_on).outerjoin(first, first.c.code == since.c.code)


def _stages(by_channel: bool, living: Living) -> Rows:
    """Return the furthest stage on record (a recorded hire is an offer), all stages as bits, days.

    `registered` is the day of the stage of registration, `first` that of the first stage.
    """
    stage = Application.stage
    furthest = case(*((stage == code, min(at, OFFERED)) for at, code in enumerate(STAGES)), else_=0)
    # Neither the registration, which is apart from stages, nor the hire, which is a job.
    bits = [
        func.max(case((stage == code, 2**at), else_=0))
        for at, code in enumerate(STAGES)
        if 0 < at < HIRED
    ]
    recorded: ColumnElement[int] = bits[0]
    for bit in bits[1:]:
        recorded = recorded + bit
    groups = [Application.person_code, *([Application.channel] if by_channel else [])]
    found = select(
        *groups,
        func.max(furthest).label("furthest"),
        recorded.label("recorded"),
        func.min(case((stage == STAGES[0], Application.reached_on))).label("registered"),
        func.min(Application.reached_on).label("first"),
    )
    return found.where(*only_of(Application.person_code, living)).group_by(*groups)


def _hires(by_channel: bool, living: Living) -> Rows:
    channel = Placement.direct_channel.label("channel")
    groups = [Placement.person_code, *([channel] if by_channel else [])]
    found = select(*groups, func.max(Placement.started_on).label("last"))
    return found.where(*only_of(Placement.person_code, living)).group_by(*groups)
