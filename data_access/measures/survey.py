"""Estimates from a stratified sample of companies (METHODS §2; Cochran 1977, ch. 5 and 6).

Everything is computed from sums within strata, so many variables (occupations) cost one pass.
Arrays have one row per respondent; `y` may hold one variable (shape `(r,)`) or many (`(r, k)`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class SampleDesign:
    """The strata of a sample after sparse ones were joined.

    `stratum`: the index of each respondent's stratum; `universe`: companies each stratum stands
    for (N_h); `joined`: which original stratum became part of which.
    """

    stratum: NDArray[np.intp]
    universe: Numbers
    joined: Mapping[str, str]

    @property
    def respondents(self) -> Numbers:
        """Respondents of each stratum (r_h)."""
        counts: Numbers = np.bincount(self.stratum, minlength=len(self.universe)).astype(float)
        return counts


def design(
    stratum: Sequence[str],
    universe: Mapping[str, int],
    group: Mapping[str, str] | None = None,
    order: Mapping[str, float] | None = None,
) -> SampleDesign:
    """Return the design of a sample: each respondent's stratum, and the companies each stands for.

    A stratum with fewer than two respondents has no variance, and one with none would drop its
    companies from the total: it joins the next larger (`order`) stratum of its `group`, else the
    next smaller, else the nearest of any group. Raise ValueError for an unknown stratum or one
    with more respondents than companies.
    """
    unknown = sorted(set(stratum) - set(universe))
    if unknown:
        raise ValueError(f"respondents in strata without a universe: {', '.join(unknown)}")
    counts = dict.fromkeys(universe, 0) | Counter(stratum)
    overfull = sorted(code for code, count in counts.items() if count > universe[code])
    if overfull:
        raise ValueError(f"more respondents than companies in strata: {', '.join(overfull)}")
    group, order = group or {}, order or {}
    # Largest last: a sparse stratum is settled before those it may join.
    by_size = sorted(universe, key=lambda code: (order.get(code, 0), code))
    into: dict[str, str] = {}
    total = dict(universe)
    for code in by_size:
        # A census of one company is complete: it need not join another and has no sampling error.
        if counts[code] >= 2 or counts[code] == total[code]:
            continue
        target = _nearest(code, [c for c in by_size if c not in into], group, order)
        if target is not None:
            into[code] = target
            counts[target] += counts[code]
            total[target] += total[code]
    kept = [code for code in by_size if code not in into and counts[code] > 0]
    index = {code: i for i, code in enumerate(kept)}
    joined = {code: _end(code, into) for code in into}
    return SampleDesign(
        np.array([index[joined.get(code, code)] for code in stratum], dtype=np.intp),
        np.array([total[code] for code in kept], dtype=float),
        joined,
    )


def _nearest(
    code: str, others: Sequence[str], group: Mapping[str, str], order: Mapping[str, float]
) -> str | None:
    own = order.get(code, 0.0)

    def distance(other: str) -> tuple[bool, bool, float, str]:
        step = order.get(other, 0.0) - own
        return (group.get(other) != group.get(code), step < 0, abs(step), other)

    return min((other for other in others if other != code), key=distance, default=None)


def _end(code: str, into: Mapping[str, str]) -> str:
    while code in into:
        code = into[code]
    return code


@dataclass(frozen=True)
class Estimates:
    """Estimates of k variables: each array has shape `(k,)`, NaN where unknown.

    `df` degrees of freedom and `n` respondents are those of the domain; `cv` is a fraction.
    """

    estimate: Numbers
    se: Numbers
    ci_low: Numbers
    ci_high: Numbers
    cv: Numbers
    df: int
    n: int


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
    estimate, variance = _expand(sample, y, finite)
    df, n = freedom(sample, domain if domain_of_companies else None)
    return _interval(estimate, variance, df, n, floor=y.sum(axis=0))


def ratio(
    sample: SampleDesign,
    y: Numbers,
    x: Numbers,
    domain: NDArray[np.bool_] | None = None,
    *,
    finite: bool = True,
    share: bool = True,
    domain_of_companies: bool = True,
) -> Estimates:
    """Return ratios R̂ = Ŷ/X̂ with the variance of z = (y − R̂x)/X̂; NaN where X̂ is 0.

    `x` has the shape of `y` or one column. With `share`, intervals stay within 0 and 1.
    """
    y, domain = _prepare(y, domain)
    x, _ = _prepare(x, domain)
    over, _ = _expand(sample, y, finite)
    under, _ = _expand(sample, x, finite)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.where(under > 0, over / under, np.nan)
        z = (y - estimate * x) / under
    _, variance = _expand(sample, np.nan_to_num(z), finite)
    df, n = freedom(sample, domain if domain_of_companies else None)
    variance = np.where(np.isnan(estimate), np.nan, variance)
    found = _interval(estimate, variance, df, n, floor=np.zeros_like(estimate))
    if not share:
        return found
    return Estimates(
        found.estimate, found.se, found.ci_low, np.minimum(found.ci_high, 1.0), found.cv, df, n
    )


def of_sample_alone(estimate: Numbers, n: int) -> Estimates:
    """Return figures of a non-probability sample: of the companies asked, without interval."""
    nothing = np.full_like(estimate, np.nan)
    return Estimates(estimate, nothing, nothing, nothing, nothing, 0, n)


def freedom(sample: SampleDesign, domain: NDArray[np.bool_] | None = None) -> tuple[int, int]:
    """Return degrees of freedom Σ(r_h − 1) over strata with domain respondents, and their count."""
    if domain is None:
        counts = sample.respondents
        return int(counts.sum() - len(counts)), len(sample.stratum)
    held = np.unique(sample.stratum[domain])
    return int((sample.respondents[held] - 1).sum()), int(domain.sum())


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


def _expand(sample: SampleDesign, y: Numbers, finite: bool) -> tuple[Numbers, Numbers]:
    """Return the expanded totals of each column of y and their variances."""
    size, r = sample.universe[:, None], sample.respondents[:, None]
    sums = np.zeros((len(size), y.shape[1]))
    np.add.at(sums, sample.stratum, y)
    means = sums / r
    squares = np.zeros_like(sums)
    np.add.at(squares, sample.stratum, (y - means[sample.stratum]) ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(r > 1, squares / (r - 1), 0.0)
    sampled = 1 - r / size if finite else 1.0
    return (size * means).sum(axis=0), (size**2 * sampled * spread / r).sum(axis=0)


def _interval(estimate: Numbers, variance: Numbers, df: int, n: int, floor: Numbers) -> Estimates:
    se = np.sqrt(np.maximum(variance, 0.0))
    half = t_quantile(df) * se
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(estimate > 0, se / estimate, np.nan)
    return Estimates(estimate, se, np.maximum(estimate - half, floor), estimate + half, cv, df, n)
