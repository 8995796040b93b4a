"""Other ways to name a winner, which always name one: raw means, z-scores, LSC."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from scipy.optimize import lsq_linear

from data_access.measures.awards import winner_sensitivity


def raw_mean(sheets: pd.DataFrame) -> Mapping[str, float]:
    """The mean of each nomination's sheets."""
    return {str(k): float(v) for k, v in sheets.groupby("nomination")["points"].mean().items()}


def z_scores(sheets: pd.DataFrame) -> Mapping[str, float]:
    """The mean of z-scores by juror, as Evalato documents its normalization of scores.

    The scaling back to the range of the raw means, which comes after, changes no order.
    """
    return winner_sensitivity.z_means(sheets["nomination"], sheets["juror"], sheets["points"])


def calibrated(sheets: pd.DataFrame) -> Mapping[str, float]:
    """Least square calibration with linear scoring functions (Tan, Wu, Bei and Xu 2021).

    Find x and, for each juror, a slope of at least 0 and a level that bring the points of each
    nomination closest to its x; slopes are 1 and levels 0 on average, else all could be 0.
    """
    names, at = np.unique(sheets["nomination"].to_numpy(dtype=str), return_inverse=True)
    jurors, who = np.unique(sheets["juror"].to_numpy(dtype=str), return_inverse=True)
    y = sheets["points"].to_numpy(dtype=float)
    rows = np.arange(len(y))
    slopes, levels = np.zeros((len(y), len(jurors))), np.zeros((len(y), len(jurors)))
    slopes[rows, who], levels[rows, who] = y, 1.0
    whole = np.hstack([slopes, levels])
    counts = np.bincount(at)
    means = np.zeros((len(names), whole.shape[1]))
    np.add.at(means, at, whole)
    means /= counts[:, None]
    left = whole - means[at]  # x is the mean of what its sheets become
    last = len(jurors) - 1
    free = np.delete(left, [last, 2 * len(jurors) - 1], axis=1)
    free[:, :last] -= left[:, [last]]
    free[:, last:] -= left[:, [2 * len(jurors) - 1]]
    lower = np.concatenate([np.zeros(last), np.full(last, -np.inf)])
    found = lsq_linear(free, -left[:, last] * len(jurors), (lower, np.inf), lsmr_tol="auto").x
    slope = np.append(found[:last], len(jurors) - found[:last].sum())
    level = np.append(found[last:], -found[last:].sum())
    x = means @ np.concatenate([slope, level])
    return dict(zip(map(str, names), map(float, x), strict=True))


RIVALS: Mapping[str, Callable[[pd.DataFrame], Mapping[str, float]]] = {
    "raw mean": raw_mean,
    "z-scores by juror": z_scores,
    "LSC": calibrated,
}
