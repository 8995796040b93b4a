"""Pages run without a browser here: what its cookie would be is said by the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from components import guard
from data_access import demo
from data_access.database import engine_for
from tests.pages import programme


@pytest.fixture(autouse=True)
def cookie(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The browser's cookie, nothing unless a test puts something in its place."""
    held: list[str | None] = [None]
    monkeypatch.setattr(guard, "cookie", lambda: held[0])
    return held


@pytest.fixture
def engine(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An empty database of this test's own, which pages read."""
    path = tmp_path / "own.db"
    path.write_bytes(sqlite_template.read_bytes())
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return engine_for(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> str:
    """The URL of a database with the programme of `programme.py`, one for each file of tests."""
    path = tmp_path_factory.mktemp("programme") / "programme.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = engine_for(f"sqlite:///{path}")
    programme.fill(engine)
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """An SQLite file with the demo programme, copied for each test."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = engine_for(f"sqlite:///{path}")
    demo.fill(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def jury(demo_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a demo of the test's own, which pages read."""
    path = tmp_path / "jury.db"
    path.write_bytes(demo_template.read_bytes())
    url = f"sqlite:///{path}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url
