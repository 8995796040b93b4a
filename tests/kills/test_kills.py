"""Who is killed while writing leaves nothing half, and nothing that was acknowledged is lost.

A sample; `python -m tests.kills` kills a thousand.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.databases import sqlite_copy
from tests.kills.trial import migrations, prepare, writes


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process runs the main module again, which after a test of pages would be a page."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def test_writers_that_are_killed_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    found = writes(f"sqlite:///{tmp_path / 'k.db'}", 5, 1, tmp_path)

    assert found.wrong == []
    assert sum(found.kills.values()) == 5
    assert sum(found.acknowledged.values()) > 0


def test_a_migration_that_is_killed_is_made_again_whole(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    prepare(sqlite_copy("outcomes", old), "0008")

    def copied(_revision: str) -> str:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
        shutil.copyfile(old, path)
        return f"sqlite:///{path}"

    assert migrations(copied, 2, 1, tmp_path).wrong == []
