"""Proportions and risk ratios with intervals (METHODS §3; Wilson 1927, Katz and others 1978)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval."""

    estimate: float
    low: float
    high: float


def wilson(successes: int, n: int) -> Interval | None:
    """Return a share of n with Wilson's score interval; None if n is 0.

    Raise ValueError if `successes` is not within 0 and n.

    centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if n == 0:
        return None
    p, spread = successes / n, 1 + Z**2 / n
    centre = (p + Z**2 / (2 * n)) / spread
    half = Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / spread
    # Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low = 0.0 if successes == 0 else centre - half
    return Interval(p, low, 1.0 if successes == n else centre + half)


def risk_ratio(group: int, of_group: int, reference: int, of_reference: int) -> Interval | None:
    """Return a group's rate over a reference's, with a log interval; None where a cell is 0.

    SE(ln RR) = √(1/a − 1/n₁ + 1/b − 1/n₂).
    """
    cells = (group, of_group - group, reference, of_reference - reference)
    if min(cells) < 0:
        raise ValueError("more successes than people")
    if min(cells) == 0:
        return None
    ratio = (group / of_group) / (reference / of_reference)
    se = math.sqrt(1 / group - 1 / of_group + 1 / reference - 1 / of_reference)
    return Interval(ratio, ratio * math.exp(-Z * se), ratio * math.exp(Z * se))
