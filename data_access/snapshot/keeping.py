"""The current snapshot of a database: found, checked, and made anew whenever it is not right."""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from data_access.snapshot import files
from data_access.snapshot.contents import SETTING, schema, subjects_kept
from data_access.snapshot.making import make, states
from data_access.snapshot.manifest import Damaged, Manifest, State
from data_access.snapshot.snapshots import Snapshot

log = logging.getLogger(__name__)
# How often a snapshot may be deleted under a reader who is opening it.
TRIES = 5


def current(
    engine: Engine, subjects: Collection[str] | None = None, source: Engine | None = None
) -> Snapshot:
    """Return a snapshot in which the subjects (by default all) are as the database has them now.

    It is made from the database, or from `source` that has the same of these subjects, if there is
    none, or none that is whole.
    """
    asked = subjects_kept()
    if subjects is not None:
        asked &= {*subjects, SETTING}
    keeper = _keeper(engine.url.render_as_string(hide_password=False))
    return keeper.current(engine, asked, source or engine)


def lying(engine: Engine) -> Snapshot | None:
    """Return the newest whole snapshot on the disk, whatever it is of; None if there is none."""
    return _keeper(engine.url.render_as_string(hide_password=False)).newest()


class _Keeper:
    """The snapshots of one database in this process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: Snapshot | None = None
        self._checked: set[tuple[int, int, str]] = set()
        self._lock = threading.Lock()

    def current(self, engine: Engine, subjects: Collection[str], source: Engine) -> Snapshot:
        with engine.connect() as connection:
            wanted = states(connection)
        opened = self._opened
        if opened is not None and opened.manifest.same(wanted, subjects):
            return opened
        with self._lock:
            opened = self._opened
            if opened is None or not opened.manifest.same(wanted, subjects):
                opened = self._opened = self._found_or_made(source, wanted, subjects)
        return opened

    def _found_or_made(
        self, engine: Engine, wanted: Mapping[str, State], subjects: Collection[str]
    ) -> Snapshot:
        files.private_folder(self.root)
        found = self._found(wanted, subjects)
        if found is not None:
            return found
        with _alone(self.root):
            # Another process may have made it meanwhile.
            found = self._found(wanted, subjects)
            if found is not None:
                return found
            for _ in range(TRIES):
                path = make(engine, self.root, self._opened or self.newest())
                try:
                    made = self._open(path)
                except Damaged as problem:
                    log.warning("snapshot %s is damaged (%s): made anew", path.name, problem)
                    files.discard(path)
                    continue
                files.tidy(self.root, path, schema())
                return made
        raise OSError(f"no snapshot could be made in {self.root}")

    def _found(self, wanted: Mapping[str, State], subjects: Collection[str]) -> Snapshot | None:
        """Return a whole snapshot on the disk in which the subjects are as wanted."""
        for path in self._folders():
            try:
                if Manifest.read(path).same(wanted, subjects):
                    return self._open(path)
            except Damaged as problem:
                self._reject(path, problem)
        return None

    def newest(self) -> Snapshot | None:
        """Return the newest whole snapshot on the disk, whatever it is of."""
        for path in self._folders():
            try:
                return self._open(path)
            except Damaged as problem:
                self._reject(path, problem)
        return None

    def _open(self, path: Path) -> Snapshot:
        manifest = Manifest.read(path)
        files.verify(path, manifest, self._checked)
        return Snapshot(path, manifest)

    def _reject(self, path: Path, problem: Damaged) -> None:
        if path.exists():  # it may be another process that tidied up
            log.warning("snapshot %s is damaged (%s): not read", path.name, problem)
            files.discard(path)

    def _folders(self) -> list[Path]:
        """Return the folders of snapshots of this schema, the newest first."""
        found = []
        for path in self.root.glob(f"{schema()}-*"):
            with suppress(OSError):
                found.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(found, reverse=True)]


@cache
def _keeper(url: str) -> _Keeper:
    return _Keeper(folder_of(url))


def folder_of(url: str) -> Path:
    """Return where the snapshots of a database are kept.

    Beside an SQLite file, or in a folder of `SNAPSHOT_FOLDER`; else in one that ends with the
    process.
    """
    from sqlalchemy import make_url

    parsed = make_url(url)
    chosen = os.environ.get("SNAPSHOT_FOLDER")
    if chosen:
        told = parsed.set(password=None).render_as_string()
        return Path(chosen) / hashlib.sha256(told.encode()).hexdigest()[:16]
    file = parsed.database
    if parsed.get_backend_name() == "sqlite" and file and file != ":memory:":
        path = Path(file).absolute()
        return path.with_name(f"{path.name}.snapshots")
    own = Path(tempfile.mkdtemp(prefix="m4sd-snapshots-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Have other processes wait that would make the same, on systems with locks on files."""
    try:
        import fcntl
    except ImportError:  # Windows: two may make the same one, and the second is not used
        yield
        return
    number = os.open(root / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
