"""A leader cannot ask after any number of people by having files examined and never stored."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access import clock
from data_access.imports.loading import check_files, import_files
from data_access.imports.looks import RULE
from data_access.imports.reports import Report
from tests.data_access.auth.house import told
from tests.data_access.imports.books import company, filled, person
from tests.data_access.releases.programmes import EVA, LEADER, registered
from tests.releasing import published


@pytest.fixture
def house(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A published programme in which a leader has two previews about people a day."""
    registered(engine, 3)
    published(engine)
    monkeypatch.setenv("PREVIEWS_PER_DAY", "2")
    return engine


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.errors}


def test_each_preview_about_people_is_logged_with_its_file(house: Engine, tmp_path: Path) -> None:
    check_files(house, [filled(tmp_path / "one.xlsx", personas=[person("N1")])], LEADER)

    assert told(house, "people_previewed") == [(LEADER.name, {"files": ["one.xlsx"]})]


def test_after_the_days_last_one_a_report_says_nothing_of_the_rows(
    house: Engine, tmp_path: Path
) -> None:
    book = [filled(tmp_path / "one.xlsx", personas=[person("N1")])]
    for _ in range(2):
        assert check_files(house, book, LEADER).errors == []

    own = check_files(house, book, LEADER)
    other = check_files(
        house, [filled(tmp_path / "one.xlsx", personas=[person("N2", sexo="no")])], LEADER
    )

    assert rules(own) == {RULE}
    assert own == other
    assert "2 previews" in own.errors[0].message.to("en")
    assert len(told(house, "people_previewed")) == 2


def test_an_import_that_stores_nothing_is_a_preview_and_one_that_stores_is_none(
    house: Engine, tmp_path: Path
) -> None:
    bad = [filled(tmp_path / "bad.xlsx", personas=[person("N1", canton_residencia="2301")])]
    for _ in range(2):
        assert rules(import_files(house, bad, LEADER)) == {"fila_ajena"}
    # Refused no longer: whether a row is right is not told, and the batch waits as it is.
    assert import_files(house, bad, LEADER).waiting

    good = [filled(tmp_path / "good.xlsx", personas=[person("N1")])]

    assert import_files(house, good, LEADER, accept_warnings=True).waiting
    assert len(told(house, "people_previewed")) == 2


def test_a_day_later_there_is_room_again(
    house: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = [filled(tmp_path / "one.xlsx", personas=[person("N1")])]
    for _ in range(3):
        check_files(house, book, LEADER)
    later = clock.now() + dt.timedelta(hours=24, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert check_files(house, book, LEADER).errors == []


def test_files_about_no_person_and_those_of_monitors_are_not_counted(
    house: Engine, tmp_path: Path
) -> None:
    people = [filled(tmp_path / "people.xlsx", personas=[person("N1")])]
    firms = [filled(tmp_path / "firms.xlsx", empresas=[company("E1")])]
    for _ in range(3):
        assert check_files(house, people, EVA).errors == []
        assert RULE not in rules(check_files(house, firms, LEADER))

    assert told(house, "people_previewed") == []


def test_a_limit_that_cannot_be_read_is_the_usual_one(
    house: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREVIEWS_PER_DAY", "many")
    book = [filled(tmp_path / "one.xlsx", personas=[person("N1")])]

    reports = [check_files(house, book, LEADER) for _ in range(3)]

    assert [report.errors for report in reports] == [[], [], []]
