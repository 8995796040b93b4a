"""Databases for the tests, and which tests `make test-quick`, `make test` and `make test-all` run.

Every test that asks for `engine` runs on SQLite and PostgreSQL. In `make test` PostgreSQL is tried
where something is written, locked, migrated or imported, and each question once
(`test_matrix.py::test_postgresql_answers_as_sqlite_does`).
"""

from __future__ import annotations

import atexit
import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from data_access.database import engine_for
from tests import databases, scratch
from tests.left_to_all import LEFT_TO_ALL

BACKENDS = ("sqlite", "postgresql")
POSTGRESQL_FOLDER = pytest.StashKey[Path]()
# The test functions that were collected without a single case for `make test`.
NEVER_TRIED = pytest.StashKey[set[str]]()
# Where PostgreSQL is tried in every run: writes, locks, migrations, and each question.
ON_BOTH = (
    *("tests/data_access/audit/", "tests/data_access/auth/", "tests/data_access/awards/"),
    *("tests/data_access/imports/", "tests/data_access/programme/", "tests/data_access/facts/"),
    "tests/data_access/releases/",
    *("tests/data_access/test_database.py", "tests/data_access/test_demo.py::test_a_demo_that"),
    *("tests/data_access/test_record_keys.py", "tests/data_access/test_invite.py"),
    "tests/data_access/boundaries/test_storing.py",
    "tests/data_access/snapshot/test_equality.py::test_answers_are_the_same_after_whatever",
    "tests/data_access/snapshot/test_keeping.py::test_a_write_makes_a_new_one",
    "tests/data_access/snapshot/test_keeping.py::test_many_readers",
    "tests/data_access/snapshot/test_increments.py::test_an_undone_batch",
    "tests/data_access/snapshot/test_contents.py::test_text_with_anything",
    *("tests/data_access/test_commands.py", "tests/data_access/test_official_totals.py"),
    *("tests/components/test_ask.py", "tests/server/test_entrance.py"),
)

# Of those, what judges roles, rows and files before any database is asked, or tries in every run on
# both what another test writes on both.
ON_SQLITE_ALONE = (
    "tests/data_access/audit/test_audit_log.py",
    *("tests/data_access/auth/test_matrix.py", "tests/data_access/auth/test_administration.py"),
    *("tests/data_access/awards/test_juries.py", "tests/data_access/awards/test_feedback.py"),
    *("tests/data_access/imports/test_awards.py", "tests/data_access/imports/test_dry_run.py"),
    *("tests/data_access/imports/test_office_files.py", "tests/data_access/imports/test_places.py"),
    *("tests/data_access/imports/test_personal.py", "tests/data_access/imports/test_waiting.py"),
    *("tests/data_access/imports/test_presence.py", "tests/data_access/imports/test_undo_limit.py"),
    *("tests/data_access/imports/test_mapping.py", "tests/data_access/imports/test_reading.py"),
    *("tests/data_access/imports/test_looks.py", "tests/data_access/imports/test_surveys.py"),
    "tests/data_access/imports/test_pieces.py::test_what_an_import_says",
    "tests/data_access/imports/test_pieces.py::test_rows_in_many_files",
    *("tests/data_access/auth/test_matrix_of_secrets.py", "tests/data_access/releases/"),
    *("tests/data_access/awards/test_deciding.py", "tests/data_access/awards/test_reweighing.py"),
    "tests/data_access/test_official_totals.py",
    "tests/data_access/imports/test_programme_results.py",
    "tests/data_access/facts/test_people_counted.py::test_people_are_never_more",
    "tests/data_access/programme/",
    "tests/data_access/facts/test_people_counted.py::test_reach_counts",
    "tests/server/test_entrance.py::test_two_server_processes",
    "tests/data_access/test_commands.py::test_a_demo_fills_only_an_empty_database",
)
# What of those writes is on both all the same.
BACK_ON_BOTH = (
    "tests/data_access/audit/test_audit_log.py::test_the_database_itself",
    "tests/data_access/auth/test_matrix.py::test_strangers_are_refused",
    "tests/data_access/programme/test_period_closings.py::test_closing_again",
    "tests/data_access/releases/test_making.py",
    "tests/data_access/imports/test_presence.py::test_somebody_unknown",
    "tests/data_access/imports/test_undo_limit.py::test_the_third",
    "tests/data_access/awards/test_deciding.py::test_a_tie_goes",
    "tests/data_access/awards/test_deciding.py::test_the_decision_keeps",
    "tests/data_access/awards/test_reweighing.py::test_another_person",
    "tests/data_access/releases/test_reading.py::test_the_pages_door",
    "tests/data_access/releases/test_reading.py::test_no_reader_waits",
    "tests/data_access/imports/test_mapping.py::test_an_office_is_asked_once",
    "tests/data_access/test_official_totals.py::test_a_release",
    "tests/data_access/programme/test_retaining.py::test_people_go",
    "tests/data_access/programme/test_retaining.py::test_without_a_checkpoint",
    "tests/data_access/imports/test_waiting.py::test_people_count_once",
    "tests/data_access/awards/test_feedback.py::test_what_a_recused_juror",
)

