"""What `make` does for whoever types it, without doing it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import NEVER_TRIED
from tests.left_to_all import LEFT_TO_ALL

ROOT = Path(__file__).parents[1]


def commands(target: str, **settings: str) -> str:
    """What `make` would do for a target."""
    return subprocess.run(
        ["make", "--dry-run", target],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize(("database", "demo"), [("", True), ("sqlite:///var/mine.db", False)])
def test_the_demo_never_goes_into_a_database_that_somebody_named(database: str, demo: bool) -> None:
    told = commands("run", DATABASE_URL=database)

    assert "data_access init" in told
    assert ("--demo" in told) is demo


def test_what_is_left_to_test_all_repeats_what_every_run_tries(
    request: pytest.FixtureRequest,
) -> None:
    assert '-m "not matrix"' in commands("test")
    assert request.config.stash[NEVER_TRIED] <= set(LEFT_TO_ALL)
    missing = [file for file in LEFT_TO_ALL.values() if not (ROOT / file).exists()]
    assert missing == []


def test_all_means_all() -> None:
    told = commands("test-all")

    assert " -m pytest " in told and "matrix" not in told
    assert "tests.attack" in told and "tests.stress" in told
