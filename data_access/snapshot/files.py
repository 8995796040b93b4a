"""The files of snapshots: written whole or not at all, read only by their owner, checked."""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa

from data_access.snapshot.manifest import NAME, Damaged, Manifest, Part

# Rows of a batch, a multiple of the 2,048 that DuckDB works on at a time.
BATCH = 60 * 2048
# Folders begun by a process that ended, and those of another release of the code.
ABANDONED = 24 * 3600
BEGUN = ".begun-"
_OWNER_ONLY = 0o600


def private_folder(path: Path) -> Path:
    """Return a folder that only its owner may look into, made if need be."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):
        path.chmod(0o700)
    return path


@contextmanager
def begun(root: Path) -> Iterator[Path]:
    """Yield a new folder under `root` for what is to become a snapshot; delete what remains."""
    folder = private_folder(private_folder(root) / f"{BEGUN}{secrets.token_hex(8)}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_part(
    folder: Path, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]
) -> Part:
    """Write rows of a table as an Arrow file named by its content."""
    begun_path = folder / f"{table}.part"
    rows = 0
    with _created(begun_path) as file, pa.ipc.new_file(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    digest = sha256_of(begun_path)
    name = f"{table}-{digest[:16]}.arrow"
    begun_path.rename(folder / name)
    return Part(name, rows, (folder / name).stat().st_size, digest)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of the owner's alone and have it on the disk."""
    with _created(path) as file:
        file.write(content)


def adopt(part: Part, source: Path, folder: Path) -> None:
    """Bring a file of another snapshot into a folder: the same file where the disk can do that."""
    try:
        os.link(source / part.file, folder / part.file)
    except FileExistsError:
        return
    except OSError:
        write_bytes(folder / part.file, (source / part.file).read_bytes())


def finish(begun_folder: Path, manifest: Manifest) -> Path:
    """Give a written folder its name; return it. Where there is one of that name, that one stays.

    The manifest comes last and the name after it: whoever finds the name finds all of it.
    """
    write_bytes(begun_folder / NAME, manifest.to_bytes())
    _sync(begun_folder)
    path = begun_folder.parent / manifest.name
    try:
        begun_folder.rename(path)
    except OSError:
        if not (path / NAME).exists():
            raise
    _sync(path.parent)
    return path


def verify(folder: Path, manifest: Manifest, known: set[tuple[int, int, str]]) -> None:
    """Raise Damaged unless every file has the bytes that were written.

    `known` are files that this process checked before, by device, number and checksum.
    """
    for part in manifest.parts:
        path = folder / part.file
        try:
            found = path.stat()
            own = (found.st_dev, found.st_ino, part.sha256)
            whole = found.st_size == part.size
            if not whole or (own not in known and sha256_of(path) != part.sha256):
                raise Damaged(part.file)
        except OSError as problem:
            raise Damaged(part.file) from problem
        known.add(own)


def discard(folder: Path) -> None:
    """Delete a snapshot's folder; whoever has its files open reads on."""
    gone = folder.parent / f"{BEGUN}{secrets.token_hex(8)}"
    with suppress(OSError):
        folder.rename(gone)
        folder = gone
    shutil.rmtree(folder, ignore_errors=True)


def tidy(root: Path, kept: Path, schema: str) -> None:
    """Delete the snapshots before `kept`, and what interrupted processes left a day ago.

    Snapshots of another schema may be in use by another release of the code; they stay a day.
    """
    for path in root.iterdir():
        if not path.is_dir() or path == kept:
            continue
        with suppress(OSError):
            old = time.time() - path.stat().st_mtime > ABANDONED
            if old or path.name.startswith(f"{schema}-"):
                discard(path)


def sha256_of(path: Path) -> str:
    """Return the checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _created(path: Path) -> Iterator[io.BufferedWriter]:
    how = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    number = os.open(path, how, _OWNER_ONLY)
    with os.fdopen(number, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