# What asks for much, and is left out of `make test-quick`.
SLOW = (
    "tests/components/reports/",
    *("tests/data_access/test_matrix.py", "tests/data_access/test_command_matrix.py"),
    *("tests/data_access/answers/test_indicators.py", "tests/data_access/answers/test_withheld.py"),
    *("tests/data_access/test_demo.py", "tests/data_access/test_commands.py"),
    *("tests/pages/test_every_figure.py", "tests/pages/test_indicators.py"),
    *(
        "tests/pages/test_overview.py",
        "tests/pages/test_programme_results.py",
        "tests/pages/test_hiring.py",
    ),
    *("tests/pages/test_closing_and_forms.py", "tests/pages/test_data_desk.py"),
    *("tests/pages/test_award_results.py", "tests/pages/test_own_place.py"),
    *("tests/pages/test_official_totals.py", "tests/pages/test_hired_once.py"),
    "tests/pages/test_counted_once.py",
    *(
        "tests/data_access/snapshot/test_equality.py",
        "tests/data_access/snapshot/test_increments.py",
    ),
    *("tests/data_access/answers/test_clock.py", "tests/data_access/auth/test_versions.py"),
    *("tests/data_access/auth/test_matrix.py", "tests/data_access/test_backup.py"),
    *("tests/data_access/facts/test_people_counted.py", "tests/data_access/releases/"),
    *("tests/data_access/programme/", "tests/kills/"),
    *("tests/data_access/imports/test_hostile_files.py", "tests/data_access/test_start_up.py"),
    "tests/data_access/boundaries/test_map_process.py",
    "tests/data_access/measures/awards/test_straightforward.py",
    *(
        "tests/data_access/measures/awards/test_leading.py",
        "tests/data_access/imports/test_awards.py",
    ),
    *("tests/components/test_every_download.py", "tests/truth/test_truth.py::test_programmes_are"),
    *("tests/pages/test_every_comparison.py", "tests/pages/test_labour.py"),
    "tests/pages/test_recusal.py",
    "tests/data_access/answers/test_columns.py::test_the_rows_of_every_answer",
    "tests/data_access/answers/test_exact_counts.py::test_what_is_for_monitors_alone",
    "tests/data_access/auth/test_matrix_of_secrets.py::test_no_secret_opens",
    *(
        "tests/data_access/imports/test_presence.py",
        "tests/data_access/imports/test_dry_run.py",
        "tests/data_access/imports/test_waiting.py",
        "tests/data_access/imports/test_programme_results.py",
        "tests/data_access/imports/test_undo_limit.py",
    ),
    *("tests/data_access/facts/test_rows_read.py", "tests/freshness/"),
    *("tests/pages/test_jury_desk.py", "tests/pages/test_nominate.py"),
    *("tests/pages/test_data_quality.py", "tests/data_access/snapshot/test_keeping.py"),
    "tests/data_access/imports/test_places.py",
    "tests/truth/test_truth.py::test_a_target_beyond_the_truth",
)
# Files that take long, begun first, so that no process is left alone with one at the end.
FIRST = ("tests/browser/", "tests/attack/", "tests/pages/", "tests/server/")
# Servers that several files look at: their tests keep to one process, or each would start its own.
SHARED_SERVERS = {"app_url": "demo", "mapped_url": "demo", "desk": "desk"}

