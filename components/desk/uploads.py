"""Uploaded files, written to a temporary folder that is removed once they were read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from components.desk.door import MAX_BYTES
from components.streamlit_compat import remove_upload
from data_access.language import Text

MAX_FILES = 30
MAX_TOGETHER = 2 * MAX_BYTES
LONGEST_NAME = 120
NAMELESS = "archivo"


@contextmanager
def on_disk(files: Sequence[Any]) -> Iterator[list[Path]]:
    """Yield the files as paths, each in a folder of its own, since two may share a name."""
    with TemporaryDirectory(prefix="desk-") as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / safe(file.name)
            path.parent.mkdir()
            file.seek(0)
            with path.open("wb") as target:
                shutil.copyfileobj(file, target)
            paths.append(path)
        yield paths


def safe(name: str) -> str:
    """Return the last part of a file's name, cleaned and shortened."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if c.isprintable()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    return f"{stem[:LONGEST_NAME] or NAMELESS}{dot}{suffix[:10]}"


def too_much(files: Sequence[Any]) -> Text | None:
    """Return what is wrong with the number or size of the files, before any is read."""
    if len(files) > MAX_FILES:
        return Text("Son más de {count} archivos: súbalos en varias cargas.", count=MAX_FILES)
    if sum(file.size for file in files) > MAX_TOGETHER:
        return Text(
            "Los archivos pesan juntos más de {size} MB: súbalos en varias cargas.",
            size=MAX_TOGETHER >> 20,
        )
    return None


def forget(files: Sequence[Any]) -> None:
    """Delete the server's copies at once, rather than when the session ends."""
    for file in files:
        remove_upload(file.file_id)
