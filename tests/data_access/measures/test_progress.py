"""Progress as METHODS §1 defines it."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_access.measures.target_progress import progress, status

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "direction", "wanted"),
    [
        (41.0, 46.0, 38.0, "down", 62.5),
        (60.0, 0.0, 60.0, "up", 100.0),
        (0.8, 0.64, 1.0, "even", 50.0),  # half the way on a scale of logarithms
        (1.25, 0.64, 1.0, "even", 50.0),  # as far above 1 as 0.8 is below
        (5.0, 3.0, 3.0, "up", None),
        (5.0, 3.0, 4.0, "context", None),
        (0.0, 0.5, 1.0, "even", None),
    ],
)
def test_progress_is_the_share_of_the_way(
    actual: float, baseline: float, target: float, direction: str, wanted: float | None
) -> None:
    assert progress(actual, baseline, target, direction) == pytest.approx(wanted)  # type: ignore[arg-type]


@given(NUMBERS, NUMBERS)
def test_the_start_is_nothing_and_the_target_everything(baseline: float, target: float) -> None:
    assume(not math.isclose(baseline, target, abs_tol=1e-6))
    assert progress(baseline, baseline, target, "up") == 0
    assert progress(target, baseline, target, "down") == pytest.approx(100)


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "direction", "wanted"),
    [
        (80, 0, 80, "up", "met"),
        (60, 0, 80, "up", "near"),
        (59, 0, 80, "up", "behind"),
        (-1, 0, 80, "up", "back"),
        (50, 46, 38, "down", "back"),
        (37, 46, 38, "down", "met"),
        (70, None, 80, "up", "behind"),
        (80, None, 80, "up", "met"),
        (1, 0, None, "up", "no_target"),
        (1, 0, 5, "context", "context"),
        (0.97, 0.6, 0.95, "even", "met"),
        (1.04, 0.6, 0.95, "even", "met"),
        (1.2, 0.6, 0.95, "even", "behind"),
    ],
)
def test_the_state_says_where_an_indicator_stands(
    actual: float, baseline: float | None, target: float | None, direction: str, wanted: str
) -> None:
    assert status(actual, baseline, target, direction)[0] == wanted  # type: ignore[arg-type]
