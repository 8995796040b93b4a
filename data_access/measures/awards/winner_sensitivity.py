"""Sensitivity of the winner to the method: robust fit, z-scores, one juror fewer, other weights.

None of these decides: METHODS §5 adopts additive least squares; they show how robust it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data_access.measures.awards import additive_model, severity, sheet_points
from data_access.measures.awards.additive_model import NormalEquations, Numbers
from data_access.measures.awards.severity import Column, JuryDesign
from data_access.measures.awards.sheet_points import SheetParts

HUBER = 1.345  # 95 % efficient under normal errors
NORMAL_MAD = 0.6744897501960817  # median of |z| for a standard normal z
ROUNDS = 500
NO_SPREAD = 1e-7  # points; below, weights would follow from nothing but rounding
MOVE = 5.0  # points that a weight is moved, up and down


def huber(nominations: Column[str], jurors: Column[str], points: Column[float]) -> dict[str, float]:
    """Return adjusted scores by Huber's M-estimator (c = 1.345, scale by MAD), to a fixed point.

    Raise Disconnected as least squares does. Where most residuals are 0, least squares is exact
    already.
    """
    design = JuryDesign.of(nominations, jurors)
    severity.require_connected(design)
    sheets = np.asarray(points, dtype=float)[design.order]
    known = design.known
    values = np.where(known, design.table(sheets), 0)
    theta, beta = NormalEquations.of(known.astype(float)).solve(values)
    for _ in range(ROUNDS):
        size = np.abs(values - theta[:, None] - beta[None, :])
        scale = float(np.median(size[known])) / NORMAL_MAD
        if scale <= NO_SPREAD:
            break
        weights = np.minimum(1.0, HUBER / np.maximum(size / scale, severity.EXACT))
        before = np.concatenate([theta, beta])
        theta, beta = NormalEquations.of(np.where(known, weights, 0)).solve(values)
        if np.abs(np.concatenate([theta, beta]) - before).max() < severity.EXACT / 10:
            break
    return dict(zip(design.nominations, map(float, theta), strict=True))


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
    design = JuryDesign.of(nominations, jurors)
    whole = design.table(np.asarray(points, dtype=float)[design.order])
    return {
        juror: _adjusted(design.nominations, np.delete(whole, at, axis=1))
        for at, juror in enumerate(design.jurors)
    }


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
    sheets = SheetParts.of(scores, weights, least, most)
    design = JuryDesign.of(sheets.keys["nomination"], sheets.keys["juror"])
    found: dict[tuple[str, float], dict[str, float] | None] = {}
    for criterion in weights:
        for move in (-by, by):
            changed = sheet_points.moved(weights, criterion, move)
            if changed is not None:
                table = design.table(sheets.points(changed)[design.order])
                found[criterion, move] = _adjusted(design.nominations, table)
    return found


def leaders(adjusted: Mapping[str, float]) -> tuple[str, ...]:
    """Return the nominations with the highest score: several where they are equal."""
    best = max(adjusted.values())
    return tuple(sorted(n for n, value in adjusted.items() if best - value <= severity.EXACT))


def _adjusted(nominations: Sequence[str], points: Numbers) -> dict[str, float] | None:
    """Return adjusted scores of a table with NaN where there is no sheet, as `adjusted` does."""
    theta = additive_model.adjusted(points)
    if theta is None:
        return None
    return {
        name: float(value)
        for name, value in zip(nominations, theta, strict=True)
        if not np.isnan(value)
    }
