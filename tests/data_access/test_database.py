"""The database: one schema on both backends, keys that hold."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, text
from sqlalchemy.exc import IntegrityError

from data_access.database import database_url, engine_for, is_current, is_demo, migrate
from data_access.tables import Base, Enterprise, Imported, Setting, Territory
from tests.writing import writing


def test_the_migrations_make_exactly_the_tables_that_the_code_declares(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    with engine.connect() as connection:
        before = connection.execute(text("SELECT code, name FROM territory ORDER BY code")).all()
    migrate(engine)
    with engine.connect() as connection:
        after = connection.execute(text("SELECT code, name FROM territory ORDER BY code")).all()
    assert before == after
    assert is_current(engine)


def test_several_processes_may_migrate_a_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrate(engine_for(url)), range(4)))
    assert is_current(engine_for(url))


def test_a_database_without_tables_is_not_current(tmp_path: Path) -> None:
    assert not is_current(engine_for(f"sqlite:///{tmp_path / 'none.db'}"))


def test_foreign_keys_hold_on_both_databases(engine: Engine) -> None:
    row = {
        "code": "E-1",
        "size": "MICRO",
        "ciiu": "G",
        "canton_code": "9999",
        "import_batch_id": 1,
    }
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(Enterprise), row)


def test_what_refers_to_an_imported_row_is_found_by_an_index(engine: Engine) -> None:
    """Deleting a million people would otherwise read all sessions a million times."""
    imported = {m.local_table.name for m in Base.registry.mappers if issubclass(m.class_, Imported)}
    inspector, unfound = inspect(engine), []
    for table in {*inspector.get_table_names()} - {"ballot"}:  # of which a jury casts a dozen
        indexes = [index["column_names"] for index in inspector.get_indexes(table)]
        indexes.append(inspector.get_pk_constraint(table)["constrained_columns"])
        firsts = {columns[0] for columns in indexes if columns}
        unfound += [
            (table, *key["constrained_columns"])
            for key in inspector.get_foreign_keys(table)
            if key["referred_table"] in imported and firsts.isdisjoint(key["constrained_columns"])
        ]

    assert unfound == []


def test_a_database_is_a_demo_only_if_it_says_so(engine: Engine) -> None:
    with engine.connect() as connection:
        assert not is_demo(connection)
    with writing(engine) as connection:
        connection.execute(insert(Setting), {"key": "demo", "value": "1"})
    with engine.connect() as connection:
        assert is_demo(connection)


def test_every_place_is_there_after_migrating(engine: Engine) -> None:
    with engine.connect() as connection:
        levels = connection.execute(
            text("SELECT level, count(*) FROM territory GROUP BY level ORDER BY level")
        ).all()
    found = dict(tuple(row) for row in levels)
    assert (found["country"], found["province"], found["canton"], found["rest"]) == (1, 24, 221, 1)
    assert Territory.__tablename__ in inspect(engine).get_table_names()


def test_what_was_said_to_be_saved_outlives_a_power_cut(tmp_path: Path) -> None:
    # In a process of its own: those of tests cut the power to nobody and wait for no disk.
    asked = (
        "from data_access.database import engine_for\n"
        f"with engine_for('sqlite:///{tmp_path}/new.db').connect() as connection:\n"
        "    print(connection.exec_driver_sql('PRAGMA synchronous').scalar())\n"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)

    assert told.stdout == "2\n"  # FULL


def test_the_environment_chooses_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@localhost/somewhere")
    assert database_url() == "postgresql://someone@localhost/somewhere"
    assert engine_for().dialect.name == "postgresql"
    monkeypatch.delenv("DATABASE_URL")
    assert database_url().endswith("var/observatory.db")
