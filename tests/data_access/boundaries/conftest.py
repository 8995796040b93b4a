"""Maps are read here by the test's own process; `test_map_process.py` reads them as users do."""

from __future__ import annotations

import pytest

from data_access.boundaries import limit_storing, map_reading


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each test the second that a process of its own takes to start."""
    monkeypatch.setattr(limit_storing, "read_apart", map_reading.read)
