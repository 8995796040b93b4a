"""A jury's figures written down as their formulas stand, however long they take.

One dense design matrix, one QR for each fit, a fresh fit for each juror left out and each weight
moved, every pair of values for α. What the application computes faster is held to these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.measures.awards import severity, sheet_points, uncertainty
from data_access.measures.awards.severity import Disconnected, JuryDesign
from data_access.measures.awards.winner_sensitivity import HUBER, NORMAL_MAD, ROUNDS

KEYS = ["nomination", "juror"]
Scores = dict[str, float]


def effects(design: JuryDesign) -> np.ndarray:
    """Free coefficients into θ and β: the last β is minus the sum of the others."""
    n, j = len(design.nominations), len(design.jurors)
    found = np.zeros((n + j, n + j - 1))
    found[: n + j - 1] = np.eye(n + j - 1)
    found[-1, n:] = -1
    return found


def matrix(design: JuryDesign) -> np.ndarray:
    """A row per sheet; a column per nomination and per juror but the last."""
    wide = np.zeros((len(design.row), len(design.nominations) + len(design.jurors)))
    wide[np.arange(len(design.row)), design.row] = 1
    wide[np.arange(len(design.row)), len(design.nominations) + design.column] = 1
    return wide @ effects(design)


@dataclass(frozen=True)
class Fitted:
    """Least squares by QR, with the figures that a `severity.Fit` has under the same names."""

    design: JuryDesign
    theta: np.ndarray
    beta: np.ndarray
    df: int
    variance: float
    cofactor: np.ndarray
    residual: np.ndarray
    leverage: np.ndarray


def fit(sheets: pd.DataFrame) -> Fitted:
    """Fit sheets with nomination, juror and points; Disconnected if they have no common ranking."""
    design = JuryDesign.of(sheets["nomination"], sheets["juror"])
    if len(groups := design.groups()) > 1:
        raise Disconnected(groups)
    x, y = matrix(design), sheets["points"].to_numpy(dtype=float)[design.order]
    q, r = np.linalg.qr(x)
    inverse = np.linalg.inv(r)
    solved = inverse @ (q.T @ y)
    residual = y - x @ solved
    df = len(y) - len(solved)
    rss = float(residual @ residual)
    exact = rss <= len(y) * (severity.EXACT * max(1.0, float(np.abs(y).max()))) ** 2
    variance = (0.0 if exact else rss / df) if df > 0 else float("nan")
    all_of, n = effects(design), len(design.nominations)
    both = all_of @ solved
    cofactor = all_of @ inverse @ inverse.T @ all_of.T
    return Fitted(design, both[:n], both[n:], df, variance, cofactor, residual, (q**2).sum(axis=1))


def adjusted(sheets: pd.DataFrame) -> Scores | None:
    """Adjusted scores; None where no sheet is left or they are not linked."""
    if sheets.empty:
        return None
    try:
        found = fit(sheets)
    except Disconnected:
        return None
    return dict(zip(found.design.nominations, map(float, found.theta), strict=True))


def huber(sheets: pd.DataFrame) -> tuple[Scores, float]:
    """Huber's M-estimator by a weighted QR in each round, and the scale that it ended with."""
    design = JuryDesign.of(sheets["nomination"], sheets["juror"])
    x, y = matrix(design), sheets["points"].to_numpy(dtype=float)[design.order]
    solved = _weighted(x, y, np.ones(len(y)))
    for _ in range(ROUNDS):
        residual = y - x @ solved
        scale = float(np.median(np.abs(residual))) / NORMAL_MAD
        if scale <= severity.EXACT:
            break
        weights = np.minimum(1.0, HUBER / np.maximum(np.abs(residual) / scale, severity.EXACT))
        before, solved = solved, _weighted(x, y, weights)
        if np.abs(solved - before).max() < severity.EXACT / 10:
            break
    theta = solved[: len(design.nominations)]
    return dict(zip(design.nominations, map(float, theta), strict=True)), scale


def _weighted(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    root = np.sqrt(weights)
    q, r = np.linalg.qr(x * root[:, None])
    return np.linalg.solve(r, q.T @ (y * root))


def without_each_juror(sheets: pd.DataFrame) -> dict[str, Scores | None]:
    """A fresh fit without each juror."""
    return {
        juror: adjusted(sheets[sheets["juror"] != juror]) for juror in sorted(set(sheets["juror"]))
    }


def with_moved_weights(
    scores: pd.DataFrame, weights: Mapping[str, float], least: float, most: float, by: float
) -> dict[tuple[str, float], Scores | None]:
    """Points and fit anew for each weight moved up and down."""
    found = {}
    for criterion in weights:
        for move in (-by, by):
            changed = sheet_points.moved(weights, criterion, move)
            if changed is not None:
                sheets = scored(scores, changed, least, most).dropna(subset=["points"])
                found[criterion, move] = adjusted(sheets)
    return found


def scored(
    scores: pd.DataFrame, weights: Mapping[str, float], least: float, most: float
) -> pd.DataFrame:
    """Each sheet's points and problem, from its own scores."""
    rows = []
    for keys, own in scores.groupby(KEYS, sort=True):
        given = own[~own["skipped"]].dropna(subset=["value"])
        of = given["criterion"].map(dict(weights)).astype(float)
        share = (given["value"].astype(float) - least) / (most - least)
        answered = len(given) + int(own["skipped"].sum())
        problem = None
        if answered < len(weights):
            problem = sheet_points.INCOMPLETE
        elif of.sum() * 100 / sum(weights.values()) < 80 - 1e-9:
            problem = sheet_points.TOO_LITTLE
        points = float("nan") if problem else 100 * float((of * share).sum()) / float(of.sum())
        rows.append((*keys, points, problem))
    frame = pd.DataFrame(rows, columns=[*KEYS, "points", "problem"], dtype=object)
    return frame.astype({"points": float})


def alpha(table: np.ndarray, distance: np.ndarray, values: np.ndarray) -> float | None:
    """Krippendorff's α from the coincidences of all pairs of values."""
    y = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    counts = np.stack([(y == value).sum(axis=0) for value in values], axis=1).astype(float)
    weighted = counts / (counts.sum(axis=1) - 1)[:, None]
    coincidences = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=1)
    expected = float((np.outer(totals, totals) * distance).sum())
    if expected <= 0:
        return None
    return 1 - float(totals.sum() - 1) * float((coincidences * distance).sum()) / expected


def ranks(fit: severity.Fit, seed: int, draws: int) -> list[np.ndarray]:
    """Rank, chances of first and of the podium, low and high, from all draws at once."""
    chance, n = np.random.default_rng(seed), len(fit.theta)
    spread = np.linalg.cholesky(fit.cofactor[:n, :n]) * np.sqrt(fit.variance)
    normal = chance.standard_normal((draws, n))
    scale = np.sqrt(chance.chisquare(fit.df, draws) / fit.df)
    drawn = _places(fit.theta + (normal @ spread.T) / scale[:, None])
    winners = drawn == 1
    low, high = np.quantile(drawn, uncertainty.INTERVAL, axis=0, method="inverted_cdf")
    return [
        _places(fit.theta[None, :])[0],
        (winners / winners.sum(axis=1, keepdims=True)).mean(axis=0),
        (drawn <= uncertainty.PODIUM).mean(axis=0),
        low,
        high,
    ]


def _places(values: np.ndarray) -> np.ndarray:
    rounded = pd.DataFrame(np.round(values, uncertainty.DIGITS))
    return rounded.rank(axis=1, method="min", ascending=False).to_numpy()