# Of how many examples a property must hold; a hundred in `make test`.
settings.register_profile("quick", max_examples=25)
settings.register_profile("whole", max_examples=500, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Agree on the folder of the session's PostgreSQL among all its processes."""
    scratch.in_memory()
    # What is imported and collected from here on stays: no search through it finds anything, and
    # the one at a process's end, after pytest's own, takes seconds.
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)
    worker = getattr(config, "workerinput", None)
    # Its socket's path must stay short, so it does not live under pytest's own folders.
    folder = worker["postgresql"] if worker else tempfile.mkdtemp(prefix="pg")
    config.stash[POSTGRESQL_FOLDER] = Path(folder)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker of pytest-xdist where the session's PostgreSQL is."""
    node.workerinput["postgresql"] = str(node.config.stash[POSTGRESQL_FOLDER])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the session's PostgreSQL when all its processes are done."""
    if hasattr(config, "workerinput"):
        return
    folder = config.stash[POSTGRESQL_FOLDER]
    if (folder / "PG_VERSION").exists():
        databases.Server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_suffix(".lock").unlink(missing_ok=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what runs on PostgreSQL, keep a file in one process, and begin with long ones."""
    for item in items:
        if on_postgresql(item):
            item.add_marker("postgresql")
            alone = item.nodeid.startswith(ON_SQLITE_ALONE)
            again = item.nodeid.startswith(BACK_ON_BOTH)
            if not item.nodeid.startswith(ON_BOTH) or (alone and not again):
                item.add_marker("matrix")
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")
        if item.nodeid.partition("[")[0] in LEFT_TO_ALL:
            item.add_marker("matrix")
        if item.get_closest_marker("xdist_group") is None:
            asked = getattr(item, "fixturenames", ())
            shared = next((SHARED_SERVERS[name] for name in asked if name in SHARED_SERVERS), None)
            item.add_marker(pytest.mark.xdist_group(shared or item.nodeid.partition("::")[0]))
    functions = {item.nodeid.partition("[")[0] for item in items}
    tried = {i.nodeid.partition("[")[0] for i in items if i.get_closest_marker("matrix") is None}
    config.stash[NEVER_TRIED] = functions - tried
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


def pytest_collection_finish() -> None:
    """Leave what stays for the whole run out of the searches for garbage."""
    gc.freeze()


def on_postgresql(item: pytest.Item) -> bool:
    """Return whether a test's own database is on PostgreSQL."""
    called = getattr(item, "callspec", None)
    return called is not None and called.params.get("backend") == "postgresql"


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A migrated, empty SQLite file, to be copied."""
    return databases.sqlite_file("empty")


@pytest.fixture(scope="session")
def demo_file() -> Path:
    """An SQLite file with the demo programme, to be copied."""
    return databases.sqlite_file("demo")


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> databases.Server:
    """The PostgreSQL of this test session."""
    return databases.Server(request.config.stash[POSTGRESQL_FOLDER])


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def copying(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> databases.Copying:
    """Copy a prepared database on a backend, for as long as a block lasts; its URL."""

    @contextmanager
    def copied(backend: str, name: str) -> Iterator[str]:
        if backend == "sqlite":
            yield databases.sqlite_copy(name, tmp_path_factory.mktemp(name) / f"{name}.db")
        else:
            server: databases.Server = request.getfixturevalue("postgresql_server")
            with server.copy(name) as url:
                yield url

    return copied


@pytest.fixture
def database_url(backend: str, copying: databases.Copying) -> Iterator[str]:
    """The URL of a migrated, empty database of this test's own, on each backend in turn."""
    with copying(backend, "empty") as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on `database_url`."""
    engine = engine_for(database_url)
    yield engine
    engine.dispose()
