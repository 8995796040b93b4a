"""Proportions and risk ratios with intervals (METHODS §3, §3a; Wilson 1927, Katz and others 1978).

Below monitor a proportion is one of two counts that disclosure control has moved: its interval is
wider by their noise, and the exact bound of a target allows for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
NOISE = 2.0  # variance of the noise on each count shown below monitor (METHODS §6)
LEAST_SHOWN = 10  # a shown numerator under this carries no interval: it was selected by its size
BOUND_NOISE = 3  # people that the exact bound takes off, and adds, where counts are shown ones


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval; without ends where none is told."""

    estimate: float
    low: float | None
    high: float | None


def wilson(successes: int, n: int) -> Interval | None:
    """Return a share of n with Wilson's score interval; None if n is 0.

    Raise ValueError if `successes` is not within 0 and n.

    centre = (p + z²/2n) / (1 + z²/n), half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if n == 0:
        return None
    return Interval(successes / n, *score_bounds(successes, n, Z, noisy=False))


def shown_share(successes: int, n: int) -> Interval | None:
    """Return a share of two shown counts with the score interval that allows for their noise.

    It has no ends where the numerator is under 10; None if n is 0.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if n == 0:
        return None
    if successes < LEAST_SHOWN:
        return Interval(successes / n, None, None)
    return Interval(successes / n, *score_bounds(successes, n, Z, noisy=True))


def score_bounds(successes: int, n: int, z: float, noisy: bool) -> tuple[float, float]:
    """Return the score interval of a share at a quantile z, within 0 and 1.

    The roots in p of (p̂ − p)² = z²[p(1−p)/n + v(1+p²)/n²], where v is the variance of the noise on
    each of the two counts, or 0 where they are exact (Wilson).
    """
    share, noise = successes / n, (NOISE if noisy else 0.0)
    a = 1 + z**2 / n - noise * z**2 / n**2
    b = 2 * share + z**2 / n
    c = share**2 - noise * z**2 / n**2
    root = math.sqrt(max(b**2 - 4 * a * c, 0.0))
    low, high = (b - root) / (2 * a), (b + root) / (2 * a)
    # Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low = 0.0 if successes == 0 else max(low, 0.0)
    return low, 1.0 if successes == n else min(high, 1.0)


def exact_bounds(successes: int, n: int, noisy: bool) -> tuple[float, float]:
    """Return the one-sided 97.5 % bounds of Clopper and Pearson (1934), from below and from above.

    Of shown counts, 3 people leave the numerator and join the denominator for the bound from
    below; for the one from above, 3 people who do not count as successes leave it likewise.
    """
    from scipy.special import betaincinv

    def lower(k: int, of: int) -> float:
        return 0.0 if k <= 0 else float(betaincinv(k, of - k + 1, 0.025))

    if not noisy:
        return lower(successes, n), 1 - lower(n - successes, n)
    fewer = lower(max(successes - BOUND_NOISE, 0), n + BOUND_NOISE)
    failures = n - successes
    return fewer, 1 - lower(max(failures - BOUND_NOISE, 0), n + BOUND_NOISE)


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
