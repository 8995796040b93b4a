"""The single access to the database: SQLite, or PostgreSQL if `DATABASE_URL` says so."""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    text,
    update,
)

from data_access.once import once, watch
from data_access.shared_statements import share
from data_access.tables import DataVersion, Setting

ROOT = Path(__file__).parent.parent
MIGRATIONS = Path(__file__).parent / "migrations"
# What a reader may ask about changes subject by subject; each has its own version.
SUBJECTS = (
    "territory",
    "people",
    "labour",
    "hiring",
    "training",
    "ventures",
    "community",
    "awards",
    "indicators",
    "batches",
)
SYNCHRONOUS = "FULL"  # what was said to be saved outlives a power cut (3 ms a write)
PATIENCE = 20  # seconds that a writer waits for the others
PAGES = 65_536  # kB of the file that a large write may hold
BRIEFLY = 4  # milliseconds between two tries
MIGRATION_LOCK = 4_704_301  # any number, the same in every process


def database_url() -> str:
    """Return `DATABASE_URL`, or the URL of the embedded SQLite file of this checkout."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'observatory.db'}"


def engine_for(url: str | None = None) -> Engine:
    """Return the process's engine for a database URL (default `database_url()`), made once."""
    return _engine(url or database_url())


@cache
def _engine(url: str) -> Engine:
    engine = _new_engine(url)
    watch(engine)
    return engine


def _new_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            _make_private(Path(parsed.database))
        engine = share(create_engine(parsed), "sqlite")
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # Hosting services give postgres:// URLs; SQLAlchemy requires the driver's name.
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10
    )
    return share(engine, parsed.set(database=""))  # of one server, whichever database of it


def _make_private(path: Path) -> None:
    """Make the file of a new database, and its folder, for its owner alone; leave an old one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.parent == ROOT / "var":  # this checkout's own, which other things may have made first
        path.parent.chmod(0o700)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own implicit BEGIN would leave DDL and reads outside transactions.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={1000 * PATIENCE}",
        "foreign_keys=ON",
        f"synchronous={SYNCHRONOUS}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # Of several who open a new database at once one turns it; SQLite lets the others not wait.
    _insist(connection, "PRAGMA journal_mode=WAL", PATIENCE)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once: upgrading a read later may fail with "locked".
    options = connection.get_execution_options()
    if options.get("writes"):
        patience = PATIENCE if options.get("patient", True) else 0
        _take_turn(connection.connection.cursor(), patience)
    else:
        connection.exec_driver_sql("BEGIN")


def _take_turn(cursor: Any, patience: float) -> None:
    """Execute BEGIN IMMEDIATE, retrying after short pauses of random length.

    SQLite's own pauses grow to 100 ms; one of thirty writers without a rest may then never find the
    lock free. Short ones give everybody a turn.
    """
    cursor.execute(f"PRAGMA busy_timeout={BRIEFLY}")
    try:
        _insist(cursor, "BEGIN IMMEDIATE", patience)
    finally:
        cursor.execute(f"PRAGMA busy_timeout={1000 * PATIENCE}")
        cursor.close()


def _insist(cursor: Any, statement: str, patience: float) -> None:
    """Execute a statement, again and again for so many seconds while others hold the lock."""
    until = time.monotonic() + patience
    while True:
        try:
            cursor.execute(statement)
            return
        except sqlite3.OperationalError as problem:
            busy = problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
        time.sleep(random.uniform(0, 2 * BRIEFLY / 1000))


@contextmanager
def room_for_pages(connection: Connection) -> Iterator[None]:
    """Let SQLite hold more of the file while much is written; no more than it needs is taken.

    Rows of a million people lie all over their indexes: with its usual 2 MB it writes and reads the
    same pages again and again.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    (usual,) = driver.execute("PRAGMA cache_size").fetchone()
    driver.execute(f"PRAGMA cache_size = -{PAGES}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size = {usual}")


def advisory_lock(connection: Connection, name: str) -> None:
    """Wait until no other transaction holds the lock of this name, then hold it.

    SQLite has one writer anyway; PostgreSQL keeps a lock by that name until the transaction ends.
    """
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def data_version(connection: Connection, *subjects: str) -> int:
    """Return how many committed writes the given subjects have seen together."""
    versions = once(connection, "versions", lambda: _versions(connection))
    return sum(versions.get(subject, 0) for subject in set(subjects))


def _versions(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(DataVersion.subject, DataVersion.version))
    return {row.subject: row.version for row in rows}


def setting(connection: Connection, key: str) -> str | None:
    """Return what the database stores about itself under `key`, or None."""
    return connection.execute(select(Setting.value).where(Setting.key == key)).scalar()


def is_demo(connection: Connection) -> bool:
    """Return whether this database holds the synthetic programme."""
    return once(connection, "demo", lambda: setting(connection, "demo")) == "1"


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision and the list of places up to date.

    Safe to call from several processes at once: one migrates, the others wait and find it done.
    """
    from data_access import record_keys, salts, territory

    # Not a `transaction`: the tables of the versions and of the log may be yet to come.
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        newer = _revision(connection) != newest_revision()
        if newer:
            _upgrade(connection)
        known = set(connection.execute(select(DataVersion.subject)).scalars())
        stamp = secrets.token_hex(8)
        both = {"stamp": stamp, "rewritten": stamp}
        missing = [{"subject": s, "version": 0, **both} for s in SUBJECTS if s not in known]
        if missing:
            connection.execute(DataVersion.__table__.insert(), missing)  # type: ignore[attr-defined]
        if newer:
            # The migration may have changed rows of any subject.
            connection.execute(update(DataVersion).values(both))
        territory.seed(connection)
        salts.bind(connection, setting(connection, salts.SETTING))
        record_keys.fill(connection)


def is_current(engine: Engine) -> bool:
    """Return whether the database answers and its schema is the newest one this code knows."""
    with engine.connect() as connection:
        return _revision(connection) == newest_revision()


def newest_revision() -> str:
    """Return the newest revision this code knows: the number of the last migration's file."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    # Loading Alembic takes longer than most answers, and a database is nearly always current.
    import alembic.command

    alembic.command.upgrade(alembic_config(connection), "head")


def migrate_to(connection: Connection, revision: str) -> None:
    """Bring the schema to a revision, in the transaction of the caller."""
    import alembic.command

    own = _revision(connection)
    turn = alembic.command.downgrade if own and own > revision else alembic.command.upgrade
    if own != revision:
        turn(alembic_config(connection), revision)


def alembic_config(connection: Connection) -> Any:
    """Return Alembic's configuration for migrating on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
