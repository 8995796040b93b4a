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
from data_access.scope import Scope
from data_access.tables import EventAttendance, Person, Placement, Visit
from data_access.viewer import Viewer
from tests.data_access.answers.example import store_batch
from tests.data_access.answers.programme_results import store_everything
from tests.data_access.random_programmes import LAST, PEOPLE, Programme, programmes, store
from tests.data_access.snapshot.equality import MONITOR, NAMES, VISITOR, require_same, scopes
from tests.databases import Copying
from tests.writing import writing

SUBJECTS = ("people", "hiring", "training", "ventures", "labour", "batches")
FEW = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
MANY = settings(FEW, max_examples=100)


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


def tell(engine: Engine, programme: Programme, data: st.DataObject) -> None:
    """Store a programme and compare; then write something, compare again, and so on."""
    with writing(engine, *SUBJECTS) as connection:
        store(connection, programme)
    require_same(engine, snapshot.current(engine), asked(data, 6))
    for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=3)):
        with writing(engine, *SUBJECTS) as connection:
            step(connection)
            connection.touch("people")
        require_same(engine, snapshot.current(engine), asked(data, 4))


@FEW
@given(programmes(), st.data())
def test_answers_are_the_same_after_whatever_is_written(
    engine: Engine, programme: Programme, data: st.DataObject
) -> None:
    tell(engine, programme, data)


@pytest.mark.matrix
@MANY
@given(programmes(), st.data())
def test_answers_are_the_same_after_whatever_is_written_a_hundred_times(
    engine: Engine, programme: Programme, data: st.DataObject
) -> None:
    tell(engine, programme, data)


def everything() -> list[tuple[str, Viewer, Any]]:
    """Every question in every one of its scopes."""
    return [
        (name, viewer, scope)
        for name in NAMES
        for scope in scopes(name)
        for viewer in (VISITOR, MONITOR)
    ]


def test_every_answer_finds_its_tables_and_columns(engine: Engine) -> None:
    store_everything(engine)

    require_same(engine, snapshot.current(engine), [(name, MONITOR, Scope()) for name in NAMES])


@pytest.mark.matrix
@pytest.mark.parametrize("name", ["outcomes", "demo"])
def test_every_answer_in_every_scope_is_the_same(backend: str, copying: Copying, name: str) -> None:
    from data_access.database import engine_for

    with copying(backend, name) as url:
        engine = engine_for(url)
        require_same(engine, snapshot.current(engine), everything())
        engine.dispose()
