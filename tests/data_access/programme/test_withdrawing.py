"""Who withdraws consent is gone from every table and figure, and no file brings them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, delete, insert, select, update

from data_access import clock
from data_access.database import engine_for
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.programme import withdrawing
from data_access.refusal import Forbidden, Refusal
from data_access.releases import kept_data, making, nightly, withdrawals
from data_access.scope import Scope
from data_access.tables import BatchChange, CourseSession, HeldRow, Person
from data_access.viewer import ADMINISTRATOR, VISITOR, Grant, Viewer
from tests.data_access.answers.example import store_batch
from tests.data_access.auth.house import told as logged
from tests.data_access.imports.books import filled, person
from tests.data_access.releases.programmes import people
from tests.data_access.snapshot.equality import MONITOR, NAMES, told
from tests.databases import Copying
from tests.writing import writing

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
LEADER = Viewer(frozenset({Grant("leader", "1308")}), "lia@example.org")
NOON = dt.datetime(2026, 3, 10, 17, 0, tzinfo=dt.UTC)


@pytest.fixture
def stored(backend: str, copying: Copying) -> Iterator[Engine]:
    with copying(backend, "outcomes") as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


@pytest.fixture
def somebody(stored: Engine) -> str:
    """Somebody with rows in every sheet about people, a session given and values that changed."""
    with writing(stored) as connection:
        code = connection.scalars(select(Person.code).order_by(Person.code)).all()[25]
        connection.execute(update(CourseSession).values(trainer_code=code))
        batch = store_batch(connection)
        for table, key in (("person", "code"), ("visit", "person_code")):
            kept = {"batch_id": batch, "table_name": table, "row_key": {key: code}}
            connection.execute(insert(BatchChange), {**kept, "before": {key: code}})
        kept = {"batch_id": batch, "table_name": "course_session", "row_key": {"code": "S"}}
        connection.execute(insert(BatchChange), {**kept, "before": {"trainer_code": code}})
        aside = {"batch_id": batch, "reason": "consent", "state": "open", "row_key": {}}
        connection.execute(
            insert(HeldRow),
            [
                {**aside, "sheet": "personas", "content": {"code": code}},
                {
                    **aside,
                    "sheet": "mercado",
                    "content": {"code": "O", "person_code": code},
                },
                {**aside, "sheet": "mercado_ventas", "content": {"listing_code": "O"}},
                {**aside, "sheet": "sesiones", "content": {"trainer_code": code}},
                {**aside, "sheet": "personas", "content": {"code": "somebody else"}},
            ],
        )
    return str(code)


def everything(engine: Engine) -> dict[str, Any]:
    """What every question answers a monitor."""
    with engine.connect() as connection:
        return {name: told(connection, name, MONITOR, Scope()) for name in NAMES}


def where(engine: Engine, code: str) -> set[str]:
    """The tables in which a code stands anywhere."""
    metadata = MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        return {
            table.name
            for table in metadata.sorted_tables
            if any(f"'{code}'" in repr(row) for row in connection.execute(select(table)))
        }


def test_every_figure_is_as_if_the_person_had_never_been(stored: Engine, somebody: str) -> None:
    assert len(where(stored, somebody)) >= 9

    foreseen = withdrawing.consequences(stored, EVA, [somebody])
    assert withdrawing.withdraw(stored, EVA, [somebody]) == foreseen

    assert foreseen.people == 1
    assert foreseen.changes == 2
    assert foreseen.sessions >= 1
    assert len(foreseen.rows) >= 6
    assert where(stored, somebody) == {"person"}
    with stored.connect() as connection:
        assert connection.scalars(select(HeldRow.content)).all() == [{"code": "somebody else"}]
    found = everything(stored)
    with writing(stored, "people") as connection:
        row = connection.execute(select(Person).where(Person.code == somebody)).one()
        connection.execute(delete(Person).where(Person.code == somebody))
    wanted = everything(stored)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    assert (row.birth_year, row.sex, row.nationality, row.registered_on) == (1900, "NR", "", None)
    assert logged(stored, "consent_withdrawn") == [
        (EVA.name, {"people": 1, "rows": sum(foreseen.rows.values())})
    ]


def test_only_monitors_and_administrators_withdraw_and_only_who_is_there(
    stored: Engine, somebody: str
) -> None:
    for viewer in (VISITOR, LEADER):
        for act in (withdrawing.consequences, withdrawing.withdraw):
            with pytest.raises(Forbidden):
                act(stored, viewer, [somebody])
    for codes in ([], ["nobody"], [somebody, "nobody"]):
        with pytest.raises(Refusal):
            withdrawing.withdraw(stored, EVA, codes)
    withdrawing.withdraw(stored, EVA, [f" {somebody} ", somebody])
    with pytest.raises(Refusal):
        withdrawing.withdraw(stored, EVA, [somebody])


def test_no_file_brings_somebody_back_without_a_later_consent(
    engine: Engine, tmp_path: Path
) -> None:
    first = filled(tmp_path / "a.xlsx", personas=[person("P-1"), person("P-2")])
    batch = import_files(engine, [first], ADMINISTRATOR, accept_warnings=True).batch
    withdrawing.withdraw(engine, EVA, ["P-1"])
    again = filled(tmp_path / "b.xlsx", personas=[person("P-1")])
    report = import_files(engine, [again], ADMINISTRATOR)
    assert [finding.rule for finding in report.errors] == ["consentimiento_retirado"]
    assert "P-1" not in str(report.to_json("es"))

    assert batch is not None
    undo(engine, batch, ADMINISTRATOR)
    with engine.connect() as connection:
        assert list(connection.scalars(select(Person.code))) == ["P-1"]
    assert import_files(engine, [again], ADMINISTRATOR).refused

    later = {"fecha_consentimiento": clock.today() + dt.timedelta(days=1)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: dt.date.today() + dt.timedelta(days=2))
        book = filled(tmp_path / "c.xlsx", personas=[person("P-1", **later)])
        back = import_files(engine, [book], ADMINISTRATOR, accept_warnings=True)
    assert not back.refused, back.errors
    with engine.connect() as connection:
        row = connection.execute(select(Person)).one()
    assert (row.withdrawn_on, row.birth_year) == (None, 1990)
    assert back.batch is not None
    undo(engine, back.batch, ADMINISTRATOR)
    with engine.connect() as connection:
        row = connection.execute(select(Person)).one()
    assert (row.withdrawn_on is None, row.birth_year) == (False, 1900)


def test_a_leader_is_told_nothing_of_a_withdrawal(engine: Engine, tmp_path: Path) -> None:
    book = filled(tmp_path / "a.xlsx", personas=[person("P-1")])
    import_files(engine, [book], ADMINISTRATOR, accept_warnings=True)
    making.make(engine, EVA)
    withdrawing.withdraw(engine, EVA, ["P-1"])

    changed = filled(tmp_path / "b.xlsx", personas=[person("P-1", anio_nacimiento=1980)])
    report = import_files(engine, [changed], LEADER, accept_warnings=True)

    assert (report.waiting, report.errors) == (True, [])


def test_a_release_follows_within_a_day_even_where_none_is_made_by_itself(
    stored: Engine, somebody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def due(moment: dt.datetime) -> bool:
        with stored.connect() as connection:
            return nightly.is_due(connection, moment)

    monkeypatch.setenv("RELEASE_AT", "never")
    monkeypatch.setattr(clock, "now", lambda: NOON)
    making.make(stored, EVA)
    exact = people(stored, EVA)
    assert not due(NOON + dt.timedelta(days=30))
    withdrawing.withdraw(stored, EVA, [somebody])

    assert people(stored, EVA) == exact - 1
    assert not due(NOON + dt.timedelta(hours=1))
    assert due(NOON + dt.timedelta(hours=24))
    making.make(stored, EVA)
    assert not due(NOON + dt.timedelta(days=30))
    with stored.connect() as connection:
        assert withdrawals.since(connection) is None


def test_a_release_that_was_being_made_meanwhile_does_not_count_as_having_followed(
    stored: Engine, somebody: str
) -> None:
    making.make(stored, EVA)
    with stored.connect() as connection:
        before = kept_data.versions(connection)
    withdrawing.withdraw(stored, EVA, [somebody])

    with writing(stored) as connection:
        withdrawals.followed(connection, before)
        assert withdrawals.since(connection) is not None
