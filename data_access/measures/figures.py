"""What a figure is for a comparison: a value and how it may err (METHODS §3a).

Each kind says how its difference from another of its kind is tested; `comparison` asks nothing
else of it. A figure without a kind has a value and no test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from data_access.measures.proportions import LEAST_SHOWN, NOISE, score_bounds

LEAST_NAMED = 25  # people in a group that a sentence may be about


@dataclass(frozen=True)
class Share:
    """A proportion of two counts; `noisy`: both carry disclosure control's noise."""

    successes: int
    n: int
    noisy: bool = False

    @property
    def value(self) -> float:
        """The proportion."""
        return self.successes / self.n

    @property
    def tested(self) -> bool:
        """Whether it may be compared: a small shown numerator was selected by its size."""
        return self.n > 0 and not (self.noisy and self.successes < LEAST_SHOWN)

    def bounds(self, z: float) -> tuple[float, float]:
        """Return the interval at a quantile."""
        return score_bounds(self.successes, self.n, z, self.noisy)


@dataclass(frozen=True, eq=False)
class SampleErrors:
    """How the rows of one answer about one survey err together.

    `parts`: what the respondents of each group of strata add to each row; `products`: of two rows,
    the scaled sum over respondents; `scale` and `respondents`: (1−r/N)·r/(r−1) and r of each group;
    `df`: degrees of freedom of each row.
    `of` names survey and variable: rows of two answers have one sample only under one name.
    """

    of: tuple[str, str]
    parts: NDArray[np.float64]
    products: NDArray[np.float64]
    scale: NDArray[np.float64]
    respondents: NDArray[np.float64]
    df: NDArray[np.float64]

    def __deepcopy__(self, _memo: object) -> SampleErrors:
        """Return itself: it never changes, and rows of one answer know each other by it."""
        return self

    def covariance(self, row: int, other: int) -> float:
        """Return the covariance of two rows of this answer."""
        together = self.parts[:, row] * self.parts[:, other] / self.respondents
        return float(self.products[row, other] - (self.scale * together).sum())

    def covariance_apart(self, row: int, errors: SampleErrors, other: int) -> float:
        """Return the covariance of a row and one of another answer without a company in common."""
        together = self.parts[:, row] * errors.parts[:, other] / self.respondents
        return float(-(self.scale * together).sum())


@dataclass(frozen=True)
class Surveyed:
    """An estimate of a survey with its error; `errors` and `row` where others share its sample.

    `noise`: the variance that disclosure control adds to it, as to a gap for its shown supply.
    `picked_of`: how many categories it is the largest of, where the data picked it.
    `supply`: of a gap, the people that were taken off the estimate.
    """

    value: float
    se: float
    df: int
    errors: SampleErrors | None = field(default=None, repr=False, compare=False)
    row: int = 0
    noise: float = 0.0
    picked_of: int = 1
    supply: float | None = None

    @property
    def tested(self) -> bool:
        """Whether it has an error of its own."""
        return self.df >= 1 and math.isfinite(self.se) and math.isfinite(self.value)

    @property
    def variance(self) -> float:
        """The variance of the estimate, noise included."""
        return self.se**2 + self.noise

    def covariance(self, other: Surveyed) -> float:
        """Return the covariance with another estimate; of two surveys, 0."""
        mine, theirs = self.errors, other.errors
        if mine is None or theirs is None or mine.of != theirs.of:
            return 0.0
        if mine is theirs:
            return mine.covariance(self.row, other.row)
        if len(mine.scale) != len(theirs.scale):
            return 0.0
        return mine.covariance_apart(self.row, theirs, other.row)


@dataclass(frozen=True)
class Survived:
    """A survival at one time: `remained` of `began` were followed up to it."""

    value: float
    se: float | None
    remained: int
    began: int

    @property
    def tested(self) -> bool:
        """Whether it has an error on the scale of the logarithms, or is a plain proportion."""
        return self.on_logs or self.followed

    @property
    def on_logs(self) -> bool:
        """Whether it has an error on the scale of log(−log)."""
        return 0 < self.value < 1 and self.se is not None and self.se > 0

    @property
    def followed(self) -> bool:
        """Whether nobody was lost before: the survival is a proportion of those who began."""
        return self.began > 0 and abs(self.remained / self.began - self.value) < 1e-9

    @property
    def proportion(self) -> Share:
        """Those who remained of those who began."""
        return Share(self.remained, self.began)

    @property
    def logs(self) -> tuple[float, float]:
        """The value and its error on the scale of log(−log)."""
        assert self.se is not None
        return math.log(-math.log(self.value)), self.se / (self.value * abs(math.log(self.value)))


@dataclass(frozen=True)
class Counted:
    """A count of people or things; `noisy`: as shown below monitor."""

    value: float
    noisy: bool = False
    tested: bool = True


@dataclass(frozen=True)
class Mean:
    """A mean with its standard error and degrees of freedom."""

    value: float
    se: float
    df: float

    @property
    def tested(self) -> bool:
        """Whether it has an error."""
        return self.df >= 1 and math.isfinite(self.se)


@dataclass(frozen=True)
class Constant:
    """A value that does not err and is no figure, as 0 or one half."""

    value: float
    tested: bool = True


@dataclass(frozen=True)
class Untested:
    """A value that no test belongs to: rounded, a median, a factor, a sum over people."""

    value: float
    tested: bool = False


Figure = Share | Surveyed | Survived | Counted | Mean | Constant | Untested


def nameable(figure: Figure) -> bool:
    """Return whether a sentence may be about a group: not one of fewer than 25 people."""
    return not isinstance(figure, Share) or figure.n >= LEAST_NAMED


def gap(demand: Surveyed, supply: float, noisy: bool) -> Surveyed:
    """Return vacancies less registered people, whose shown number adds its noise."""
    noise = NOISE if noisy else 0.0
    return replace(demand, value=demand.value - supply, noise=noise, supply=supply)
