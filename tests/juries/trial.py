"""Many juries of a kind, and how often each way to name a winner was wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from data_access.measures.awards import severity, ties
from data_access.measures.awards.leading import leading
from tests.juries.rivals import RIVALS
from tests.juries.simulated import WEIGHTS, Jury, Kind, drawn

TRIALS = 1000
MOST = 0.05  # of all juries may have a winner named by figures alone that is truly lower
LIMIT = 0.067  # the 99 % limit of that share among 1,000


@dataclass(frozen=True)
class Outcome:
    """What became of many juries of a kind; shares of all of them unless said otherwise.

    `named`: the ranking alone named a winner, `wrong`: and another is truly higher. `broken` and
    `broken_wrong`: the same by a step of the tie-break with figures. `kept`: of those where nothing
    was named by the ranking, the share whose group holds the truly best. `rivals`: how often each
    of the others, which always name one, was wrong.
    """

    kind: Kind
    named: float
    wrong: float
    broken: float
    broken_wrong: float
    kept: float
    rivals: dict[str, float]


def run(kind: Kind, trials: int = TRIALS, tie_breaks: bool = True) -> Outcome:
    """Judge `trials` juries of a kind."""
    count: Counter[str] = Counter()
    for seed in range(trials):
        jury = drawn(kind, seed)
        count.update(_judged(jury, tie_breaks))
        for name, score in RIVALS.items() if tie_breaks else ():
            found = score(jury.sheets)
            count[name] += _is_wrong(jury, max(found, key=lambda one: found[one]))
    left = trials - count["named"]
    return Outcome(
        kind,
        count["named"] / trials,
        count["wrong"] / trials,
        count["broken"] / trials,
        count["broken_wrong"] / trials,
        count["kept"] / left if left else float("nan"),
        {name: count[name] / trials for name in RIVALS},
    )


def _judged(jury: Jury, tie_breaks: bool) -> list[str]:
    """Return what happened to one jury, as names to count."""
    sheets = jury.sheets
    fit = severity.fit(sheets["nomination"], sheets["juror"], sheets["points"])
    group = leading(fit).group
    if len(group) == 1:
        return ["named", *(["wrong"] if _is_wrong(jury, group[0]) else [])]
    best = max(jury.truth, key=lambda one: jury.truth[one])
    found = ["kept"] if best in group else []
    if not tie_breaks:
        return found
    broken = ties.break_tie(group, jury.scores, sheets, WEIGHTS)
    if len(broken.winners) == 1:
        wrong = ["broken_wrong"] if _is_wrong(jury, broken.winners[0]) else []
        found += ["broken", *wrong]
    return found


def _is_wrong(jury: Jury, winner: str) -> bool:
    return jury.truth[winner] < max(jury.truth.values())
