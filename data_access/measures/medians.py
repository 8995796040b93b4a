"""The median of values of which each occurs so many times."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def median(values: ArrayLike, times: ArrayLike) -> float | None:
    """Return the middle value, or the mean of the two middle ones; None without any."""
    found, each = np.asarray(values, dtype=float), np.asarray(times, dtype=np.int64)
    if not each.sum():
        return None
    order = np.argsort(found, kind="stable")
    so_far = np.cumsum(each[order])
    middle = [(so_far[-1] - 1) // 2, so_far[-1] // 2]
    at = np.searchsorted(so_far, middle, side="right")
    return float(found[order][at].mean())
