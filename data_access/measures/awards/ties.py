"""The tie-break that an edition publishes in advance, step by step (METHODS §5).

Among nominations that the ranking cannot separate: the adjusted score on the heaviest criterion,
then on the next; the median raw sheet; the vote of jurors who are not recused; ex aequo. Never
the order of nomination. A step counts only where its lead is more than its own error: where the
t-interval of the best's lead over each of the others leaves out 0. Whoever takes several steps in
turn gets several chances to be wrong, so that the intervals of all steps with figures hold together
at 95 % (Bonferroni). A vote has no error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.measures.awards import leading, severity
from data_access.measures.awards.severity import Disconnected

LEVEL = 0.95  # at which the intervals of all steps with figures hold together
CRITERIA, MEDIAN, VOTE, EX_AEQUO = "criteria", "median", "vote", "ex_aequo"
STEPS = (CRITERIA, MEDIAN, VOTE)


@dataclass(frozen=True)
class Compared:
    """What a step compares: values by nomination, and how far a lead has to reach to count."""

    values: Mapping[str, float]
    reach: Mapping[tuple[str, str], float]

    def best_of(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the best of these, or all of them where its lead is not more than its error.

        Exactly equal ones are best together.
        """
        most = max(self.values[name] for name in names)
        best = tuple(name for name in names if most - self.values[name] <= severity.EXACT)
        leads = all(
            leading.leads_over(
                self.values[one], self.values[other], self.reach.get((one, other), 0)
            )
            for one in best
            for other in names
            if other not in best
        )
        return best if leads else tuple(names)


NOT_COMPARED = Compared({}, {})


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
    for kind, criterion, compared in _comparisons(scores, sheets, weights, votes, order):
        known = {name: compared.values[name] for name in left if name in compared.values}
        if len(known) == len(left):
            left = compared.best_of(left)
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
) -> Iterator[tuple[str, str | None, Compared]]:
    level = level_of_each(len(weights) * (CRITERIA in order) + (MEDIAN in order))
    for kind in order:
        if kind == CRITERIA:
            for criterion in by_weight(weights):
                yield kind, criterion, adjusted_on(scores, criterion, level)
        elif kind == MEDIAN:
            yield kind, None, medians(sheets, level)
        elif votes is not None:
            yield kind, None, Compared({name: float(n) for name, n in votes.items()}, {})


def level_of_each(steps: int) -> float:
    """Return the level of one interval of so many that hold together at 95 %."""
    return 1 - (1 - LEVEL) / max(steps, 1)


def adjusted_on(scores: pd.DataFrame, criterion: str, level: float = LEVEL) -> Compared:
    """Return adjusted scores on one criterion by the same least squares.

    Nothing is compared where the sheets are disconnected, or too few to know the error of a lead.
    """
    own = scores[(scores["criterion"] == criterion) & scores["value"].notna()]
    try:
        found = severity.fit(own["nomination"], own["juror"], own["value"])
    except Disconnected:
        return NOT_COMPARED
    except ValueError:
        return NOT_COMPARED
    if found.df < 1:
        return NOT_COMPARED
    reach = severity.t_quantile(found.df, level) * found.differences
    return _compared(found.design.nominations, found.theta, reach)


def medians(sheets: pd.DataFrame, level: float = LEVEL) -> Compared:
    """Return the median raw sheet of each nomination.

    Its error comes from how the sheets of one nomination spread, severity of jurors included.
    """
    groups = sheets.groupby("nomination")["points"]
    counts = groups.size()
    df = int((counts - 1).sum())
    if df < 1:
        return NOT_COMPARED
    within = (sheets["points"] - groups.transform("mean")).to_numpy(dtype=float)
    spread = float(np.sqrt((within**2).sum() / df))
    errors = leading.median_errors(np.asarray(counts, dtype=np.float64), spread)
    names = tuple(map(str, counts.index))
    return _compared(names, groups.median().to_numpy(), severity.t_quantile(df, level) * errors)


def _compared(names: Sequence[str], values: severity.Numbers, reach: severity.Numbers) -> Compared:
    return Compared(
        dict(zip(names, map(float, values), strict=True)),
        {
            (one, other): float(reach[a, b])
            for a, one in enumerate(names)
            for b, other in enumerate(names)
        },
    )
