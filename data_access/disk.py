"""Whether there is room on the disks that this installation writes to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sqlalchemy import make_url

from data_access.database import ROOT, database_url

LEAST = 100 * 2**20  # bytes


def folders() -> list[Path]:
    """Return the folders of this machine that the database and the evidence are in."""
    found = []
    url = make_url(database_url())
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        found.append(Path(url.database).parent)
    evidence = os.environ.get("EVIDENCE_URL") or str(ROOT / "var" / "evidence")
    if "://" not in evidence or evidence.startswith("file://"):
        found.append(Path(evidence.removeprefix("file://")))
    return found


def has_room() -> bool:
    """Return whether each of the folders has room, or the nearest one above it that exists."""
    return all(shutil.disk_usage(_existing(folder)).free >= LEAST for folder in folders())


def _existing(folder: Path) -> Path:
    whole = folder.absolute()
    return next(path for path in (whole, *whole.parents) if path.exists())
