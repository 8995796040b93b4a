"""Pages run without a browser here: what its cookie would be is said by the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import streamlit.config
from sqlalchemy import Engine
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from components import guard
from data_access.database import SUBJECTS, data_version, engine_for
from tests import databases

_ask_now = local_script_runner.require_widgets_deltas


@pytest.fixture(autouse=True)
def cookie(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The browser's cookie, nothing unless a test puts something in its place."""
    held: list[str | None] = [None]
    monkeypatch.setattr(guard, "cookie", lambda: held[0])
    return held


@pytest.fixture(scope="session", autouse=True)
def quick_runs() -> Iterator[None]:
    """At each run of a page Streamlit reads what every installed package says of itself, and
    collects garbage among all that the tests keep: once is enough, and not at all. Its tests ask
    a thousand times a second whether the script has ended, which takes a fifth of the processor
    from the script: waiting for it takes none."""
    collects = streamlit.config.get_option("runner.postScriptGC")
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        patch.setattr(local_script_runner, "require_widgets_deltas", wait_for_end)
        streamlit.config.set_option("runner.postScriptGC", False)
        yield
        streamlit.config.set_option("runner.postScriptGC", collects)


def wait_for_end(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Wait until the script has ended; what Streamlit does with one that takes too long is its."""
    if runner._script_thread is not None:
        runner._script_thread.join(timeout)
    _ask_now(runner, 0.1)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An empty database of this test's own, which pages read."""
    url = databases.sqlite_copy("empty", tmp_path / "own.db")
    monkeypatch.setenv("DATABASE_URL", url)
    return engine_for(url)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the programme of `programme.py`, which all tests of a process read."""
    with unchanged("programme", tmp_path_factory.mktemp("programme")) as url:
        yield url


@pytest.fixture(scope="session")
def shared_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the demo that all tests of a process read, and so its answers once."""
    with unchanged("demo", tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture
def jury(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a demo which pages read: the test's own, or a shared one where it says so."""
    if request.node.get_closest_marker("shared_demo"):
        url: str = request.getfixturevalue("shared_demo")
    else:
        url = databases.sqlite_copy("demo", tmp_path / "jury.db")
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@contextmanager
def unchanged(name: str, folder: Path) -> Iterator[str]:
    """A copy of a prepared database, whose data nobody may change while it is shared."""
    url = databases.sqlite_copy(name, folder / f"{name}.db")
    engine = engine_for(url)
    with engine.connect() as connection:
        before = data_version(connection, *SUBJECTS)
    yield url
    with engine.connect() as connection:
        after = data_version(connection, *SUBJECTS)
    engine.dispose()
    assert after == before, f"a test changed the {name} that others read"
