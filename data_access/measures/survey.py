"""Estimates from a stratified sample of companies (METHODS §2; Cochran 1977, ch. 5 and 6).

Everything is computed from sums within strata, so many variables (occupations) cost one pass.
Arrays have one row per respondent; `y` may hold one variable (shape `(r,)`) or many (`(r, k)`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from data_access.measures.figures import SampleErrors
from data_access.measures.sample_design import Numbers, SampleDesign, StratumTraits, design

LEAST_FOR_ERROR = 2  # respondents; one alone has no standard error
__all__ = ["Estimates", "Numbers", "SampleDesign", "StratumTraits", "design", "ratio", "total"]


@dataclass(frozen=True)
class Estimates:
    """Estimates of k variables: each array has shape `(k,)`, NaN where unknown.

    `df` degrees of freedom and `n` respondents are those of the domain; `cv` is a fraction.
    `linear`: what each respondent adds to each estimate, weighted, of which the error is computed.
    """

    estimate: Numbers
    se: Numbers
    ci_low: Numbers
    ci_high: Numbers
    cv: Numbers
    df: int
    n: int
    census: bool = False  # every company of the domain was asked: nothing is left to chance
    linear: Numbers | None = field(default=None, repr=False, compare=False)


def total(
    sample: SampleDesign,
    y: Numbers,
    domain: NDArray[np.bool_] | None = None,
    *,
    finite: bool = True,
    domain_of_companies: bool = True,
) -> Estimates:
    """Return totals of the universe: T̂ = Σ N_h ȳ_h with its stratified variance.

    `domain` marks respondents that belong; the others stay in with y = 0. The interval starts no
    lower than what the respondents alone report. `finite=False` leaves out the correction for
    sampling without replacement.
    """
    y, domain = _prepare(y, domain)
    linear = y * sample.weight[:, None]
    df, n = freedom(sample, domain if domain_of_companies else None)
    found = _interval(
        linear.sum(axis=0), _variance(sample, linear, finite), df, n, floor=y.sum(axis=0)
    )
    return replace(found, linear=linear, census=_census(sample, domain))


def ratio(
    sample: SampleDesign,
    y: Numbers,
    x: Numbers,
    domain: NDArray[np.bool_] | None = None,
    *,
    finite: bool = True,
    domain_of_companies: bool = True,
) -> Estimates:
    """Return ratios R̂ = Ŷ/X̂ with the variance of z = (y − R̂x)/X̂; NaN where X̂ is 0.

    `x` has the shape of `y` or one column. Intervals stay within 0 and 1.
    """
    y, domain = _prepare(y, domain)
    x, _ = _prepare(x, domain)
    weight = sample.weight[:, None]
    over, under = (y * weight).sum(axis=0), (x * weight).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.where(under > 0, over / under, np.nan)
        linear = np.nan_to_num((y - estimate * x) / under) * weight
    df, n = freedom(sample, domain if domain_of_companies else None)
    variance = np.where(np.isnan(estimate), np.nan, _variance(sample, linear, finite))
    found = _interval(estimate, variance, df, n, floor=np.zeros_like(estimate))
    high = np.minimum(found.ci_high, 1.0)
    return replace(found, ci_high=high, linear=linear, census=_census(sample, domain))


def of_sample_alone(estimate: Numbers, n: int) -> Estimates:
    """Return figures of a non-probability sample: of the companies asked, without interval."""
    nothing = np.full_like(estimate, np.nan)
    return Estimates(estimate, nothing, nothing, nothing, nothing, 0, n)


def freedom(sample: SampleDesign, domain: NDArray[np.bool_] | None = None) -> tuple[int, int]:
    """Return degrees of freedom and respondents, those of the domain where there is one.

    Σ(r − 1) over the groups of strata that are no census, and hold respondents of the domain.
    """
    if domain is None:
        return int(sample.free.sum()), len(sample.group)
    held = np.unique(sample.group[domain])
    return int(sample.free[held].sum()), int(domain.sum())


def t_quantile(df: float) -> float:
    """Return the 97.5 % quantile of Student's t; NaN without degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.975)) if df >= 1 else float("nan")


def _prepare(
    y: Numbers, domain: NDArray[np.bool_] | None
) -> tuple[Numbers, NDArray[np.bool_] | None]:
    y = np.asarray(y, dtype=float)
    y = y.reshape(len(y), -1)
    return (y if domain is None else np.where(domain[:, None], y, 0.0)), domain


def _census(sample: SampleDesign, domain: NDArray[np.bool_] | None) -> bool:
    held = np.unique(sample.group if domain is None else sample.group[domain])
    return bool(len(held)) and bool((sample.respondents[held] == sample.universe[held]).all())


def errors(sample: SampleDesign, linear: Numbers, df: Numbers, of: tuple[str, str]) -> SampleErrors:
    """Return how some estimates err together, from the weighted values of each respondent."""
    parts = np.zeros((len(sample.universe), linear.shape[1]))
    np.add.at(parts, sample.group, linear)
    scaled = linear * sample.scale[sample.group][:, None]
    return SampleErrors(of, parts, linear.T @ scaled, sample.scale, sample.respondents, df)


def _variance(sample: SampleDesign, linear: Numbers, finite: bool) -> Numbers:
    """Return the variance of the sum of each column: (1−r/N)·r/(r−1)·Σ(wy − mean)² by group."""
    if sample.alone or len(sample.group) < LEAST_FOR_ERROR:
        return np.full(linear.shape[1], np.nan)
    r = sample.respondents
    sums = np.zeros((len(r), linear.shape[1]))
    np.add.at(sums, sample.group, linear)
    squares = np.zeros_like(sums)
    np.add.at(squares, sample.group, (linear - (sums / r[:, None])[sample.group]) ** 2)
    scale = sample.scale
    if not finite:
        scale = np.where(r > 1, r / np.maximum(r - 1, 1), 0.0)
    variance: Numbers = (scale[:, None] * squares).sum(axis=0)
    return variance


def _interval(estimate: Numbers, variance: Numbers, df: int, n: int, floor: Numbers) -> Estimates:
    se = np.sqrt(np.maximum(variance, 0.0))
    half = t_quantile(df) * se
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(estimate > 0, se / estimate, np.nan)
    return Estimates(estimate, se, np.maximum(estimate - half, floor), estimate + half, cv, df, n)
