"""A replica answers once it has come as far as the primary; until then the primary does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from data_access import replica
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.tables import Person
from tests import databases
from tests.data_access.releases.programmes import EVA, people, registered

EVERYWHERE = Scope()


@pytest.fixture
def primary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with three people, whose replica is still as it was without them."""
    url = databases.sqlite_copy("empty", tmp_path / "primary.db")
    behind = databases.sqlite_copy("empty", tmp_path / "replica.db")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATABASE_URL_READ", behind)
    monkeypatch.setattr(replica, "_set_aside_until", 0.0)
    engine = engine_for(url)
    registered(engine, 3)
    return engine


def caught_up(engine: Engine, folder: Path) -> Engine:
    """The replica gets what the primary has, but for one person, by whom the two are told apart."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = engine_for(f"sqlite:///{folder / 'replica.db'}")
    copy.dispose()
    shutil.copyfile(folder / "primary.db", folder / "replica.db")
    with copy.begin() as connection:
        first = connection.scalar(Person.__table__.select().with_only_columns(Person.code).limit(1))
        connection.execute(delete(Person).where(Person.code == first))
    return copy


def test_the_primary_answers_while_the_replica_is_behind(primary: Engine) -> None:
    assert people(primary, EVA, EVERYWHERE) == 3


def test_the_replica_answers_what_it_has_reached_and_the_primary_the_next_write(
    primary: Engine, tmp_path: Path
) -> None:
    caught_up(primary, tmp_path)
    assert people(primary, EVA, EVERYWHERE) == 2

    registered(primary, 1)

    assert people(primary, EVA, EVERYWHERE) == 4


def test_a_replica_that_fails_is_set_aside(
    primary: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy = caught_up(primary, tmp_path)
    with copy.begin() as connection:
        connection.exec_driver_sql("DROP TABLE data_version")

    assert people(primary, EVA, EVERYWHERE) == 3
    assert "the replica fails" in caplog.text
    caught_up(primary, tmp_path)
    assert people(primary, EVA, EVERYWHERE) == 3  # for a while


def test_a_replica_that_fails_under_an_answer_is_read_around(
    primary: Engine, tmp_path: Path
) -> None:
    copy = caught_up(primary, tmp_path)
    with copy.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("ALTER TABLE person RENAME TO lost")

    assert people(primary, EVA, EVERYWHERE) == 3


def test_another_database_than_the_processs_own_has_no_replica(
    primary: Engine, tmp_path: Path
) -> None:
    caught_up(primary, tmp_path)
    other = engine_for(databases.sqlite_copy("empty", tmp_path / "other.db"))
    registered(other, 3)

    assert people(other, EVA, EVERYWHERE) == 3
