"""Which nominations cannot be told apart from the leader: the group that a tie-break is for.

The leader is compared with each other nomination by the t-test of their difference, and the tests
are corrected together by Holm at 5 % (METHODS §5). Nominations with fewer sheets than the edition's
minimum are provisional: they may not lead, yet while one of them could, there is no leader to name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from data_access.measures.awards import uncertainty
from data_access.measures.awards.severity import EXACT, Fit, Numbers

LEVEL = 0.05


@dataclass(frozen=True)
class Leading:
    """The nominations in front of a ranking, the leader first, then by adjusted score.

    `first` are those of the group with the highest adjusted score: several, where it is the same.
    `apart` are pairs of the group that the pairwise test does tell apart: the group is then not
    transitive. `waiting` are provisional nominations that lead or cannot be told apart from the
    leader.
    """

    group: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    waiting: tuple[str, ...]
    first: tuple[str, ...] = ()


def leading(fit: Fit, provisional: Collection[str] = (), level: float = LEVEL) -> Leading:
    """Return who leads and who cannot be told apart from it; raise ValueError if df < 1."""
    if fit.df < 1:
        raise ValueError("no degrees of freedom: nothing can be told apart")
    names = fit.design.nominations
    order = sorted(range(len(names)), key=lambda at: (-float(fit.theta[at]), names[at]))
    ranked = [at for at in order if names[at] not in provisional]
    if not ranked:
        return Leading((), (), tuple(names[at] for at in order))
    first, others = ranked[0], [at for at in order if at != ranked[0]]
    told = dict(zip(others, holm(_p_values(fit, first, others), level), strict=True))
    near = [at for at in others if not told[at]]
    group = [first, *(at for at in near if names[at] not in provisional)]
    ahead = {at for at in others if fit.theta[at] - fit.theta[first] > EXACT}
    same = uncertainty.inseparable(fit)
    return Leading(
        tuple(names[at] for at in group),
        tuple((names[a], names[b]) for a, b in combinations(group, 2) if not same[a, b]),
        tuple(
            names[at] for at in others if names[at] in provisional and (at in near or at in ahead)
        ),
        tuple(names[at] for at in group if fit.theta[first] - fit.theta[at] <= EXACT),
    )


def holm(p_values: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Return which hypotheses Holm's step-down procedure rejects, in the order given."""
    rejected = [False] * len(p_values)
    for step, at in enumerate(sorted(range(len(p_values)), key=lambda one: p_values[one])):
        if p_values[at] > level / (len(p_values) - step):
            break
        rejected[at] = True
    return rejected


def _p_values(fit: Fit, first: int, others: Sequence[int]) -> list[float]:
    """Return the two-sided p-value of each difference from the leader; 0 or 1 without error."""
    return [
        p_value(float(fit.theta[first] - fit.theta[at]), float(fit.differences[first, at]), fit.df)
        for at in others
    ]


def p_value(difference: float, error: float, df: float) -> float:
    """Return the two-sided p-value of a difference by Student's t."""
    from scipy.special import stdtr

    if abs(difference) <= EXACT:
        return 1.0
    return 2 * float(stdtr(df, -abs(difference) / error)) if error > 0 else 0.0


def leads_over(best: float, other: float, reach: float) -> bool:
    """Return whether a lead is more than its own error; `reach` is half of the 95 % interval."""
    return best - other > max(reach, EXACT)


def median_errors(counts: Numbers, spread: float) -> Numbers:
    """Return standard errors of the differences of medians of so many sheets, shape (N, N).

    A median of n normal values has √(π/2) times the error of their mean.
    """
    own = np.pi / 2 * spread**2 / counts
    return np.asarray(np.sqrt(own[:, None] + own[None, :]))
