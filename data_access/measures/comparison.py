"""Whether figures differ (METHODS §3a): the one place that decides it.

A figure beside its target is `target_progress.py`; nominations beside one another, `awards/`.

Two figures differ if the interval of their difference leaves out 0; of the comparisons that one
figure of a page shows, a family, at most 5 % of families without any difference hold one that
is called so (Holm 1979). What has no test gets no verdict.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Generic, TypeVar

from data_access.measures.figures import (
    Constant,
    Counted,
    Figure,
    Mean,
    Share,
    Surveyed,
    Survived,
    nameable,
)
from data_access.measures.proportions import NOISE, Z

LEVEL = 0.05
WIDEST = 40.0  # a quantile beyond any p that a computer tells from 0
FARTHEST = 20  # steps of noise beyond which nothing adds to a p
Key = TypeVar("Key")


class Verdict(Enum):
    """What may be said of one figure beside another."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_TOLD_APART = "not_told_apart"
    NOT_COMPARABLE = "not_comparable"


class Why(Enum):
    """Why two figures are not comparable."""

    NO_DATA = "no_data"
    FEW = "few"
    NOT_PUBLISHED = "not_published"
    NO_INTERVAL = "no_interval"
    SAME_PEOPLE = "same_people"
    STILL_FOLLOWED = "still_followed"


@dataclass(frozen=True)
class Comparison:
    """A figure beside another: the verdict, and the 95 % interval of their difference.

    `p` is of the pair alone, before Holm's correction, as the interval is: it says "uncorrected".
    Exact counts have none: that they differ is a fact, and takes nothing from others of the family.
    """

    verdict: Verdict
    why: Why | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def differs(self) -> bool:
        """Whether the figures are told apart."""
        return self.verdict in (Verdict.HIGHER, Verdict.LOWER)

    @property
    def higher(self) -> bool:
        """Whether the first figure is the higher one, for sure."""
        return self.verdict is Verdict.HIGHER

    @property
    def lower(self) -> bool:
        """Whether the first figure is the lower one, for sure."""
        return self.verdict is Verdict.LOWER

    @property
    def tested(self) -> bool:
        """Whether there was a test: of nothing else is sameness said."""
        return self.verdict is not Verdict.NOT_COMPARABLE


def refused(why: Why) -> Comparison:
    """Return the comparison of figures that cannot be compared."""
    return Comparison(Verdict.NOT_COMPARABLE, why)


@dataclass(frozen=True)
class Pair:
    """A figure and the one it is held against; None, with the reason, where there is none."""

    one: Figure | None
    other: Figure | None
    why: Why | None = None


def compare(one: Figure | None, other: Figure | None, why: Why | None = None) -> Comparison:
    """Return the verdict of a pair that is a family by itself."""
    return judge([Pair(one, other, why)])[0]


def judge(pairs: Sequence[Pair]) -> tuple[Comparison, ...]:
    """Return the verdicts of a family of comparisons, in their order."""
    found = [_alone(pair) for pair in pairs]
    tested = sorted((one.p, at) for at, one in enumerate(found) if one.p is not None)
    sure: set[int] = set()
    for rank, (p, at) in enumerate(tested):
        if p > LEVEL / (len(tested) - rank):
            break
        sure.add(at)
    return tuple(
        _decided(one, pair, at in sure)
        for at, (one, pair) in enumerate(zip(found, pairs, strict=True))
    )


def _decided(alone: Comparison, pair: Pair, sure: bool) -> Comparison:
    if alone.p is None or pair.one is None or pair.other is None:
        return alone
    verdict = Verdict.NOT_TOLD_APART
    if sure:
        verdict = Verdict.HIGHER if pair.one.value > pair.other.value else Verdict.LOWER
    return Comparison(verdict, None, alone.p, alone.low, alone.high)


