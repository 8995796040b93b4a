"""Agreement among jurors: intraclass correlations, Krippendorff's alpha, Kendall's W.

Negative values are shown as they are. None where the design or a lack of spread allows none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
DIGITS = 9  # decimals up to which values are equal


@dataclass(frozen=True)
class MeanSquares:
    """Mean squares of an n × k table: between targets, within them, between jurors, of error."""

    between: float
    within: float
    jurors: float
    error: float
    n: int
    k: int


def mean_squares(table: ArrayLike) -> MeanSquares | None:
    """Return the mean squares of a complete table (rows targets, columns jurors); None if it is
    smaller than 2 × 2 or has a gap."""
    y = np.asarray(table, dtype=float)
    if y.ndim != 2 or min(y.shape) < 2 or np.isnan(y).any():
        return None
    n, k = y.shape
    rows, columns, grand = y.mean(axis=1), y.mean(axis=0), y.mean()
    between = k * float(((rows - grand) ** 2).sum())
    jurors = n * float(((columns - grand) ** 2).sum())
    within = float(((y - rows[:, None]) ** 2).sum())
    error = max(0.0, within - jurors)
    return MeanSquares(
        between / (n - 1),
        within / (n * (k - 1)),
        jurors / (k - 1),
        error / ((n - 1) * (k - 1)),
        n,
        k,
    )


# Shrout and Fleiss (1979). Their (2,·) are ICC(A,·) of McGraw and Wong, their (3,·) ICC(C,·).
FORMULAS: dict[str, Callable[[MeanSquares], tuple[float, float]]] = {
    "1_1": lambda m: (m.between - m.within, m.between + (m.k - 1) * m.within),
    "2_1": lambda m: (
        m.between - m.error,
        m.between + (m.k - 1) * m.error + m.k * (m.jurors - m.error) / m.n,
    ),
    "3_1": lambda m: (m.between - m.error, m.between + (m.k - 1) * m.error),
    "1_k": lambda m: (m.between - m.within, m.between),
    "2_k": lambda m: (m.between - m.error, m.between + (m.jurors - m.error) / m.n),
    "3_k": lambda m: (m.between - m.error, m.between),
}


def icc(table: ArrayLike) -> dict[str, float | None]:
    """Return ICC(1,1), (2,1), (3,1), (1,k), (2,k) and (3,k), under the names "1_1" to "3_k"."""
    squares = mean_squares(table)
    if squares is None:
        return dict.fromkeys(FORMULAS)
    found: dict[str, float | None] = {}
    for name, formula in FORMULAS.items():
        above, below = formula(squares)
        found[name] = above / below if abs(below) > 1e-12 else None
    return found


def kendall_w(table: ArrayLike) -> float | None:
    """Return Kendall's W, corrected for ties, of a complete table of targets by jurors."""
    y = np.asarray(table, dtype=float)
    if y.ndim != 2 or min(y.shape) < 2 or np.isnan(y).any():
        return None
    n, k = y.shape
    given = pd.DataFrame(np.round(y, DIGITS)).rank().to_numpy()
    spread = float(((given.sum(axis=1) - k * (n + 1) / 2) ** 2).sum())
    ties = sum(float((t**3 - t).sum()) for t in (_repeats(column) for column in given.T))
    most = k**2 * (n**3 - n) - k * ties
    return 12 * spread / most if most > 0 else None


def _repeats(values: Numbers) -> NDArray[np.intp]:
    return np.unique(values, return_counts=True)[1]


def alpha(table: ArrayLike, level: str) -> float | None:
    """Return Krippendorff's α = 1 − D_o/D_e of a table with one row per coder, one column per unit.

    NaN is a missing value; units with fewer than two are dropped. `level`: nominal, ordinal,
    interval or ratio. None where nothing varies. Krippendorff (2011).
    """
    y = np.asarray(table, dtype=float)
    y = y[:, (~np.isnan(y)).sum(axis=0) >= 2]
    values, totals = np.unique(y[~np.isnan(y)], return_counts=True)
    if len(values) < 2:
        return None
    observed, expected = DISAGREEMENTS[level](y, values, totals.astype(float))
    if expected <= 0:
        return None
    return 1 - float(totals.sum() - 1) * observed / expected


def _squares(y: Numbers, values: Numbers, totals: Numbers) -> tuple[float, float]:
    """Return disagreement by squared differences: twice the values' spread about their mean.

    So no pair of values is looked at, however many different ones there are.
    """
    many = (~np.isnan(y)).sum(axis=0)
    within = np.nansum((y - np.nanmean(y, axis=0)) ** 2, axis=0)
    spread = float((totals * (values - totals @ values / totals.sum()) ** 2).sum())
    return float((2 * many / (many - 1) * within).sum()), 2 * float(totals.sum()) * spread


def _ordinal(y: Numbers, values: Numbers, totals: Numbers) -> tuple[float, float]:
    """Return the same of each value's place: how many lie below it, and half of its equals."""
    place = np.cumsum(totals) - totals / 2
    known = ~np.isnan(y)
    placed = np.full(y.shape, np.nan)
    placed[known] = place[np.searchsorted(values, y[known])]
    return _squares(placed, place, totals)


def _nominal(y: Numbers, values: Numbers, totals: Numbers) -> tuple[float, float]:
    """Return how often two values differ: within a unit, and among all."""
    counts = _counts(y, values)
    many = counts.sum(axis=1)
    differing = (many**2 - (counts**2).sum(axis=1)) / (many - 1)
    return float(differing.sum()), float(totals.sum() ** 2 - (totals**2).sum())


def _ratio(y: Numbers, values: Numbers, totals: Numbers) -> tuple[float, float]:
    """Return disagreement by the squared difference of two values over their sum."""
    counts = _counts(y, values)
    weighted = counts / (counts.sum(axis=1) - 1)[:, None]
    coincidences = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    above = values[:, None] + values[None, :]
    gap = values[:, None] - values[None, :]
    distance = np.divide(gap, above, out=np.zeros_like(gap), where=above != 0) ** 2
    return float((coincidences * distance).sum()), float(totals @ distance @ totals)


def _counts(y: Numbers, values: Numbers) -> Numbers:
    """Return how many coders gave each unit each value, shape (units, values)."""
    known = ~np.isnan(y)
    unit = np.broadcast_to(np.arange(y.shape[1]), y.shape)[known]
    cell = unit * len(values) + np.searchsorted(values, y[known])
    counts = np.bincount(cell, minlength=y.shape[1] * len(values)).astype(float)
    return counts.reshape(y.shape[1], len(values))


Disagreement = Callable[[Numbers, Numbers, Numbers], tuple[float, float]]
# Observed and expected, by level of measurement: of the table, its values and how often each is.
DISAGREEMENTS: dict[str, Disagreement] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _squares,
    "ratio": _ratio,
}
