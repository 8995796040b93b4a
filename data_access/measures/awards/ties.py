"""The tie-break that an edition publishes in advance, step by step (METHODS §5).

Among nominations that the ranking cannot separate: the adjusted score on the heaviest criterion,
then on the next; the median raw sheet; the vote of jurors who are not recused; ex aequo. Never
the order of nomination.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data_access.measures.awards import severity
from data_access.measures.awards.severity import Disconnected

CRITERIA, MEDIAN, VOTE, EX_AEQUO = "criteria", "median", "vote", "ex_aequo"
STEPS = (CRITERIA, MEDIAN, VOTE)


@dataclass(frozen=True)
class TieBreakStep:
    """A step of a tie-break: what it compared, and which nominations were left after it.

    `criterion` where the step is about one; `values` is empty where the step could not be taken.
    """

    kind: str
    criterion: str | None
    values: Mapping[str, float]
    left: tuple[str, ...]


@dataclass(frozen=True)
class BrokenTie:
    """The outcome of a tie-break: the winner or winners, and every step up to the deciding one."""

    winners: tuple[str, ...]
    steps: tuple[TieBreakStep, ...]

    @property
    def decided_by(self) -> TieBreakStep:
        """The step that decided."""
        return self.steps[-1]


def by_weight(weights: Mapping[str, float]) -> list[str]:
    """Return the criteria from the heaviest on; equal weights keep the order of the list."""
    return sorted(weights, key=lambda criterion: -weights[criterion])


def break_tie(
    tied: Collection[str],
    scores: pd.DataFrame,
    sheets: pd.DataFrame,
    weights: Mapping[str, float],
    votes: Mapping[str, int] | None = None,
    order: Sequence[str] = STEPS,
) -> BrokenTie:
    """Break a tie among at least two nominations.

    `scores`: nomination, juror, criterion, value of all valid sheets (NaN: not assessable);
    `sheets`: nomination, juror, points; `weights` by criterion in their listed order; `votes` of
    every nomination voted on, 0 among them, None before a vote; `order` the steps as the
    edition published them. A step that cannot compare all that are left is passed over.
    """
    if len(set(tied)) < 2:
        raise ValueError("a tie needs two nominations")
    left = tuple(sorted(set(tied)))
    steps: list[TieBreakStep] = []
    for kind, criterion, values in _comparisons(scores, sheets, weights, votes, order):
        known = {name: values[name] for name in left if name in values}
        if len(known) == len(left):
            best = max(known.values())
            left = tuple(n for n in left if best - known[n] <= severity.EXACT)
        else:
            known = {}
        steps.append(TieBreakStep(kind, criterion, known, left))
        if len(left) == 1:
            return BrokenTie(left, tuple(steps))
    return BrokenTie(left, (*steps, TieBreakStep(EX_AEQUO, None, {}, left)))


def _comparisons(
    scores: pd.DataFrame,
    sheets: pd.DataFrame,
    weights: Mapping[str, float],
    votes: Mapping[str, int] | None,
    order: Sequence[str],
) -> Iterator[tuple[str, str | None, Mapping[str, float]]]:
    for kind in order:
        if kind == CRITERIA:
            for criterion in by_weight(weights):
                yield kind, criterion, adjusted_on(scores, criterion)
        elif kind == MEDIAN:
            medians = sheets.groupby("nomination")["points"].median()
            yield kind, None, {str(name): float(value) for name, value in medians.items()}
        elif votes is not None:
            yield kind, None, {name: float(count) for name, count in votes.items()}


def adjusted_on(scores: pd.DataFrame, criterion: str) -> dict[str, float]:
    """Return adjusted scores on one criterion by the same least squares; empty if disconnected."""
    own = scores[(scores["criterion"] == criterion) & scores["value"].notna()]
    try:
        found = severity.fit(own["nomination"], own["juror"], own["value"])
    except Disconnected:
        return {}
    except ValueError:
        return {}
    return dict(zip(found.design.nominations, map(float, found.theta), strict=True))
