"""Progress of an indicator from its baseline to its target, and what may be said of it.

METHODS §1 and §3a.5: a target is met for sure only if the bound of the figure is at or beyond it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from data_access.measures.figures import Counted, Figure, Share
from data_access.measures.proportions import LEAST_SHOWN, exact_bounds

Direction = Literal["up", "down", "even", "context"]
LEAST_JUDGED = 10  # people behind a share of which a verdict is given
SHOWN_MARGIN = 4  # how far a shown count may lie from the true one, in 998 of 1,000 cases


@dataclass(frozen=True)
class Reading:
    """An indicator's figure in its own unit: its value, interval, and what it was computed from.

    `evidence` may be in another unit: 1 of it is `scale` of the indicator's.
    """

    value: float
    low: float | None = None
    high: float | None = None
    evidence: Figure | None = None
    scale: float = 1.0

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The one-sided 97.5 % bounds from below and above; None where there is no verdict."""
        known = self.evidence
        if isinstance(known, Share):
            small = known.n < LEAST_JUDGED or (known.noisy and known.successes < LEAST_SHOWN)
            if small:
                return None
            low, high = exact_bounds(known.successes, known.n, known.noisy)
            return low * self.scale, high * self.scale
        if isinstance(known, Counted):
            margin = SHOWN_MARGIN if known.noisy else 0
            return self.value - margin, self.value + margin
        if self.low is None or self.high is None:
            return None
        return self.low, self.high


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


def contradicts(baseline: float | None, target: float, direction: Direction) -> bool:
    """Return whether a target lies on the wrong side of its baseline, so that it asks for worse."""
    if baseline is None or direction == "context":
        return False
    if direction == "even":
        if min(baseline, target) <= 0:
            return False
        return abs(math.log(target)) > abs(math.log(baseline))
    return target > baseline if direction == "down" else target < baseline


def status(
    reading: Reading, baseline: float | None, target: float | None, direction: Direction
) -> tuple[str, float | None]:
    """Return the status of an indicator, and its progress in per cent.

    `context`, `no_target`, `met` (for sure), `within` (met, within its margin), `near` (the
    interval holds the target), `behind` (the whole interval falls short), `back` (all of it is
    worse than at the start), or `no_verdict`.
    """
    if direction == "context":
        return "context", None
    if target is None:
        return "no_target", None
    if contradicts(baseline, target, direction):
        return "no_verdict", None
    way = None if baseline is None else progress(reading.value, baseline, target, direction)
    bounds = reading.bounds
    if bounds is None or (direction == "even" and min(reading.value, target) <= 0):
        return "no_verdict", way
    # Turned so that more is better: the least and the most that the figure may be worth.
    least, most = _worth(bounds, direction)
    aim, point = _worth((target, target), direction)[0], _worth((reading.value,) * 2, direction)[0]
    if least >= aim:
        return "met", way
    if point >= aim:
        return "within", way
    if most >= aim:
        return "near", way
    start = None if baseline is None else _worth((baseline, baseline), direction)[0]
    return ("back" if start is not None and most < start else "behind"), way


def _worth(bounds: tuple[float, float], direction: Direction) -> tuple[float, float]:
    low, high = bounds
    if direction == "up":
        return low, high
    if direction == "down":
        return -high, -low
    far = [abs(math.log(end)) if end > 0 else math.inf for end in (low, high)]
    nearest = 0.0 if low <= 1 <= high else min(far)
    return -max(far), -nearest
