"""The data a release was made from: kept with it in the database, opened as a copy to read.

The same bytes serve any process and machine. They are verified against the release's checksum each
time a process opens them, and never read if they are not what was kept.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, delete, insert, select

from data_access import official_totals, snapshot
from data_access.database import SUBJECTS
from data_access.snapshot.manifest import Damaged
from data_access.snapshot.packing import pack, unpack
from data_access.snapshot.snapshots import Snapshot
from data_access.tables import DataVersion, Release, ReleaseSnapshot, Setting
from data_access.transaction import NOTHING, UNLOGGED, transaction

PART = 8 * 2**20  # bytes of a row: some drivers hold several copies of one
DAMAGED = "release_damaged"  # the setting that names a release whose data cannot be read
log = logging.getLogger(__name__)


class DataGone(LookupError):
    """The data kept with a release are missing or not what was kept."""


@dataclass(frozen=True)
class Kept:
    """Data to keep with a release: their versions by subject, and the bytes of them all."""

    versions: dict[str, int]
    content: bytes

    @property
    def checksum(self) -> str:
        """What tells these bytes from any others."""
        return hashlib.sha256(self.content).hexdigest()


def versions(connection: Connection) -> dict[str, int]:
    """Return the data version of each subject."""
    query = select(DataVersion.subject, DataVersion.version).where(
        DataVersion.subject.in_(SUBJECTS)
    )
    return {row.subject: row.version for row in connection.execute(query)}


def taken(engine: Engine) -> Kept:
    """Return the data as they stand, all of one moment."""
    with engine.connect() as connection:
        before = versions(connection)
    now = snapshot.current(engine)
    # Of what is no part of a snapshot, such as the places, the version before is never too new.
    known = {subject: state.version for subject, state in now.manifest.states.items()}
    return Kept({subject: known.get(subject, before[subject]) for subject in before}, pack(now))


def keep(connection: Connection, release: int, kept: Kept) -> None:
    """Store the data of a release, and delete those of every other."""
    connection.execute(delete(ReleaseSnapshot))
    parts = range(0, len(kept.content), PART)
    connection.execute(
        insert(ReleaseSnapshot),
        [
            {"release_id": release, "part": at, "content": kept.content[start : start + PART]}
            for at, start in enumerate(parts)
        ],
    )


@contextmanager
def opened(engine: Engine, release: int, new_totals: bool = False) -> Iterator[Connection]:
    """Yield a connection to the data kept with a release.

    With `new_totals` the official totals are those of this moment. Raise DataGone if the data
    cannot be read.
    """
    copy = _copy(engine, release)
    with copy.connect() as connection:
        if not new_totals:
            yield connection
            return
        with engine.connect() as live:
            yield connection.execution_options(**{official_totals.ELSEWHERE: live})


def is_damaged(connection: Connection, release: int) -> bool:
    """Return whether a process found the data of a release unreadable."""
    found = select(Setting.value).where(Setting.key == DAMAGED)
    return bool(connection.scalar(found) == str(release))


_opening = Lock()


def _copy(engine: Engine, release: int) -> Snapshot:
    with _opening:  # several readers at once open it once
        try:
            _require_kept(engine, release)
            return _opened(engine, release)
        except DataGone as problem:
            log.error("The data kept with release %s cannot be read: %s", release, problem)
            _note_damage(engine, release)
            raise


def _require_kept(engine: Engine, release: int) -> None:
    """Raise DataGone if the database keeps no data of a release, whatever a process still holds."""
    query = select(ReleaseSnapshot.part).filter_by(release_id=release).limit(1)
    with engine.connect() as connection:
        if connection.scalar(query) is None:
            _opened.cache_clear()
            raise DataGone("nothing is kept")


@lru_cache(maxsize=2)
def _opened(engine: Engine, release: int) -> Snapshot:
    return read(engine, release, _own_folder())


def read(engine: Engine, release: int, folder: Path) -> Snapshot:
    """Return the data kept with a release, written into a folder and opened.

    Raise DataGone if they are missing or not what was kept.
    """
    query = select(ReleaseSnapshot.content).filter_by(release_id=release)
    with engine.connect() as connection:
        checksum = connection.scalar(select(Release.checksum).filter_by(id=release))
        parts = connection.scalars(query.order_by(ReleaseSnapshot.part)).all()
    content = b"".join(parts)
    if hashlib.sha256(content).hexdigest() != checksum:
        raise DataGone("the checksum differs")
    try:
        return unpack(content, folder)
    except Damaged as problem:  # or of tables that another release of the code has
        raise DataGone(str(problem)) from problem


@cache
def _own_folder() -> Path:
    """Return a folder of this process's own, gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="release-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _note_damage(engine: Engine, release: int) -> None:
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        connection.execute(delete(Setting).where(Setting.key == DAMAGED))
        connection.execute(insert(Setting), {"key": DAMAGED, "value": str(release)})
