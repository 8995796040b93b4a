"""Files that come over a page: what the command line does with paths, for contents in memory.

They are written to a folder of their own, read from there, and gone with the end of the call.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from data_access.imports import loading, workbooks
from data_access.imports import undo as undoing
from data_access.imports.findings import Finding
from data_access.imports.history import Batch, batches, number_of_batches
from data_access.imports.loading import Progress
from data_access.imports.places import NotAllowed, sheets_for
from data_access.imports.reading import MAX_BYTES
from data_access.imports.reports import Report, SheetChange
from data_access.imports.templates import Template
from data_access.imports.undo import CannotUndo, Consequences
from data_access.viewer import Viewer

__all__ = [
    "MAX_BYTES",
    "Batch",
    "CannotUndo",
    "Consequences",
    "Finding",
    "NotAllowed",
    "Report",
    "SheetChange",
    "Template",
    "Upload",
    "sheets_for",
]


@dataclass(frozen=True)
class Upload:
    """A file as its sender named it; only the last part of the name is ever used."""

    name: str
    content: memoryview | bytes


def check(
    engine: Engine, files: Sequence[Upload], viewer: Viewer, progress: Progress | None = None
) -> Report:
    """What bringing these files in would find and do; nothing is written."""
    with _kept(files) as paths:
        return loading.check_files(engine, paths, viewer, progress=progress)


def bring_in(
    engine: Engine,
    files: Sequence[Upload],
    viewer: Viewer,
    agreed: str,
    progress: Progress | None = None,
) -> Report:
    """Store the files as the report said whose agreement is `agreed`, or nothing at all."""
    with _kept(files) as paths:
        return loading.import_files(
            engine, paths, viewer, accept_warnings=True, agreed=agreed, progress=progress
        )


def blank(names: Iterable[str], language: str) -> bytes:
    """A blank workbook of some sheets."""
    content = io.BytesIO()
    workbooks.write_template(names, content, language)
    return content.getvalue()


def history(engine: Engine, viewer: Viewer, at_once: int, page: int) -> tuple[list[Batch], int]:
    """A page of the batches that the reader may see, the newest first, and how many there are."""
    with engine.connect() as connection:
        total = number_of_batches(connection, viewer)
        last = max(-(-total // at_once), 1)
        skip = (min(page, last) - 1) * at_once
        return batches(connection, viewer, at_once, skip), total


def consequences(engine: Engine, batch: int, viewer: Viewer) -> Consequences:
    """What taking a batch out would do."""
    return undoing.consequences(engine, batch, viewer)


def undo(engine: Engine, batch: int, viewer: Viewer) -> Consequences:
    """Take a batch out whole; CannotUndo says why not."""
    return undoing.undo(engine, batch, viewer)


@contextmanager
def _kept(files: Sequence[Upload]) -> Iterator[list[Path]]:
    """The files on disk, each in a folder of its own so that two may share a name."""
    with TemporaryDirectory(prefix="m4sd-") as folder:
        paths = []
        for at, file in enumerate(files):
            # `PureWindowsPath` knows both kinds of slashes; what is left of "../.." is nothing.
            name = PureWindowsPath(file.name).name.replace("\0", "") or "archivo"
            path = Path(folder) / str(at) / name[-120:]
            path.parent.mkdir()
            path.write_bytes(file.content)
            paths.append(path)
        yield paths
