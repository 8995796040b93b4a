"""Progress of an indicator from its baseline to its target (METHODS §1)."""

from __future__ import annotations

import math
from typing import Literal

Direction = Literal["up", "down", "even", "context"]
MET, NEAR = 100.0, 75.0  # per cent of the progress


def progress(actual: float, baseline: float, target: float, direction: Direction) -> float | None:
    """Return 100·(actual − baseline)/(target − baseline), in per cent, for both directions.

    A ratio that should come to 1 (`even`) is measured by |ln ratio|. None for context, where
    target = baseline, and for a ratio that is not above 0.
    """
    if direction == "context":
        return None
    if direction == "even":
        if min(actual, baseline, target) <= 0:
            return None
        actual, baseline, target = (abs(math.log(value)) for value in (actual, baseline, target))
    if target == baseline:
        return None
    return 100 * (actual - baseline) / (target - baseline)


def reached(actual: float, target: float, direction: Direction) -> bool:
    """Return whether an indicator is at its target or beyond, where its baseline is unknown."""
    if direction == "even":
        return actual > 0 and target > 0 and abs(math.log(actual)) <= abs(math.log(target))
    return actual <= target if direction == "down" else actual >= target


def status(
    actual: float, baseline: float | None, target: float | None, direction: Direction
) -> tuple[str, float | None]:
    """Return the status of an indicator, and its progress in per cent.

    `context`, `no_target`, `met`, `near` (progress of 75 % or more), `behind`, or `back`
    (farther from the target than at the start).
    """
    if direction == "context":
        return "context", None
    if target is None:
        return "no_target", None
    way = None if baseline is None else progress(actual, baseline, target, direction)
    if reached(actual, target, direction):
        return "met", way
    if way is None:
        return "behind", None
    if way < 0:
        return "back", way
    return ("near" if way >= NEAR else "behind"), way
