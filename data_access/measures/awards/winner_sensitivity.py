"""Sensitivity of the winner to the method: robust fit, z-scores, one juror fewer, other weights.

None of these decides: METHODS §5 adopts additive least squares; they show how robust it is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data_access.measures.awards import severity, sheet_points
from data_access.measures.awards.severity import Column, Disconnected, JuryDesign, Numbers

HUBER = 1.345  # 95 % efficient under normal errors
NORMAL_MAD = 0.6744897501960817  # median of |z| for a standard normal z
ROUNDS = 500
MOVE = 5.0  # points that a weight is moved, up and down


def huber(nominations: Column[str], jurors: Column[str], points: Column[float]) -> dict[str, float]:
    """Return adjusted scores by Huber's M-estimator (c = 1.345, scale by MAD), to a fixed point.

    Raise Disconnected as least squares does. Where most residuals are 0, least squares is exact
    already.
    """
    design = JuryDesign.of(nominations, jurors)
    severity.require_connected(design)
    x, y = design.matrix, np.asarray(points, dtype=float)[design.order]
    solved = _weighted(x, y, np.ones(len(y)))
    for _ in range(ROUNDS):
        residual = y - x @ solved
        scale = float(np.median(np.abs(residual))) / NORMAL_MAD
        if scale <= severity.EXACT:
            break
        size = np.abs(residual) / scale
        weights = np.minimum(1.0, HUBER / np.maximum(size, severity.EXACT))
        following = _weighted(x, y, weights)
        done = np.abs(following - solved).max() < severity.EXACT / 10
        solved = following
        if done:
            break
    theta = solved[: len(design.nominations)]
    return dict(zip(design.nominations, map(float, theta), strict=True))


def _weighted(x: Numbers, y: Numbers, weights: Numbers) -> Numbers:
    root = np.sqrt(weights)
    q, r = np.linalg.qr(x * root[:, None])
    return np.asarray(np.linalg.solve(r, q.T @ (y * root)))


def z_means(
    nominations: Column[str], jurors: Column[str], points: Column[float]
) -> dict[str, float]:
    """Return the mean of each juror's z-scores (n − 1), by nomination.

    Rejected as a method, since it assumes every juror's dossiers to be equally good. Jurors whose
    sheets do not vary contribute nothing; a nomination that only they read is left out.
    """
    frame = pd.DataFrame({"nomination": nominations, "juror": jurors, "y": points})
    by_juror = frame.groupby("juror")["y"]
    spread = by_juror.transform("std")
    z = (frame["y"] - by_juror.transform("mean")) / spread.where(spread > severity.EXACT)
    means = z.groupby(frame["nomination"]).mean().dropna()
    return {str(name): float(value) for name, value in means.items()}


def without_each_juror(
    nominations: Column[str], jurors: Column[str], points: Column[float]
) -> dict[str, dict[str, float] | None]:
    """Return adjusted scores with each juror left out in turn; None if the rest is disconnected."""
    frame = pd.DataFrame({"nomination": nominations, "juror": jurors, "y": points})
    found: dict[str, dict[str, float] | None] = {}
    for juror in sorted(set(frame["juror"])):
        rest = frame[frame["juror"] != juror]
        found[str(juror)] = _adjusted(rest["nomination"], rest["juror"], rest["y"])
    return found


def with_moved_weights(
    scores: pd.DataFrame,
    weights: Mapping[str, float],
    least: float,
    most: float,
    by: float = MOVE,
) -> dict[tuple[str, float], dict[str, float] | None]:
    """Return adjusted scores with each weight moved up and down, by (criterion, points moved).

    `scores` as `sheet_points.scored` takes them. None where the sheets left are disconnected; a
    move that would leave a criterion without weight is left out.
    """
    found: dict[tuple[str, float], dict[str, float] | None] = {}
    for criterion in weights:
        for move in (-by, by):
            changed = sheet_points.moved(weights, criterion, move)
            if changed is None:
                continue
            valid = sheet_points.scored(scores, changed, least, most).dropna(subset=["points"])
            adjusted = _adjusted(valid["nomination"], valid["juror"], valid["points"])
            found[criterion, move] = adjusted
    return found


def leaders(adjusted: Mapping[str, float]) -> tuple[str, ...]:
    """Return the nominations with the highest score: several where they are equal."""
    best = max(adjusted.values())
    return tuple(sorted(n for n, value in adjusted.items() if best - value <= severity.EXACT))


def _adjusted(
    nominations: Column[str], jurors: Column[str], points: Column[float]
) -> dict[str, float] | None:
    if not len(points):
        return None
    try:
        found = severity.fit(nominations, jurors, points)
    except Disconnected:
        return None
    return dict(zip(found.design.nominations, map(float, found.theta), strict=True))
