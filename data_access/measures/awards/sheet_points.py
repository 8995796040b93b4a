"""Score sheets: from values on an edition's scale to points from 0 to 100 (METHODS §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.measures.awards.additive_model import Numbers

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
    parts = SheetParts.of(scores, weights, least, most)
    points = parts.points(weights)
    problem = np.full(len(points), None, dtype=object)
    problem[np.isnan(points)] = TOO_LITTLE
    problem[parts.incomplete] = INCOMPLETE
    why = pd.Series(problem, index=parts.keys.index, dtype=object)
    return parts.keys.assign(points=points, problem=why)


@dataclass(frozen=True)
class SheetParts:
    """Sheets as tables with a row each and a column a criterion, in the order of `criteria`.

    `keys`: nomination and juror, sorted. `share` is the value from 0 to 1, 0 where `assessed` is.
    Points under other weights follow from these without a look at the scores.
    """

    keys: pd.DataFrame
    criteria: tuple[str, ...]
    share: Numbers
    assessed: Numbers
    incomplete: NDArray[np.bool_]

    @classmethod
    def of(
        cls, scores: pd.DataFrame, weights: Mapping[str, float], least: float, most: float
    ) -> SheetParts:
        """Return the sheets of scores as `scored` takes them; ValueError for other criteria."""
        criteria = tuple(weights)
        column = pd.Index(criteria).get_indexer(pd.Index(scores["criterion"]))
        if (column < 0).any():
            unknown = sorted(set(scores["criterion"]) - set(criteria))
            raise ValueError(f"scores of unknown criteria: {', '.join(unknown)}")
        skipped = scores["skipped"].astype(bool).to_numpy()
        values = np.where(skipped, np.nan, pd.to_numeric(scores["value"]).to_numpy(dtype=float))
        row, keys = _sheets(scores)
        cell = row * len(criteria) + column
        shape = (len(keys), len(criteria))

        def table(of: Numbers) -> Numbers:
            found = np.bincount(cell, weights=of, minlength=len(keys) * len(criteria))
            return found.astype(float).reshape(shape)

        assessed = ~np.isnan(values)
        answered = table((assessed | skipped).astype(float))
        share = np.where(assessed, (values - least) / (most - least), 0)
        return cls(
            keys,
            criteria,
            table(share),
            table(assessed.astype(float)),
            answered.sum(axis=1) < len(criteria),
        )

    def points(self, weights: Mapping[str, float]) -> Numbers:
        """Return the points of each sheet from 0 to 100; NaN where invalid."""
        gained, carried = np.zeros((2, len(self.keys)))
        # One criterion after the other, and no matrix product, which may add up the same sheet
        # in two ways on two rows: equal sheets have equal points, to the last bit.
        for at, name in enumerate(self.criteria):
            gained += float(weights[name]) * self.share[:, at]
            carried += float(weights[name]) * self.assessed[:, at]
        total = float(sum(weights.values()))
        thin = carried * 100 / total < LEAST_WEIGHT - ROUNDING
        valid = ~(self.incomplete | thin)
        return np.asarray(np.clip(100 * gained / np.where(valid, carried, np.nan), 0, 100))


def _sheets(scores: pd.DataFrame) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return which sheet each score is of, and nomination and juror of the sheets, sorted."""
    nomination, names = pd.factorize(scores["nomination"], sort=True)
    juror, readers = pd.factorize(scores["juror"], sort=True)
    many = max(len(readers), 1)
    pairs, row = np.unique(nomination * many + juror, return_inverse=True)
    keys = pd.DataFrame(
        {
            "nomination": np.asarray(names, dtype=object)[pairs // many],
            "juror": np.asarray(readers, dtype=object)[pairs % many],
        }
    )
    return row, keys


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
