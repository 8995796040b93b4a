"""Progress as METHODS §1 defines it."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_access.measures.figures import Counted, Share
from data_access.measures.target_progress import Reading, contradicts, progress, status

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
        (60, 0, 80, "up", "behind"),
        (-1, 0, 80, "up", "back"),
        (50, 46, 38, "down", "back"),
        (37, 46, 38, "down", "met"),
        (70, None, 80, "up", "behind"),
        (1, 0, None, "up", "no_target"),
        (1, 0, 5, "context", "context"),
        (36, 28, 16, "up", "no_verdict"),  # a target below its baseline asks for less
    ],
)
def test_an_exact_count_has_met_its_target_or_not(
    actual: float, baseline: float | None, target: float | None, direction: str, wanted: str
) -> None:
    reading = Reading(actual, evidence=Counted(actual))

    assert status(reading, baseline, target, direction)[0] == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "wanted"), [(84, "met"), (83, "within"), (80, "within"), (76, "near"), (75, "behind")]
)
def test_a_shown_count_has_a_margin_of_four(shown: float, wanted: str) -> None:
    assert status(Reading(shown, evidence=Counted(shown, True)), 0, 80, "up")[0] == wanted


@pytest.mark.parametrize(
    ("share", "target", "wanted"),
    [
        (Share(2, 2), 90, "no_verdict"),  # all of two people are no proof of nine in ten
        (Share(1, 20), 5, "within"),  # 5.0 % [0.1, 24.9]
        (Share(100, 100), 90, "met"),
        (Share(95, 100), 90, "within"),
        (Share(85, 100), 90, "near"),
        (Share(70, 100), 90, "behind"),
        (Share(9, 100, noisy=True), 5, "no_verdict"),
        (Share(99, 100, noisy=True), 90, "within"),  # three taken off: 96 of 103
        (Share(99, 100), 90, "met"),
    ],
)
def test_a_share_meets_its_target_for_sure_by_its_exact_bound(
    share: Share, target: float, wanted: str
) -> None:
    reading = Reading(100 * share.value, evidence=share, scale=100)

    assert status(reading, None, target, "up")[0] == wanted


@pytest.mark.parametrize(
    ("value", "low", "high", "wanted"),
    [
        (0.97, 0.96, 0.99, "met"),
        (1.02, 0.99, 1.04, "met"),
        (0.97, 0.9, 1.04, "within"),
        (0.9, 0.84, 0.97, "near"),
        (0.8, 0.7, 0.92, "behind"),
        (0.5, 0.4, 0.55, "back"),
        (1.2, 1.1, 1.3, "behind"),
    ],
)
def test_a_ratio_is_near_its_target_from_either_side(
    value: float, low: float, high: float, wanted: str
) -> None:
    assert status(Reading(value, low, high), 0.6, 0.95, "even")[0] == wanted


def test_without_an_interval_there_is_no_verdict() -> None:
    assert status(Reading(0.85), 0.35, 0.60, "up") == ("no_verdict", pytest.approx(200))


def test_a_target_that_asks_for_worse_is_recognised() -> None:
    assert contradicts(28, 16, "up")
    assert contradicts(16, 28, "down")
    assert contradicts(0.95, 0.65, "even")
    assert not contradicts(28, 28, "up")
    assert not contradicts(None, 5, "up")
