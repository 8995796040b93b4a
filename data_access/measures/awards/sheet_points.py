"""Score sheets: from values on an edition's scale to points from 0 to 100 (METHODS §5)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

LEAST_WEIGHT = 80.0  # of 100, that what could be assessed must still carry
ROUNDING = 1e-9
KEYS = ["nomination", "juror"]
INCOMPLETE, TOO_LITTLE = "incomplete", "too_little"


def points(
    values: Mapping[str, float | None], weights: Mapping[str, float], least: float, most: float
) -> float | None:
    """Return 100·Σ w(x − min)/(max − min) / Σ w over the assessed criteria; None if invalid.

    `values` on the scale [`least`, `most`] by criterion; None is "not assessable". A missing
    criterion makes the sheet incomplete; the rest must carry 80 % of all weight.
    """
    rows = [
        {"nomination": "", "juror": "", "criterion": name, "value": value, "skipped": value is None}
        for name, value in values.items()
    ]
    columns = [*KEYS, "criterion", "value", "skipped"]
    found = scored(pd.DataFrame(rows, columns=columns), weights, least, most)
    return None if found.empty or found["points"].isna().any() else float(found["points"].iloc[0])


def scored(
    scores: pd.DataFrame, weights: Mapping[str, float], least: float, most: float
) -> pd.DataFrame:
    """Return one row per sheet: nomination, juror, points (NaN where invalid) and `problem`.

    `scores`: nomination, juror, criterion, value (on the scale, NaN if none), skipped (bool, "not
    assessable"). `problem` is None, "incomplete" or "too_little". Raise ValueError for other
    criteria.
    """
    unknown = sorted(set(scores["criterion"]) - set(weights))
    if unknown:
        raise ValueError(f"scores of unknown criteria: {', '.join(unknown)}")
    skipped = scores["skipped"].astype(bool)
    values = pd.to_numeric(scores["value"]).astype(float).mask(skipped)
    weight = scores["criterion"].map(dict(weights)).astype(float)
    share = (values - least) / (most - least)
    parts = pd.DataFrame(
        {
            **{key: scores[key].to_numpy() for key in KEYS},
            "gained": (weight * share).to_numpy(),
            "carried": weight.where(values.notna(), 0.0).to_numpy(),
            "answered": (values.notna() | skipped).astype(int).to_numpy(),
        }
    )
    sheets = parts.groupby(KEYS, as_index=False, sort=True).sum()
    total = float(sum(weights.values()))
    incomplete = sheets["answered"] < len(weights)
    thin = sheets["carried"] * 100 / total < LEAST_WEIGHT - ROUNDING
    valid = ~(incomplete | thin)
    gained = (100 * sheets["gained"] / sheets["carried"].where(valid)).clip(0, 100)
    problem = [
        INCOMPLETE if gap else TOO_LITTLE if little else None
        for gap, little in zip(incomplete, thin, strict=True)
    ]
    why = pd.Series(problem, index=sheets.index, dtype=object)
    return sheets[KEYS].assign(points=gained.astype(float), problem=why)


def moved(weights: Mapping[str, float], criterion: str, by: float) -> dict[str, float] | None:
    """Return the weights with one moved `by` points, the others sharing the difference pro rata.

    None where it is the only one, or would leave (0, sum of all): that would be another rubric.
    """
    total = float(sum(weights.values()))
    own = float(weights[criterion])
    if own >= total or not 0 < own + by < total:
        return None
    others = (total - own - by) / (total - own)
    return {name: own + by if name == criterion else w * others for name, w in weights.items()}


def on_scale(
    value: float | Decimal, least: float | Decimal, most: float | Decimal, step: float | Decimal
) -> bool:
    """Return whether a value is one of least, least + step, … most."""
    steps = (float(value) - float(least)) / float(step)
    within = float(least) <= float(value) <= float(most)
    return within and bool(np.isclose(steps, round(steps), rtol=0, atol=1e-6))
