"""Uncertainty of a ranking: probabilities and intervals of ranks, and inseparable pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_access.measures.awards.severity import EXACT, Fit, Numbers, t_quantile

DRAWS = 10_000
DIGITS = 9  # decimals up to which values are compared
BLOCK = 500  # draws at a time, which the processor's cache holds
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
    """Return ranks by row, the highest value first; equal values share a rank (1, 1, 3)."""
    rounded = np.round(np.atleast_2d(values), DIGITS)
    order = np.argsort(-rounded, axis=1)
    ordered = np.take_along_axis(rounded, order, axis=1)
    at = np.broadcast_to(np.arange(ordered.shape[1]), ordered.shape)
    if (ties := ordered[:, 1:] == ordered[:, :-1]).any():
        # Each has the place of the first of its equals.
        first = at.copy()
        first[:, 1:][ties] = 0
        at = np.maximum.accumulate(first, axis=1)
    found = np.empty(rounded.shape, dtype=np.intp)
    np.put_along_axis(found, order, at + 1, axis=1)
    return found.reshape(np.shape(values))


def ranks(
    fit: Fit, seed: int, draws: int = DRAWS, placed: NDArray[np.bool_] | None = None
) -> Ranks:
    """Return ranks of θ with θ ~ multivariate t(θ̂, s²(XᵀX)⁻¹, df); raise ValueError if df < 1.

    `placed` marks the nominations that are ranked, among themselves; without it all are. The seed
    is stored with the edition, so that the same sheets always give the same figures.
    """
    if fit.df < 1:
        raise ValueError("no degrees of freedom: the ranking's uncertainty is unknown")
    chance, n = np.random.default_rng(seed), len(fit.theta)
    # Not its eigenvectors: where eigenvalues are equal, rounding decides which, and the same
    # sheets would give other draws on another processor.
    spread = np.linalg.cholesky(fit.cofactor[:n, :n]) * np.sqrt(fit.variance)
    normal = chance.standard_normal((draws, n))
    scale = np.sqrt(chance.chisquare(fit.df, draws) / fit.df)
    own = np.ones(n, dtype=bool) if placed is None else placed
    drawn = np.empty((draws, int(own.sum())), dtype=np.int32)
    if not drawn.size:
        none, unknown = np.zeros(0, dtype=np.intp), np.zeros(0)
        return Ranks(none, unknown, unknown, none, none)
    first, podium = np.zeros((2, drawn.shape[1]))
    for start in range(0, draws, BLOCK):
        rows = slice(start, start + BLOCK)
        theta = fit.theta + (normal[rows] @ spread.T) / scale[rows, None]
        drawn[rows] = places(theta[:, own])
        winners = drawn[rows] == 1
        first += (winners / winners.sum(axis=1, keepdims=True)).sum(axis=0)
        podium += (drawn[rows] <= PODIUM).sum(axis=0)
    # Which of the sorted draws bound the interval.
    low, high = np.quantile(np.arange(draws), INTERVAL, method="inverted_cdf").astype(np.intp)
    ordered = np.partition(np.ascontiguousarray(drawn.T), (low, high), axis=1).astype(np.intp)
    theirs = places(fit.theta[own])
    return Ranks(theirs, first / draws, podium / draws, ordered[:, low], ordered[:, high])


def inseparable(fit: Fit, level: float = 0.95) -> NDArray[np.bool_]:
    """Return, as (N, N), which pairs are inseparable: the t-interval of their difference holds 0.

    Each pair is tested by itself: among many pairs some will differ by chance alone.
    """
    gap = np.abs(fit.theta[:, None] - fit.theta[None, :])
    reach = t_quantile(fit.df, level) * fit.differences
    return (gap <= np.maximum(reach, EXACT)) & ~np.eye(len(fit.theta), dtype=bool)
