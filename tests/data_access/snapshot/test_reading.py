"""Where an answer is computed: on the snapshot, on the rows of a small or a hindered house."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from components import ask
from data_access import snapshot
from data_access.__main__ import main
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.snapshot import choosing, keeping
from data_access.viewer import ADMINISTRATOR
from tests.data_access.answers.example import store_people
from tests.databases import sqlite_copy
from tests.writing import writing

ROWS, COLUMNS = "sqlite", "duckdb"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database with enough people for a snapshot."""
    url = sqlite_copy("empty", tmp_path / "house.db")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(choosing, "LEAST_PEOPLE", 10)
    engine = engine_for(url)
    with writing(engine, "people") as connection:
        store_people(connection, *[{}] * 12)
    yield engine
    engine.dispose()


def computed_on(engine: Engine, *subjects: str) -> str:
    with snapshot.reading(engine, subjects) as connection:
        return connection.dialect.name


def test_many_people_are_counted_on_the_snapshot(house: Engine) -> None:
    assert computed_on(house, "people", "hiring") == COLUMNS


def test_few_people_are_counted_on_the_rows(
    house: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(choosing, "LEAST_PEOPLE", 13)

    assert computed_on(house, "people") == ROWS
    assert not list(tmp_path.glob("*.snapshots"))


def test_answers_on_awards_read_the_tables(house: Engine) -> None:
    assert computed_on(house, "awards") == computed_on(house) == ROWS
    assert computed_on(house, "awards", "people") == COLUMNS


def test_a_folder_that_cannot_be_written_keeps_nobody_from_reading(
    house: Engine,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The checker of imports, in another test, switches off every log that there is by then.
    monkeypatch.setattr(choosing.log, "disabled", False)
    (tmp_path / "house.db.snapshots").write_text("in the way")

    assert computed_on(house, "people") == ROWS
    assert "no snapshot" in caplog.text


def test_pages_and_the_command_line_ask_the_snapshot(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = ask.answer("people.count", Scope("1308"), ADMINISTRATOR)
    folder = tmp_path / "house.db.snapshots"
    made = {path.name for path in folder.iterdir()}
    arguments = ["answer", "people.count", "--as", "monitor", "--where", "territory=1308", "--json"]
    assert main(arguments) == 0

    told = json.loads(capsys.readouterr().out)
    assert shown.frame["persons"].tolist() == [row["persons"] for row in told["rows"]] == [12]
    assert len(made) == 2 and {path.name for path in folder.iterdir()} == made


def test_what_is_stored_is_in_the_next_answer(house: Engine) -> None:
    before = ask.answer("people.count", Scope("1308"), ADMINISTRATOR)
    with writing(house, "people") as connection:
        store_people(connection, *[{}] * 5)
    after = ask.answer("people.count", Scope("1308"), ADMINISTRATOR)

    assert (before.n, after.n) == (12, 17)


def test_it_may_be_made_before_anybody_asks(house: Engine, tmp_path: Path) -> None:
    snapshot.refresh(house)

    assert len(list((tmp_path / "house.db.snapshots").glob("*-*"))) == 1


def test_a_database_in_memory_has_a_folder_that_ends_with_the_process() -> None:
    assert keeping.folder_of("sqlite://").name.startswith("m4sd-snapshots-")
