"""Rows of a large import on the disk: it holds one piece of them, whatever its files hold.

The folder is its owner's alone and ends with the import. What a process that was killed left there
is taken away by the next import.
"""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

PIECE = 50_000  # rows that are held at a time
AT_ONCE = 2**20  # marks that are held at a time
PREFIX = "m4sd-import-"
LOCK = "lock"
YOUNG = 60  # seconds in which a folder may not have its lock yet


class PieceFolder:
    """A private folder, made when something is first put into it."""

    def __init__(self) -> None:
        """Make nothing yet: most imports are small."""
        self._path: Path | None = None
        self._lock: int | None = None
        self._files = 0

    def new_file(self) -> Path:
        """Return the path of a file that is not there yet."""
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix=PREFIX))  # 0700
            self._lock = _locked(self._path / LOCK)
        self._files += 1
        return self._path / str(self._files)

    def keep(self, value: object) -> Path:
        """Write a value; return the file that `load` reads it from."""
        path = self.new_file()
        with path.open("wb") as file:
            pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
        return path

    def remove(self) -> None:
        """Take the folder away."""
        if self._path is not None:
            shutil.rmtree(self._path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
        self._path = self._lock = None


def load(path: Path) -> Any:
    """Return what `keep` wrote: nobody else can write into the folder."""
    with path.open("rb") as file:
        return pickle.load(file)


@contextmanager
def piece_folder() -> Iterator[PieceFolder]:
    """Yield a folder for the pieces of an import, and take it away in the end."""
    remove_abandoned()
    folder = PieceFolder()
    try:
        yield folder
    finally:
        folder.remove()


def remove_abandoned() -> None:
    """Take away the folders of this user's processes that were killed: nobody holds their lock."""
    if os.name != "posix":  # Windows has no such locks; there the user's own cleaning does it
        return
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = path.lstat()
            if found.st_uid != os.getuid() or time.time() - found.st_mtime < YOUNG:
                continue
            lock = _locked(path / LOCK)
            if lock is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(lock)


def _locked(path: Path) -> int | None:
    """Return a file that this process alone has locked; None if another has."""
    try:
        import fcntl
    except ImportError:
        return None
    number = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(number)
        return None
    return number


def marks_of(rows: pd.DataFrame) -> np.ndarray:
    """Return eight bytes for each row: where they differ, so do the rows."""
    columns = [rows[name].to_numpy(object) for name in rows.columns]
    cells = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
    return np.fromiter(map(hash, cells), np.int64, len(rows))


class Marks:
    """The marks of many rows, in their order: on the disk where there is a folder."""

    def __init__(self, folder: PieceFolder | None = None) -> None:
        """Begin without any."""
        self._path = None if folder is None else folder.new_file()
        self._held: list[np.ndarray] = []
        self._count = 0

    def add(self, marks: np.ndarray) -> None:
        """Add the marks of further rows."""
        self._count += len(marks)
        if self._path is None:
            self._held.append(marks)
        else:
            with self._path.open("ab") as file:
                marks.tofile(file)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._count

    def chunks(self) -> Iterator[np.ndarray]:
        """Yield the marks, no more than `AT_ONCE` of them."""
        yield from self._held
        if self._path is None:
            return
        for start in range(0, self._count, AT_ONCE):
            yield np.fromfile(self._path, np.int64, AT_ONCE, offset=8 * start)

    def twice(self) -> np.ndarray:
        """Return the marks of more than one row, each once."""
        return _together(self._twice(*one) for one in self._shares())

    def missing_in(self, others: Marks) -> np.ndarray:
        """Return the positions of the rows whose mark none of the others has."""
        known = np.zeros(len(self), bool)
        for share in others._shares():
            these = np.sort(others._of_share(*share))
            start = 0
            for chunk in self.chunks():
                known[start : start + len(chunk)] |= _contained(chunk, these)
                start += len(chunk)
        return np.flatnonzero(~known)

    def shared_with(self, others: Marks) -> np.ndarray:
        """Return the marks that both have, each once."""
        found = []
        for share in others._shares():
            these = np.sort(others._of_share(*share))
            found += [np.unique(chunk[_contained(chunk, these)]) for chunk in self.chunks()]
        return np.unique(_together(found))

    def _shares(self) -> Iterator[tuple[int, int]]:
        """Yield parts of all marks there may be, each with few enough of these to be held."""
        shares = 1 + self._count // AT_ONCE
        yield from ((at, shares) for at in range(shares))

    def _of_share(self, at: int, shares: int) -> np.ndarray:
        if shares == 1:
            return _together(self.chunks())
        return _together(chunk[chunk % shares == at] for chunk in self.chunks())

    def _twice(self, at: int, shares: int) -> np.ndarray:
        own = np.sort(self._of_share(at, shares))
        return np.unique(own[1:][own[1:] == own[:-1]])


def _together(arrays: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.empty(0, np.int64), *arrays])


def _contained(marks: np.ndarray, in_order: np.ndarray) -> np.ndarray:
    """Return which marks are among some that are in order."""
    if not len(in_order):
        return np.zeros(len(marks), bool)
    at = np.searchsorted(in_order, marks)
    found: np.ndarray = in_order[np.minimum(at, len(in_order) - 1)] == marks
    return found
