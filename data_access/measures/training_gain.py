"""Learning gain, and the reach of the training of trainers (METHODS §4)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

FULL_MARK = 100
COMPLETED_HOURS = 0.8  # the share of a cohort's hours that counts as completed


@dataclass(frozen=True)
class Gain:
    """The gain over pairs of marks (0 to 100) before and after; None where it is undefined.

    `d_av` (mean over the root of the mean variance, uncorrected) is the headline; `d_z` (mean over
    the standard deviation of the differences) is not comparable with it. `hedges_j` is the
    correction for small samples, reported beside. `hake_g`: under 0.3 low, over 0.7 high.
    """

    pairs: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    t: float | None = None
    d_av: float | None = None
    d_z: float | None = None
    hedges_j: float | None = None
    hake_g: float | None = None
    mean_individual_g: float | None = None


def gain(before: ArrayLike, after: ArrayLike) -> Gain:
    """Return the gain of people marked twice, in the same order; those marked once are no pairs."""
    from scipy.special import stdtrit

    pre, post = (np.asarray(marks, dtype=float) for marks in (before, after))
    if pre.shape != post.shape:
        raise ValueError("every mark before needs one after")
    n = len(pre)
    if n == 0:
        return Gain(0)
    delta = post - pre
    mean = float(delta.mean())
    below = pre < FULL_MARK
    at_top = float(pre.mean()) >= FULL_MARK
    shares = {
        "hake_g": None if at_top else mean / (FULL_MARK - float(pre.mean())),
        "mean_individual_g": (
            float((delta[below] / (FULL_MARK - pre[below])).mean()) if below.any() else None
        ),
    }
    if n == 1:
        return Gain(1, mean, **shares)
    spread = float(delta.std(ddof=1))
    error = spread / math.sqrt(n)
    half = float(stdtrit(n - 1, 0.975)) * error
    between = math.sqrt((float(pre.var(ddof=1)) + float(post.var(ddof=1))) / 2)
    return Gain(
        n,
        mean,
        mean - half,
        mean + half,
        t=mean / error if error else None,
        d_av=mean / between if between else None,
        d_z=mean / spread if spread else None,
        hedges_j=1 - 3 / (4 * (n - 1) - 1),
        **shares,
    )


def activation(active: int, certified: int) -> float | None:
    """Return the share of certified trainers who gave at least one session; None without any."""
    return None if certified == 0 else active / certified


def factor(trainees: int, certified: int) -> float | None:
    """Return people trained in the cascade per certified trainer; None without any."""
    return None if certified == 0 else trainees / certified


def per_thousand(persons: int, population: int) -> float | None:
    """Return people trained per thousand of the target population; None where it is 0."""
    return None if population == 0 else 1000 * persons / population
