"""How long rows about people and entries of the log are kept, and taking out what is older.

A person is taken out whole once all that is stored of them lies in periods that were closed 24
months ago: the framework's figures of these are frozen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, or_, select, union

from data_access import clock, snapshot
from data_access.audit import chain
from data_access.imports.stored import chunks
from data_access.language import Text
from data_access.period_codes import period_of
from data_access.periods import LAUNCH, quarter_of
from data_access.programme import erasing
from data_access.programme.erasing import AT_ONCE, Removal
from data_access.refusal import Refusal
from data_access.tables import (
    Application,
    Closing,
    CourseSession,
    Enrolment,
    Event,
    EventAttendance,
    Listing,
    ListingSales,
    Person,
    Placement,
    SessionAttendance,
    Visit,
)
from data_access.transaction import transaction
from data_access.viewer import Viewer

PEOPLE_KEPT = 2  # years after the closing of the period they last belong to
LOG_KEPT = 5  # years


@dataclass(frozen=True)
class Due:
    """What is kept for longer than it should be.

    People of whom nothing is stored from `people_before` on, which is None while no period was
    closed for so long; `entries` of the log from before `log_before`.
    """

    people_before: dt.date | None
    people: Removal
    log_before: dt.date
    entries: int

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to take out."""
        return not self.people.people and not self.entries


def due(engine: Engine, viewer: Viewer) -> Due:
    """Return what `apply` would take out; raise Forbidden if the viewer may not."""
    erasing.require(viewer)
    with engine.connect() as connection:
        return _due(connection)[0]


def apply(engine: Engine, viewer: Viewer) -> Due:
    """Take out what is kept for longer than it should be; return what it was.

    Raise Forbidden if the viewer may not, and Refusal if there is nothing, or if the log was
    changed: that must not vanish with it.
    """
    erasing.require(viewer)
    writes = transaction(engine, viewer.name, touches=("people", "batches"), exclusive=True)
    with writes as connection:
        found, codes = _due(connection)
        if found.nothing:
            raise Refusal(Text("No hay nada guardado por más tiempo del debido."))
        erasing.take_out(connection, codes)
        for piece in chunks(codes, AT_ONCE):
            connection.execute(delete(Person).where(Person.code.in_(piece)))
        connection.touch(*found.people.subjects)
        try:
            chain.cut(connection, clock.midnight(found.log_before))
        except chain.Damaged:
            raise Refusal(
                Text(
                    "El registro de actividad no está íntegro: no se quitó nada. Revíselo con "
                    "«python -m data_access check-data»."
                )
            ) from None
        connection.log(
            "retention_applied",
            people=found.people.people,
            before=(found.people_before or found.log_before).isoformat(),
            rows=sum(found.people.rows.values()),
            entries=found.entries,
        )
    snapshot.refresh(engine)
    return found


def _due(connection: Connection) -> tuple[Due, list[str]]:
    today = clock.today()
    before = _closed_until(connection, today)
    codes = [] if before is None else _silent_since(connection, before)
    log_before = _years_before(today, LOG_KEPT)
    entries = chain.older(connection, clock.midnight(log_before))
    return Due(before, erasing.counted(connection, codes), log_before, entries), codes


def _closed_until(connection: Connection, today: dt.date) -> dt.date | None:
    """Return until when every period since the launch has been closed for long enough.

    Return None if the first has not.
    """
    limit = clock.midnight(_years_before(today, PEOPLE_KEPT))
    closed = connection.scalars(select(Closing.period).where(Closing.closed_at < limit))
    first = until = quarter_of(LAUNCH)
    for start, end in sorted(span for code in closed if (span := period_of(code)) is not None):
        if start <= until:
            until = max(until, end)
    return until if until > first else None


def _silent_since(connection: Connection, day: dt.date) -> list[str]:
    """Return the people of whom nothing is stored from a day on; who withdrew is gone already."""
    heard = union(*_heard(day)).subquery()
    silent = select(Person.code).where(
        Person.withdrawn_on.is_(None), Person.code.not_in(select(heard.c[0]))
    )
    return list(connection.scalars(silent.order_by(Person.code)))


def _heard(day: dt.date) -> Iterator[Select[Any]]:
    """Yield the people of whom each sheet says something from a day on."""

    def since(code: Any, *days: Any) -> Select[Any]:
        return select(code.label("code")).where(or_(*(one >= day for one in days)))

    yield since(Person.code, Person.registered_on, Person.consent_date)
    yield since(Application.person_code, Application.reached_on)
    placement = (Placement.started_on, Placement.ended_on, Placement.last_contact_on)
    yield since(Placement.person_code, *placement)
    yield since(Listing.person_code, Listing.live_from, Listing.live_to)
    yield since(Listing.person_code, ListingSales.month).join_from(Listing, ListingSales)
    yield select(Visit.person_code.label("code")).where(Visit.entered_at >= clock.midnight(day))
    held = CourseSession.held_on
    yield since(Enrolment.person_code, held).join_from(
        Enrolment, CourseSession, CourseSession.cohort_code == Enrolment.cohort_code
    )
    yield since(SessionAttendance.person_code, held).join_from(SessionAttendance, CourseSession)
    yield since(CourseSession.trainer_code, held).where(CourseSession.trainer_code.is_not(None))
    attended = since(EventAttendance.person_code, Event.held_on)
    yield attended.join_from(EventAttendance, Event)


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
