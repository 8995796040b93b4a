"""Storage of files that the database knows only by key: a local folder, or an object store.

`EVIDENCE_URL` names it in fsspec's terms (`file:///srv/evidence`, `s3://bucket/evidence`; the
store's own driver must be installed). Keys are made here and never come from a reader.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
from pathlib import Path
from typing import Any

import fsspec

from data_access.language import Text
from data_access.refusal import NotSaved

DEFAULT_FOLDER = Path(__file__).parent.parent / "var" / "evidence"
FORGETFUL = "memory"
UNUSABLE = Text(
    "No se puede usar el lugar donde se guardan las evidencias (EVIDENCE_URL): avise a la "
    "administración."
)
log = logging.getLogger(__name__)
KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{48}")


def put(content: bytes) -> str:
    """Store some content; return the key that gives it back.

    Raise NotSaved, as every function here, if `EVIDENCE_URL` names no place that can be used.
    """
    name = secrets.token_hex(25)
    key = f"{name[:2]}/{name[2:]}"
    put_at(key, content)
    return key


def put_at(key: str, content: bytes) -> None:
    """Store content under a key that it had before, as a backup has it."""
    files, path = _at(key)
    files.makedirs(path.rpartition("/")[0], exist_ok=True)
    # Written under another name first: a key never leads to half a file.
    files.pipe_file(f"{path}.part", content)
    files.mv(f"{path}.part", path)


def get(key: str) -> bytes:
    """Return the content stored under a key; raise FileNotFoundError if there is none."""
    files, path = _at(key)
    return bytes(files.cat_file(path))


def remove(key: str) -> None:
    """Delete what is stored under a key, if anything is."""
    files, path = _at(key)
    if files.exists(path):
        files.rm_file(path)


def _at(key: str) -> tuple[Any, str]:
    if not KEY.fullmatch(key):
        raise ValueError("not a key of this store")
    place = os.environ.get("EVIDENCE_URL") or str(DEFAULT_FOLDER)
    try:
        files, root = fsspec.core.url_to_fs(place)
    except (ValueError, ImportError, TypeError) as problem:  # no such scheme, or no driver for it
        log.error("EVIDENCE_URL cannot be used: %s", problem)
        raise NotSaved(UNUSABLE) from problem
    if FORGETFUL in files.protocol:
        log.error("EVIDENCE_URL cannot be used: what is kept in memory is lost with the process")
        raise NotSaved(UNUSABLE)
    return files, f"{root.rstrip('/')}/{key}"
