"""A sample of `python -m tests.freshness`, which runs a thousand interleavings."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from tests.freshness.trial import PROCESSES, run

TIMES = 6


def test_what_one_process_writes_all_others_show_at_their_next_rerun(
    engine: Engine, tmp_path: Path
) -> None:
    found = run(engine, tmp_path, TIMES, seed=3)

    assert found.stale == []
    assert set(found.acts) == {"score", "import", "release"}
    assert found.after == PROCESSES * TIMES
