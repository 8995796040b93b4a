"""Uncertainty of a ranking: probabilities and intervals of ranks, and inseparable pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.measures.awards.severity import EXACT, Fit, Numbers, t_quantile

DRAWS = 10_000
DIGITS = 9  # decimals up to which values are compared
PODIUM = 3
INTERVAL = (0.05, 0.95)


@dataclass(frozen=True)
class Ranks:
    """Ranks in the order of the fit's nominations, with their distribution over 10,000 draws.

    `first` and `podium` are the probabilities of rank 1 and of ranks 1 to 3; ranks from `low` to
    `high` hold 90 % of the draws.
    """

    rank: NDArray[np.intp]
    first: Numbers
    podium: Numbers
    low: NDArray[np.intp]
    high: NDArray[np.intp]


def places(values: Numbers) -> NDArray[np.intp]:
    """Return ranks with the highest value first; equal values share a rank (1, 1, 3)."""
    rounded = np.round(values, DIGITS)
    ranked = pd.DataFrame(np.atleast_2d(rounded)).rank(axis=1, method="min", ascending=False)
    return ranked.to_numpy(dtype=np.intp).reshape(rounded.shape)


def ranks(
    fit: Fit, seed: int, draws: int = DRAWS, placed: NDArray[np.bool_] | None = None
) -> Ranks:
    """Return ranks of θ with θ ~ multivariate t(θ̂, s²(XᵀX)⁻¹, df); raise ValueError if df < 1.

    `placed` marks the nominations that are ranked, among themselves; without it all are. The seed
    is stored with the edition, so that the same sheets always give the same figures.
    """
    if fit.df < 1:
        raise ValueError("no degrees of freedom: the ranking's uncertainty is unknown")
    chance = np.random.default_rng(seed)
    values, vectors = np.linalg.eigh(fit.covariance)
    spread = vectors * np.sqrt(np.maximum(values, 0))
    normal = chance.standard_normal((draws, len(fit.theta)))
    scale = np.sqrt(chance.chisquare(fit.df, draws) / fit.df)
    own = slice(None) if placed is None else placed
    if not fit.theta[own].size:
        nothing = np.zeros(0)
        return Ranks(*(nothing.astype(kind) for kind in (np.intp, float, float, np.intp, np.intp)))
    drawn = places((fit.theta + (normal @ spread.T) / scale[:, None])[:, own])
    winners = drawn == 1
    low, high = np.quantile(drawn, INTERVAL, axis=0, method="inverted_cdf").astype(np.intp)
    return Ranks(
        places(fit.theta[own]),
        (winners / winners.sum(axis=1, keepdims=True)).mean(axis=0),
        (drawn <= PODIUM).mean(axis=0),
        low,
        high,
    )


def inseparable(fit: Fit, level: float = 0.95) -> NDArray[np.bool_]:
    """Return, as (N, N), which pairs are inseparable: the t-interval of their difference holds 0.

    Each pair is tested by itself: among many pairs some will differ by chance alone.
    """
    gap = np.abs(fit.theta[:, None] - fit.theta[None, :])
    reach = t_quantile(fit.df, level) * fit.differences
    return (gap <= np.maximum(reach, EXACT)) & ~np.eye(len(fit.theta), dtype=bool)
