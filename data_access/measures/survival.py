"""Survival of durations of which some are censored (Kaplan and Meier 1958).

Greenwood's variance, log-log intervals, and the median with the interval that those give
(Brookmeyer and Crowley 1982). At equal times, events come before censorings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from data_access.measures.proportions import Z, wilson

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class SurvivalPoint:
    """A survival curve at one time: those at risk just before it, and the share surviving it.

    What cannot be estimated is None: the error where nobody has ended yet or all have, and the
    survival beyond the longest follow-up.
    """

    at_risk: int
    survival: float | None
    se: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Median:
    """The time by which half have ended, with its interval; None if beyond the follow-up."""

    time: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Curve:
    """A survival curve: `durations` in any unit and whether each one `ended` or was censored.

    Each of them is that of so many as `weights` says.
    """

    durations: Numbers
    ended: NDArray[np.bool_]
    weights: NDArray[np.int64]

    @cached_property
    def times(self) -> Numbers:
        """The times at which somebody ended."""
        return np.unique(self.durations[self.ended])

    def at_risk(self, times: Numbers) -> NDArray[np.int64]:
        """Return how many were followed up to each time, not having ended before it."""
        before = np.searchsorted(self._lengths, times, side="left")
        found: NDArray[np.int64] = self._so_far[-1] - self._so_far[before]
        return found

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self.durations, kind="stable")

    @cached_property
    def _lengths(self) -> Numbers:
        return self.durations[self._order]

    @cached_property
    def _so_far(self) -> NDArray[np.int64]:
        """How many the shortest durations are of: none of them, the first, the first two …"""
        return np.concatenate([[0], np.cumsum(self.weights[self._order])]).astype(np.int64)

    @cached_property
    def _steps(self) -> tuple[Numbers, Numbers]:
        """Survival after each of `times`, and Greenwood's Σ d/(n(n−d)) up to it."""
        n = self.at_risk(self.times).astype(float)
        which = np.searchsorted(self.times, self.durations[self.ended])
        d = np.bincount(which, self.weights[self.ended], len(self.times))
        with np.errstate(divide="ignore"):
            return np.cumprod(1 - d / n), np.cumsum(d / (n * (n - d)))

    @cached_property
    def _bounds(self) -> tuple[Numbers, Numbers]:
        """Log-log limits after each of `times`; NaN once everybody has ended."""
        survival, greenwood = self._steps
        with np.errstate(divide="ignore", invalid="ignore"):
            width = Z * np.sqrt(greenwood) / np.abs(np.log(survival))
            limits = survival ** np.exp(width), survival ** np.exp(-width)
        return tuple(np.where(survival > 0, limit, np.nan) for limit in limits)  # type: ignore[return-value]

    def at(self, time: float) -> SurvivalPoint:
        """Return the curve at one time: who ended at it is gone."""
        return self._point(time, "right")

    def just_before(self, time: float) -> SurvivalPoint:
        """Return the curve just before a time, P(T ≥ time): who ended at it was still there.

        Where nobody has ended, the interval is Wilson's on those followed up to the time.
        """
        found = self._point(time, "left")
        if found.survival != 1.0 or time <= 0:
            return found
        all_of_them = wilson(found.at_risk, found.at_risk)
        assert all_of_them is not None
        return replace(found, low=all_of_them.low, high=all_of_them.high)

    def _point(self, time: float, side: Literal["left", "right"]) -> SurvivalPoint:
        at_risk = int(self.at_risk(np.array([time]))[0])
        step = int(np.searchsorted(self.times, time, side=side)) - 1
        if step < 0:
            return SurvivalPoint(at_risk, 1.0 if at_risk else None, None, None, None)
        survival, greenwood = (float(values[step]) for values in self._steps)
        if survival == 0:
            return SurvivalPoint(at_risk, 0.0, None, None, None)
        if at_risk == 0:
            return SurvivalPoint(0, None, None, None, None)
        low, high = (float(limits[step]) for limits in self._bounds)
        return SurvivalPoint(at_risk, survival, survival * float(np.sqrt(greenwood)), low, high)

    def median(self) -> Median:
        """Return the time by which half have ended."""
        survival, _ = self._steps
        return Median(*(self._first_below_half(curve) for curve in (survival, *self._bounds)))

    def _first_below_half(self, curve: Numbers) -> float | None:
        below = curve <= 0.5 + 1e-12
        return float(self.times[np.argmax(below)]) if below.any() else None


def curve(durations: ArrayLike, ended: ArrayLike, weights: ArrayLike | None = None) -> Curve:
    """Return the curve of durations of which some ended and the others were censored.

    `weights`: how many each of them is of, one unless said. Raise ValueError for a negative
    duration.
    """
    lasted = np.asarray(durations, dtype=float)
    if (lasted < 0).any():
        raise ValueError("nothing lasts less than no time")
    each = np.ones(len(lasted)) if weights is None else weights
    return Curve(lasted, np.asarray(ended, dtype=bool), np.asarray(each, dtype=np.int64))
