"""What `make` does for whoever types it, without doing it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("database", "demo"), [("", True), ("sqlite:///var/mine.db", False)])
def test_the_demo_never_goes_into_a_database_that_somebody_named(database: str, demo: bool) -> None:
    told = subprocess.run(
        ["make", "--dry-run", "run"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "data_access init" in told
    assert ("--demo" in told) is demo
