"""What the figures of pages are tested by, built from what the answers show.

The one module beside `comparing` that knows the kinds of `data_access.measures.figures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data_access.answers import Answer
from data_access.measures.figures import (
    Counted,
    Figure,
    Mean,
    Share,
    Surveyed,
    Survived,
    Untested,
    gap,
)

__all__ = [
    "Figure",
    "Untested",
    "counted",
    "gap_of",
    "mean",
    "share",
    "surveyed",
    "survived",
    "untested",
    "whole_of",
]


def share(part: float | None, whole: float | None, noisy: bool) -> Share | None:
    """Return a proportion of two counts as shown; None where either is not."""
    if part is None or not whole:
        return None
    return Share(min(int(part), int(whole)), int(whole), noisy)


def surveyed(answer: Answer, at: int, value: float, se: float | None) -> Surveyed | None:
    """Return the estimate in a row of a survey's answer; None where its error is not known."""
    errors = answer.errors
    if errors is None or se is None:
        return None
    return Surveyed(value, se, int(errors.df[at]), errors, at)


def gap_of(demand: Figure | None, supply: float, noisy: bool) -> Surveyed | None:
    """Return vacancies less people, with the noise of a shown number of people."""
    return gap(demand, supply, noisy) if isinstance(demand, Surveyed) else None


def counted(value: float | None, noisy: bool) -> Counted | None:
    """Return a count; `noisy`: shown below monitor."""
    return None if value is None else Counted(value, noisy)


def untested(value: float | None) -> Untested | None:
    """Return a figure that no test belongs to."""
    return None if value is None else Untested(value)


def mean(value: float | None, se: float | None, n: int | None) -> Mean | Untested | None:
    """Return a mean; without an error it has no test."""
    if value is None:
        return None
    return Untested(value) if se is None or n is None else Mean(value, se, n - 1)


def survived(
    row: Mapping[Any, Any], began: float | None, exact: bool
) -> Survived | Untested | None:
    """Return a survival beside those who began; below monitor it is rounded and has no test."""
    if pd.isna(row["survival"]):
        return None
    value = float(row["survival"])
    if not exact or began is None or pd.isna(row["at_risk"]):
        return Untested(value)
    se = None if pd.isna(row["se"]) else float(row["se"])
    return Survived(value, se, int(row["at_risk"]), int(began))


def whole_of(figure: Figure | None) -> int | None:
    """Return how many a proportion is of, as shown; None for other figures."""
    return figure.n if isinstance(figure, Share) else None
