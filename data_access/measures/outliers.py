"""Values far from the others: beyond 3.5 robust standard deviations from the median.

Median and MAD are moved by no single value (Iglewicz and Hoaglin 1993). Wages, sales and posts are
skewed to the right: theirs are those of the logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from data_access.measures.medians import median

FURTHEST = 3.5
# Where most values are the same, MAD is 0, and little is far from what is usual: twice as far.
FURTHEST_OF_MEAN = 7.0
LEAST_VALUES = 10  # with fewer nobody knows what is usual
# What makes MAD, and the mean absolute deviation where MAD is 0, estimate a standard deviation.
OF_MAD, OF_MEAN_DEVIATION = 1.4826, 1.2533


@dataclass(frozen=True)
class Usual:
    """What is usual of some values: their median and MAD, and the limits of what is.

    The limits are None with too few values, or where all are the same. `mad` is in the unit of the
    values, also where the limits come from their logarithms.
    """

    values: int
    median: float | None = None
    mad: float | None = None
    low: float | None = None
    high: float | None = None


def usual(values: ArrayLike, times: ArrayLike, logarithmic: bool = False) -> Usual:
    """Return what is usual of values, of which each occurs so many times.

    Raise ValueError for a logarithm of what is negative.
    """
    found, each = np.asarray(values, dtype=float), np.asarray(times, dtype=np.int64)
    many = int(each.sum())
    if logarithmic and (found < 0).any():
        raise ValueError("the logarithm of a negative value")
    scaled = np.log1p(found) if logarithmic else found
    middle = median(scaled, each)
    if middle is None:
        return Usual(many)
    away = np.abs(scaled - middle)
    mad = median(away, each) or 0.0
    reach = FURTHEST * OF_MAD * mad
    if not reach:
        reach = FURTHEST_OF_MEAN * OF_MEAN_DEVIATION * float(np.average(away, weights=each))
    back = np.expm1 if logarithmic else np.asarray
    center = median(found, each) or 0.0
    told = median(np.abs(found - center), each)
    if many < LEAST_VALUES or not reach:
        return Usual(many, center, told)
    low, high = (float(back(middle + side * reach)) for side in (-1, 1))
    return Usual(many, center, told, max(low, 0.0) if logarithmic else low, high)
