"""What a nominee is told of the sheets: own means beside the field's, where enough hide each.

A mean on a criterion needs three sheets that assessed it. The field is every other nomination with
such a mean, each weighing alike, and needs three of them: so field and own never differ by a set of
one or two sheets (METHODS §5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

LEAST = 3
MOST_TOLD = 2


@dataclass(frozen=True)
class OfCriterion:
    """Means on one criterion, from 0 to 100; None where they rest on too little."""

    criterion: str
    weight: float
    own: float | None
    field: float | None

    @property
    def to_gain(self) -> float | None:
        """The points that the highest score on it would add; arithmetic, and no promise."""
        return None if self.own is None else self.weight * (100 - self.own) / 100


def by_criterion(
    scores: pd.DataFrame, weights: Mapping[str, float], scale: tuple[float, float], nomination: str
) -> list[OfCriterion]:
    """Return the means of a nomination beside the field's, in the rubric's order.

    `scores`: nomination, juror, criterion, value of the sheets that count, without recused jurors;
    NaN where a criterion was not assessable.
    """
    least, most = scale
    known = scores.dropna(subset=["value"])
    points = 100 * (known["value"] - least) / (most - least)
    groups = points.groupby([known["criterion"], known["nomination"]])
    means = groups.mean()[groups.size() >= LEAST]
    found = []
    for criterion, weight in weights.items():
        here = means[means.index.get_level_values(0) == criterion].droplevel(0)
        others = here.drop(nomination, errors="ignore")
        found.append(
            OfCriterion(
                criterion,
                float(weight),
                float(here[nomination]) if nomination in here.index else None,
                float(others.mean()) if len(others) >= LEAST else None,
            )
        )
    return found


def raising_most(found: list[OfCriterion]) -> list[OfCriterion]:
    """Return the two criteria on which the highest score would add most, the first one first."""
    known = [one for one in found if one.to_gain]
    return sorted(known, key=lambda one: -(one.to_gain or 0))[:MOST_TOLD]
