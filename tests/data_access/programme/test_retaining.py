"""What is kept for longer than it should be goes, and nothing else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, Table, func, insert, select, text
from sqlalchemy.sql import visitors

from data_access import clock
from data_access.audit import chain
from data_access.database import engine_for
from data_access.imports.stored import table_of
from data_access.imports.templates import templates
from data_access.programme import erasing, retaining
from data_access.refusal import Forbidden, Refusal
from data_access.tables import AuditEvent, Closing, ImportBatch, ListingSales, Person, Placement
from data_access.transaction import NOTHING, transaction
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.answers.example import store_people
from tests.data_access.audit.test_chain import log, tamper, verdict
from tests.data_access.auth.house import told
from tests.databases import Copying
from tests.writing import writing

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
LATER = dt.datetime(2029, 6, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def stored(backend: str, copying: Copying, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A programme of 2025 and 2026, read in the middle of 2029."""
    with copying(backend, "outcomes") as url:
        engine = engine_for(url)
        log(engine, "ana")
        monkeypatch.setattr(clock, "now", lambda: LATER)
        monkeypatch.setattr(clock, "today", LATER.date)
        yield engine
        engine.dispose()


def closed(engine: Engine, *periods: str) -> None:
    at = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    kept = {"vintage": 1, "closed_at": at, "closed_by": "eva", "reason": "x"}
    kept |= {"data_version": 0, "last_batch": 0}
    with writing(engine) as connection:
        connection.execute(insert(Closing), [{"period": period, **kept} for period in periods])


def people(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Person)) or 0


def test_people_go_once_all_periods_they_belong_to_are_closed_for_two_years(
    stored: Engine,
) -> None:
    with writing(stored) as connection:
        code = connection.scalar(select(Placement.person_code).limit(1))
        batch = connection.scalar(select(func.max(ImportBatch.id)))
        job = {"person_code": code, "started_on": dt.date(2027, 1, 2), "direct_channel": "BOLSA"}
        job |= {"last_contact_on": dt.date(2027, 2, 2), "import_batch_id": batch}
        connection.execute(insert(Placement), job)
        store_people(connection, {"registered_on": dt.date(2027, 5, 5)})
    everybody = people(stored)
    closed(stored, "2023", "2024", "2025", "2026")
    assert retaining.due(stored, EVA).people_before is None  # 2022 is open

    closed(stored, "2022-T3", "2022-T4")
    due = retaining.due(stored, EVA)
    assert due.people_before == dt.date(2027, 1, 1)
    assert due.people.people == everybody - 2

    assert retaining.apply(stored, EVA) == due

    assert people(stored) == 2
    with stored.connect() as connection:
        assert set(connection.scalars(select(Placement.person_code))) == {code}
    assert verdict(stored).whole
    with pytest.raises(Refusal):
        retaining.apply(stored, EVA)
    details = {"people": everybody - 2, "before": "2027-01-01", "entries": 0}
    details["rows"] = sum(due.people.rows.values())
    assert told(stored, "retention_applied") == [(EVA.name, details)]


def test_no_sheet_that_refers_to_people_is_forgotten_when_they_are_kept_or_taken_out() -> None:
    sheets = templates()
    refers = [
        (sheet, reference)
        for sheet in sheets.values()
        for reference in sheet.references
        if sheets[reference.template].about_people
    ]
    heard = {
        element.name
        for sheet in retaining._heard(dt.date(2025, 1, 1))
        for element in visitors.iterate(sheet)
        if isinstance(element, Table)
    }

    assert {table_of(sheet).name for sheet, _ in refers} | {Person.__tablename__} <= heard
    for sheet, reference in refers:
        # By another name, or through another sheet's row, `erasing` has to be told of it.
        if reference.template == "personas":
            (column,) = reference.columns
            assert sheet.column(column).attribute in (erasing.OWN, erasing.TRAINER), sheet.name
        else:
            assert sheet.model is ListingSales, sheet.name


def test_only_monitors_and_administrators_may(stored: Engine) -> None:
    leader = Viewer(frozenset({Grant("leader", "1308")}), "lia@example.org")
    for viewer in (VISITOR, leader):
        for act in (retaining.due, retaining.apply):
            with pytest.raises(Forbidden):
                act(stored, viewer)


def long_after(monkeypatch: pytest.MonkeyPatch) -> None:
    later = dt.datetime(2035, 1, 1, 12, 0, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", later.date)


def test_the_log_is_cut_at_a_checkpoint_and_stays_verified(
    stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    middle = dt.datetime.now(dt.UTC)
    log(stored, "bea")
    with transaction(stored, "eva", touches=NOTHING) as connection:
        assert chain.cut(connection, middle) == 2
        connection.log("signed_in")
    assert verdict(stored) == chain.Verdict(3)
    with stored.connect() as connection:
        assert set(connection.scalars(select(AuditEvent.actor))) == {"bea", "eva"}

    long_after(monkeypatch)
    assert retaining.apply(stored, EVA).entries == 2
    assert verdict(stored) == chain.Verdict(2)  # the newest, and what retention says of itself
    log(stored, "eva")
    assert verdict(stored) == chain.Verdict(4)


def test_a_log_that_was_changed_is_not_cut(stored: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    tamper(
        stored, "UPDATE audit_event SET actor = 'x' WHERE id = (SELECT min(id) FROM audit_event)"
    )
    long_after(monkeypatch)
    before = verdict(stored)

    with pytest.raises(Refusal):
        retaining.apply(stored, EVA)
    assert verdict(stored) == before


CUT = "INSERT INTO audit_checkpoint (at, through, entries, seal, signature) VALUES "


def test_a_cut_by_anybody_else_is_found(stored: Engine) -> None:
    """The database lets entries go below a checkpoint, so a forged one has to be noticed."""
    values = "('2026-01-01 00:00:00', (SELECT max(id) FROM audit_event), 2, 'a', 'b')"
    with stored.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(CUT + values))
        connection.execute(text("DELETE FROM audit_event"))

    assert verdict(stored) == chain.Verdict(0, forged=True)


def test_without_a_checkpoint_the_database_keeps_every_entry(stored: Engine) -> None:
    for statement in ("DELETE FROM audit_event", "UPDATE audit_event SET actor = 'x'"):
        with pytest.raises(Exception, match="only ever added to"), stored.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                connection.execute(text(statement))
    with transaction(stored, "ana", touches=NOTHING) as connection:
        chain.cut(connection, clock.now())
        connection.log("signed_in")
    for statement in ("DELETE FROM audit_checkpoint", "UPDATE audit_checkpoint SET through = 9"):
        with pytest.raises(Exception, match="only ever added to"), stored.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                connection.execute(text(statement))
