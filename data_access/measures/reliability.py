"""Whether an estimate may be published (METHODS §2; CEPAL's thresholds for household surveys)."""

from __future__ import annotations

import math

RELIABLE = "reliable"
CAUTION = "caution"
NOT_PUBLISHED = "not_published"

LEAST_FREEDOM = 8
LEAST_RESPONDENTS = 10
LEAST_REPORTING = 3  # companies that report an occupation
RELIABLE_CV, CAUTION_CV = 0.15, 0.25
RELIABLE_LOG_CV, CAUTION_LOG_CV = 0.175, 0.25


def of_total(cv: float, df: int, n: int, reporting: int | None = None) -> str:
    """Return the flag of a total, rate or share of posts by its coefficient of variation.

    Totals, vacancy rates and hard-to-fill shares. `cv` is a fraction, NaN for an estimate of 0,
    whose error cannot be estimated. `reporting`: companies with a value above 0, where the estimate
    is of one occupation.
    """
    few = reporting is not None and reporting < LEAST_REPORTING
    return NOT_PUBLISHED if few else _graded(cv, RELIABLE_CV, CAUTION_CV, df, n)


def of_proportion(p: float, se: float, df: int, n: int) -> str:
    """Return the flag of a proportion by log-CV = SE / (m·|ln m|), m = min(p, 1−p).

    The plain CV calls 2 % uncertain and its complement 98 % certain; this one treats both alike.
    A proportion of exactly 0 or 1 has m = 0: its error cannot be estimated.
    """
    return _graded(log_cv(p, se), RELIABLE_LOG_CV, CAUTION_LOG_CV, df, n)


def log_cv(p: float, se: float) -> float:
    """Return SE / (m·|ln m|) with m = min(p, 1−p); NaN where m is 0 or p is unknown."""
    m = min(p, 1 - p)
    return se / (m * abs(math.log(m))) if m > 0 else math.nan


def _graded(cv: float, reliable: float, caution: float, df: int, n: int) -> str:
    if math.isnan(cv) or cv > caution or df < LEAST_FREEDOM or n < LEAST_RESPONDENTS:
        return NOT_PUBLISHED
    return RELIABLE if cv <= reliable else CAUTION
