"""A story under a clock of its own, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.data_access.awards.story import Clock, Story


@pytest.fixture
def story(engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Story:
    monkeypatch.setenv("EVIDENCE_URL", str(tmp_path / "evidence"))
    return Story(engine, Clock(monkeypatch))
