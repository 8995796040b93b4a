"""Mismatch: how differently vacancies and seekers are distributed over occupations (METHODS §2).

Levels depend on how many cells there are: compare only figures of the same classification.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def jackman_roper(supply: ArrayLike, vacancies: ArrayLike) -> float | None:
    """Return ½ Σ|u_i − v_i|, the share of seekers who would have to change cell.

    From 0 to 1; None if either side is empty. Jackman and Roper (1987). Arrays of counts with one
    entry per cell, in the same order.
    """
    u, v = _share(supply), _share(vacancies)
    return None if u is None or v is None else float(np.abs(u - v).sum() / 2)


def sahin(supply: ArrayLike, vacancies: ArrayLike) -> float | None:
    """Return 1 − Σ √(v_i u_i), the share of hires lost to mismatch: 0 to 1, None if one is empty.

    Şahin, Song, Topa and Violante (2014), with a matching elasticity of one half.
    """
    u, v = _share(supply), _share(vacancies)
    return None if u is None or v is None else max(0.0, 1 - float(np.sqrt(u * v).sum()))


def lilien(employed_before: ArrayLike, employed_after: ArrayLike) -> float | None:
    """Return [Σ s_i (Δln E_i − Δln E)²]^½, the dispersion of employment growth.

    Lilien (1982), with end-period shares s_i. It needs two dates and does not measure vacancies.
    Cells empty at either date have no growth rate and are left out; None where no cell is left.
    """
    before = np.asarray(employed_before, dtype=float)
    after = np.asarray(employed_after, dtype=float)
    both = (before > 0) & (after > 0)
    if not both.any():
        return None
    before, after = before[both], after[both]
    growth = np.log(after / before) - np.log(after.sum() / before.sum())
    return float(np.sqrt((after / after.sum() * growth**2).sum()))


def _share(counts: ArrayLike) -> NDArray[np.float64] | None:
    values = np.asarray(counts, dtype=float)
    return values / values.sum() if values.sum() > 0 else None
