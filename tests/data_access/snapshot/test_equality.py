"""Every answer from the snapshot is the one from the rows, whatever was written in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access import snapshot
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.tables import EventAttendance, Person, Placement, Visit
from data_access.viewer import Viewer
from tests.data_access.answers.example import store_batch
from tests.data_access.random_programmes import LAST, PEOPLE, Programme, programmes, store
from tests.data_access.snapshot.equality import MONITOR, NAMES, VISITOR, require_same, scopes
from tests.databases import Copying
from tests.sampling import sampled
from tests.writing import writing

SUBJECTS = ("people", "hiring", "training", "ventures", "labour", "batches")
# A hundred programmes in `make test-all`, which runs under the profile of five hundred examples.
PROGRAMMES = settings(
    max_examples=100 if settings.default.max_examples >= 500 else 2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    # On a database shrinking takes minutes; the seed finds the same example again.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
ONE, ALL = "one scope of each", "every scope of each"


def newcomers(connection: Connection) -> None:
    """A batch that only adds people, and rows about them and about others."""
    batch = {"import_batch_id": store_batch(connection)}
    code = f"Q-{batch['import_batch_id']}"
    person = {
        "birth_year": 1990,
        "sex": "M",
        "nationality": "VEN",
        "mobility_status": "MIG",
        "canton_code": "1308",
        "registered_on": LAST,
        "consent_date": LAST,
        "consent_version": "1",
        "record_key_high": batch["import_batch_id"] * 7919,
        "record_key_low": batch["import_batch_id"] * 104729,
    }
    connection.execute(insert(Person), {"code": code, **person, **batch})
    day = LAST + dt.timedelta(days=int(batch["import_batch_id"]))
    job = {"started_on": day, "last_contact_on": day, "direct_channel": "BOLSA"}
    for who in (code, PEOPLE[0]):
        connection.execute(insert(Placement), {"person_code": who, **job, **batch})


def withdrawal(connection: Connection) -> None:
    """Somebody takes back the consent; the table alone tells of it."""
    first = select(Person.code).where(Person.withdrawn_on.is_(None)).order_by(Person.code).limit(1)
    withdrawn = update(Person).where(Person.code == first.scalar_subquery())
    connection.execute(withdrawn.values(withdrawn_on=LAST))


def taken_out(connection: Connection) -> None:
    """Rows of several tables are deleted, and with them whom nothing refers to any more."""
    code = connection.scalar(select(Placement.person_code).order_by(Placement.person_code))
    for table in (Placement, Visit, EventAttendance):
        connection.execute(delete(table).where(table.person_code == code))
    connection.execute(delete(Person).where(Person.code.like("Q-%"), Person.code == code))


def nothing(connection: Connection) -> None:
    """A write of these subjects that changes no row."""


STEPS: tuple[Callable[[Connection], None], ...] = (newcomers, withdrawal, taken_out, nothing)


def asked(data: st.DataObject, names: int) -> list[tuple[str, Viewer, Any]]:
    """Some questions, each in one scope, as a visitor and as a monitor."""
    found = []
    for name in data.draw(st.lists(st.sampled_from(NAMES), min_size=names, max_size=names)):
        scope = data.draw(st.sampled_from(list(scopes(name))))
        found += [(name, viewer, scope) for viewer in (VISITOR, MONITOR)]
    return found


@PROGRAMMES
@given(programmes(), st.data())
def test_answers_are_the_same_after_whatever_is_written(
    engine: Engine, programme: Programme, data: st.DataObject
) -> None:
    with writing(engine, *SUBJECTS) as connection:
        store(connection, programme)
    require_same(engine, snapshot.current(engine), asked(data, 5))
    for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=3)):
        with writing(engine, *SUBJECTS) as connection:
            step(connection)
            connection.touch("people")
        require_same(engine, snapshot.current(engine), asked(data, 3))


def questions(how: str) -> list[tuple[str, Viewer, Scope]]:
    """Every question, once or in each of its scopes."""
    if how == ONE:
        return [(name, MONITOR, Scope()) for name in NAMES]
    return [
        (name, viewer, scope)
        for name in NAMES
        for scope in scopes(name)
        for viewer in (VISITOR, MONITOR)
    ]


@pytest.mark.parametrize(
    ("name", "how"),
    sampled([("outcomes", ONE), ("outcomes", ALL), ("demo", ALL)], ("outcomes", ONE)),
)
def test_every_answer_finds_its_tables_and_columns(
    backend: str, copying: Copying, name: str, how: str
) -> None:
    with copying(backend, name) as url:
        engine = engine_for(url)
        require_same(engine, snapshot.current(engine), questions(how))
        engine.dispose()
