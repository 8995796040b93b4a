"""A write that fails outside the program says so in a sentence, and nothing of it is stored."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, insert, select

from data_access import database
from data_access.database import engine_for, migrate
from data_access.imports.loading import import_files
from data_access.refusal import NotSaved
from data_access.tables import AuditEvent, Enterprise, ImportBatch, Setting
from data_access.transaction import BUSY, FULL, KEEP_OPEN, NOTHING, UNREACHABLE
from data_access.transaction import transaction as opened
from data_access.viewer import ADMINISTRATOR


def write(engine: Engine, value: str = "v") -> None:
    with opened(engine, "ana", touches=NOTHING) as connection:
        connection.execute(insert(Setting), {"key": "k", "value": value})
        connection.log("signed_in")


def events(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(AuditEvent)) or 0


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "own.db"))


def test_on_a_full_disk_nothing_is_stored_and_the_reader_is_told_to_stay(file: Path) -> None:
    engine = engine_for(f"sqlite:///{file}")

    def fill_up(connection: sqlite3.Connection, _record: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", fill_up)
    with pytest.raises(NotSaved) as told:
        write(engine, "v" * 10_000_000)
    # A file that comes in is all or nothing, too.
    rows = [",".join((f"E-{at}", "MICRO", "G", "1308")) for at in range(20_000)]
    book = file.with_name("empresas.csv")
    book.write_text("\n".join(["codigo_empresa,tamano,ciiu,canton", *rows]))
    with pytest.raises(NotSaved):
        import_files(engine, [book], ADMINISTRATOR, accept_warnings=True)
    with engine.connect() as connection:
        for table in (Enterprise, ImportBatch):
            assert connection.scalar(select(func.count()).select_from(table)) == 0

    assert told.value.texts == (FULL, KEEP_OPEN)
    assert events(engine) == 0


def test_a_database_that_another_process_occupies_is_said_to_be_so(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    engine = engine_for(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(NotSaved) as told:
        write(engine)

    assert told.value.texts == (BUSY, KEEP_OPEN)
    other.execute("ROLLBACK")
    write(engine)
    assert events(engine) == 1
    other.close()


def test_a_lost_database_is_said_to_be_so(file: Path) -> None:
    engine = engine_for(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    for path in file.parent.glob("own.db*"):
        path.unlink()
    file.mkdir()

    with pytest.raises(NotSaved) as told:
        write(engine)

    assert told.value.texts == (UNREACHABLE, KEEP_OPEN)


def test_a_store_of_files_without_room_is_told_like_a_full_disk(engine: Engine) -> None:
    with pytest.raises(NotSaved) as told, opened(engine, "ana", touches=NOTHING):
        raise OSError(errno.ENOSPC, "No space left on device")

    assert told.value.texts[0] == FULL
    with pytest.raises(PermissionError), opened(engine, "ana", touches=NOTHING):
        raise PermissionError(errno.EACCES, "not ours")