def _alone(pair: Pair) -> Comparison:
    one, other = pair.one, pair.other
    if pair.why is not None:
        return refused(pair.why)
    if one is None or other is None:
        return refused(Why.NO_DATA)
    if not (one.tested and other.tested):
        return refused(Why.NO_INTERVAL)
    if isinstance(one, Surveyed | Mean) and isinstance(other, Constant):
        return _beside_constant(one, other.value)
    if isinstance(one, Share) and isinstance(other, Share):
        return _of_shares(one, other)
    if isinstance(one, Surveyed) and isinstance(other, Surveyed):
        return _of_estimates(one, other)
    if isinstance(one, Survived) and isinstance(other, Survived):
        return _of_survivals(one, other)
    if isinstance(one, Counted) and isinstance(other, Counted):
        return _of_counts(one, other)
    if isinstance(one, Mean) and isinstance(other, Mean):
        return _of_means(one, other)
    return refused(Why.NO_INTERVAL)


def _of_shares(one: Share, other: Share) -> Comparison:
    """Compare two proportions by Newcombe's hybrid score interval of their difference."""
    low, high = newcombe(one, other, Z)
    return Comparison(Verdict.NOT_TOLD_APART, None, _least_level(one, other), low, high)


def newcombe(one: Share, other: Share, z: float) -> tuple[float, float]:
    """Return the interval of the difference of two proportions, from the bounds of each."""
    (low1, high1), (low2, high2) = one.bounds(z), other.bounds(z)
    p1, p2 = one.value, other.value
    down = math.hypot(p1 - low1, high2 - p2)
    up = math.hypot(high1 - p1, p2 - low2)
    return p1 - p2 - down, p1 - p2 + up


def _least_level(one: Share, other: Share) -> float:
    """Return the smallest α whose interval of the difference leaves out 0, by halving."""
    if one.value == other.value:
        return 1.0
    bigger, lesser = (one, other) if one.value > other.value else (other, one)
    below, above = 0.0, WIDEST
    if newcombe(bigger, lesser, above)[0] > 0:
        return 0.0
    for _ in range(60):
        middle = (below + above) / 2
        if newcombe(bigger, lesser, middle)[0] > 0:
            below = middle
        else:
            above = middle
    return math.erfc(below / math.sqrt(2))


def _of_estimates(one: Surveyed, other: Surveyed) -> Comparison:
    """Compare two estimates: of one survey by its covariance, of two as independent.

    One that the data picked as the largest of its categories stands for all of them: as many were
    looked at, and its p is multiplied by their number (Bonferroni).
    """
    variance = one.variance + other.variance - 2 * one.covariance(other)
    shared = one.errors is not None and other.errors is not None
    same = shared and one.errors.of[0] == other.errors.of[0]  # type: ignore[union-attr]
    df = min(one.df, other.df) if same else _welch(one.variance, one.df, other.variance, other.df)
    found = _by_t(one.value - other.value, variance, df)
    assert found.p is not None
    return replace(found, p=min(1.0, found.p * max(one.picked_of, other.picked_of)))


def _beside_constant(one: Surveyed | Mean, value: float) -> Comparison:
    """Compare a figure with a value that does not err.

    A gap is told apart from 0 only where it is on the scale of logarithms, too. A total of few
    companies' many vacancies is skewed, and the smaller it comes out the smaller is its error: on
    its own scale alone t called a surplus that was none three times as often as a shortage.
    """
    if isinstance(one, Mean):
        return _by_t(one.value - value, one.se**2, one.df)
    plain = _by_t(one.value - value, one.variance, one.df)
    demand = one.value + (one.supply or 0.0)
    if value != 0 or not one.supply or demand <= 0:
        return plain
    logs = _by_logs(demand, one.supply, one)
    return max(plain, logs, key=lambda found: found.p or 0.0)


def _by_logs(demand: float, supply: float, gap: Surveyed) -> Comparison:
    """Compare vacancies with the people who seek them by ln(V/U); its error is the CV of V."""
    error = math.hypot(gap.se / demand, math.sqrt(gap.noise) / supply)
    found = _by_t(math.log(demand / supply), error**2, gap.df)
    assert found.low is not None and found.high is not None
    low, high = (supply * math.expm1(bound) for bound in (found.low, found.high))
    return replace(found, low=low, high=high)


def _of_means(one: Mean, other: Mean) -> Comparison:
    """Compare two means as Welch (1947)."""
    first, second = one.se**2, other.se**2
    return _by_t(one.value - other.value, first + second, _welch(first, one.df, second, other.df))


def _welch(first: float, df1: float, second: float, df2: float) -> float:
    under = first**2 / df1 + second**2 / df2
    return (first + second) ** 2 / under if under > 0 else min(df1, df2)


