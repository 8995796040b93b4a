"""Thirty jurors save at once and nothing is lost; the longer form is `make stress`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import Engine

from data_access.awards import juror_tasks, scoring
from data_access.awards.preconditions import Stale
from data_access.awards.scoring import ScoreEntry
from tests.stress.jury import CRITERIA, EDITION, seat_jury
from tests.stress.writers import events, lost, submitted_sheets, write

pytestmark = pytest.mark.stress


def test_thirty_jurors_at_once_lose_no_save(engine: Engine) -> None:
    viewers = seat_jury(engine, 30, 4)

    with ThreadPoolExecutor(30) as pool:
        jobs = [pool.submit(write, engine, v, seed, 2.0) for seed, v in enumerate(viewers)]
        written = [job.result() for job in jobs]

    assert [
        line for v, w in zip(viewers, written, strict=True) for line in lost(engine, v, w)
    ] == []
    assert all(w.saves > 0 for w in written)
    names = {viewer.name for viewer in viewers}
    assert events(engine, "score_saved", names) == sum(w.saves for w in written)
    assert submitted_sheets(engine) == sum(w.submitted for w in written)


def test_of_two_tabs_that_save_one_field_at_once_one_is_told(engine: Engine) -> None:
    (viewer,) = seat_jury(engine, 1, 1)
    met = Barrier(4)

    def tab(value: int) -> str:
        met.wait(20)
        try:
            entry = ScoreEntry(Decimal(value))
            scoring.save(engine, viewer, EDITION, "P-000", scoring.ScoreChange(CRITERIA[0], entry))
        except Stale as told:
            return f"stale {told.stored.value}"
        return f"saved {value}"

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(tab, (1, 2, 3, 4)))

    (kept,) = [one.removeprefix("saved ") for one in said if one.startswith("saved")]
    assert sorted(said) == sorted([f"saved {kept}", *[f"stale {kept}"] * 3])
    with engine.connect() as connection:
        own = juror_tasks.own_sheet(connection, viewer, EDITION, "P-000")
    assert own.entries[CRITERIA[0]] == ScoreEntry(Decimal(kept))
