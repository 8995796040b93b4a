"""The furthest stage on the way to a job of each registered person, overall and per channel."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    union,
)

from data_access.summaries.people import ATTRIBUTES, Rows, attributes, month_of, people_and_keys
from data_access.tables import Application, FunnelCell, Person, Placement

ALL_CHANNELS = ""
STAGES = ("REG", "PER", "REF", "ENT", "OFE", "CON")
OFFERED, HIRED = STAGES.index("OFE"), STAGES.index("CON")


def ways(by_channel: bool) -> Rows:
    """Return one row per person, or person and channel: registration, furthest stage, records.

    In a channel only its own stages and hires count; the registration is the person's. A job from
    before the registration does not count.

    Whoever reached a stage has reached all before it, so that no stage counts more people than the
    one before. Hired is who has a placement: a record of a hire without one counts as an offer
    only.
    """
    since = _registered().subquery()
    stages, hires = _stages(by_channel).subquery(), _hires(by_channel).subquery()
    hired = func.coalesce(hires.c.last >= since.c.registered_on, False)
    furthest = case((hired, literal(HIRED)), else_=func.coalesce(stages.c.furthest, 0))
    registered = case((since.c.on_record, 1), else_=0)
    recorded = func.coalesce(stages.c.recorded, 0) + registered
    found = select(
        since.c.code,
        since.c.registered_on,
        furthest.label("furthest"),
        recorded.label("recorded"),
        *attributes(since.c.registered_on),
    ).join(Person, Person.code == since.c.code)
    if not by_channel:
        return (
            found.add_columns(literal(ALL_CHANNELS).label("channel"))
            .outerjoin(stages, stages.c.person_code == since.c.code)
            .outerjoin(hires, hires.c.person_code == since.c.code)
        )
    touched = union(
        select(Application.person_code, Application.channel),
        select(Placement.person_code, Placement.direct_channel),
    ).subquery()

    def own(other: FromClause) -> ColumnElement[bool]:
        return and_(
            other.c.person_code == touched.c.person_code, other.c.channel == touched.c.channel
        )

    return (
        found.add_columns(touched.c.channel.label("channel"))
        .join(touched, touched.c.person_code == since.c.code)
        .outerjoin(stages, own(stages))
        .outerjoin(hires, own(hires))
        .where(stages.c.person_code.is_not(None) | hired)
    )


def _registered() -> Rows:
    """Return each person's registration: on record, or (imputed) the first stage recorded."""
    events = (
        select(
            Application.person_code,
            func.min(case((Application.stage == "REG", Application.reached_on))).label(
                "registered"
            ),
            func.min(Application.reached_on).label("first"),
        )
        .group_by(Application.person_code)
        .subquery()
    )
    known = func.coalesce(Person.registered_on, events.c.registered)
    day = func.coalesce(known, events.c.first)
    return (
        select(
            Person.code.label("code"),
            day.label("registered_on"),
            known.is_not(None).label("on_record"),
        )
        .outerjoin(events, events.c.person_code == Person.code)
        .where(day.is_not(None), Person.withdrawn_on.is_(None))
    )


def _stages(by_channel: bool) -> Rows:
    """Return the furthest stage on record (a recorded hire is an offer) and all stages, as bits."""
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
    return select(
        *groups, func.max(furthest).label("furthest"), recorded.label("recorded")
    ).group_by(*groups)


def _hires(by_channel: bool) -> Rows:
    channel = Placement.direct_channel.label("channel")
    groups = [Placement.person_code, *([channel] if by_channel else [])]
    return select(*groups, func.max(Placement.started_on).label("last")).group_by(*groups)


def refresh_funnel(connection: Connection) -> None:
    connection.execute(delete(FunnelCell))
    for by_channel in (False, True):
        rows = ways(by_channel).subquery()
        month = month_of(connection, rows.c.registered_on).label("registered_on")
        names = ("channel", "canton_code", *ATTRIBUTES, "furthest", "recorded")
        dimensions = [month, *(rows.c[name] for name in names)]
        cells = select(*dimensions, *people_and_keys(rows.c)).group_by(*dimensions)
        columns = [column.name for column in cells.selected_columns]
        connection.execute(insert(FunnelCell).from_select(columns, cells))