def _by_t(difference: float, variance: float, df: float) -> Comparison:
    from scipy.special import stdtr, stdtrit

    if variance <= 0:
        p = 1.0 if difference == 0 else 0.0
        return Comparison(Verdict.NOT_TOLD_APART, None, p, difference, difference)
    se = math.sqrt(variance)
    p = float(2 * stdtr(df, -abs(difference) / se))
    half = float(stdtrit(df, 0.975)) * se
    return Comparison(Verdict.NOT_TOLD_APART, None, p, difference - half, difference + half)


def _of_survivals(one: Survived, other: Survived) -> Comparison:
    """Compare two survivals on the scale of log(−log); at 0 or 1 as proportions, if nobody left."""
    if not (one.on_logs and other.on_logs):
        if one.followed and other.followed:
            return _of_shares(one.proportion, other.proportion)
        return refused(Why.NO_INTERVAL)
    (first, se1), (second, se2) = one.logs, other.logs
    p = math.erfc(abs(first - second) / math.hypot(se1, se2) / math.sqrt(2))
    return Comparison(Verdict.NOT_TOLD_APART, None, p)


def _of_counts(one: Counted, other: Counted) -> Comparison:
    """Compare two counts: exact ones differ as a fact, shown ones by what noise may do to them."""
    apart = one.value - other.value
    if one.noisy or other.noisy:
        return Comparison(Verdict.NOT_TOLD_APART, None, _by_noise_alone(abs(apart)))
    if apart == 0:
        return Comparison(Verdict.NOT_TOLD_APART)
    return Comparison(Verdict.HIGHER if apart > 0 else Verdict.LOWER)


def _by_noise_alone(apart: float) -> float:
    """Return how often noise sets two shown counts so far apart that are the same in truth.

    The noise on each is a discrete normal of variance 2, their difference one of variance 4: 5 and
    more come up in 2.3 % of cases, so that two counts alone differ from 5 on.
    """
    variance = 2 * NOISE
    steps = range(math.ceil(apart), math.ceil(apart) + FARTHEST)
    beyond = sum(math.exp(-(step**2) / (2 * variance)) for step in steps)
    return min(1.0, 2 * beyond / math.sqrt(2 * math.pi * variance))


def against(figures: Mapping[Key, Figure | None], reference: Key) -> dict[Key, Comparison]:
    """Return each figure beside the reference's, as one family."""
    others = [key for key in figures if key != reference]
    pairs = [Pair(figures[key], figures.get(reference)) for key in others]
    return dict(zip(others, judge(pairs), strict=True))


@dataclass(frozen=True)
class Extreme(Generic[Key]):
    """The largest or smallest of a family: named only if it is told apart from every other.

    `tested`: whether every other was compared with it, so that "not told apart" may be said.
    """

    key: Key | None
    tested: bool


def largest(figures: Mapping[Key, Figure]) -> Extreme[Key]:
    """Return the figure that is surely the largest of its family."""
    return _extreme(figures, 1)


def smallest(figures: Mapping[Key, Figure]) -> Extreme[Key]:
    """Return the figure that is surely the smallest of its family."""
    return _extreme(figures, -1)


def _extreme(figures: Mapping[Key, Figure], sign: int) -> Extreme[Key]:
    if len(figures) < 2:
        return Extreme(None, False)
    first, *rest = sorted(figures, key=lambda key: -sign * figures[key].value)
    found = judge([Pair(figures[first], figures[key]) for key in rest])
    tested = all(one.tested for one in found)
    sure = tested and all(one.differs for one in found) and nameable(figures[first])
    return Extreme(first if sure else None, tested)


def signs(figures: Mapping[Key, Surveyed | Mean]) -> dict[Key, Comparison]:
    """Return each figure beside 0, as one family: of a gap, higher is a shortage."""
    return beside_value(figures, 0.0)


def beside_value(figures: Mapping[Key, Surveyed | Mean], value: float) -> dict[Key, Comparison]:
    """Return each figure beside a value that is no figure and does not err, as one family."""
    pairs = [Pair(one, Constant(value)) for one in figures.values()]
    return dict(zip(figures, judge(pairs), strict=True))
