"""How often the rule claims a true difference, and none: `python -m tests.truth.power [times]`.

A reference group and some others of one size; one of them differs from it by 10 points. Counts are
drawn, moved as disclosure control moves them for a visitor, and judged as one family.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from data_access.disclosure import LEAST_BEHIND
from data_access.measures.comparison import Pair, judge
from data_access.measures.figures import Share
from data_access.measures.target_progress import Reading, status
from tests.coverage import noise

POINTS = 0.1
SIZES, FAMILIES, RATES = (100, 300, 600, 1000), (1, 2, 5, 10), (0.1, 0.2, 0.5)


@dataclass(frozen=True)
class Setting:
    """Groups of `n` people, `others` of them beside the reference, whose rate is `rate`."""

    n: int
    others: int
    rate: float
    noisy: bool
    effect: float = POINTS


def shares(chance: np.random.Generator, setting: Setting) -> list[Share]:
    """Return the rate of the reference group, then of the others, as a reader sees them."""
    rates = np.full(setting.others + 1, setting.rate)
    rates[1] += setting.effect
    part = chance.binomial(setting.n, rates)
    whole = np.full_like(part, setting.n)
    if setting.noisy:
        part, whole = part + noise(chance, part), whole + noise(chance, whole)
    pairs = zip(part, whole, strict=True)
    return [Share(max(min(int(k), int(n)), 0), int(n), setting.noisy) for k, n in pairs]


def claimed(chance: np.random.Generator, setting: Setting, times: int) -> tuple[float, float]:
    """Return the share of families that claim the true difference, and any false one."""
    found = wrong = 0
    for _ in range(times):
        reference, *others = shares(chance, setting)
        verdicts = judge([Pair(one, reference) for one in others])
        found += verdicts[0].higher
        false = verdicts if setting.effect == 0 else verdicts[1:]
        wrong += any(one.differs for one in false)
    return found / times, wrong / times


def met_for_sure(
    chance: np.random.Generator, n: int, rate: float, noisy: bool, times: int
) -> float:
    """Return how often a target just beyond the true rate is said to be met for sure."""
    part, met = chance.binomial(n, rate, times), 0
    whole = np.full_like(part, n)
    if noisy:
        part, whole = part + noise(chance, part), whole + noise(chance, whole)
    for k, of in zip(part, whole, strict=True):
        if noisy and of < LEAST_BEHIND:
            continue
        share = Share(max(min(int(k), int(of)), 0), int(of), noisy)
        reading = Reading(share.value, evidence=share)
        met += status(reading, None, rate + 1e-6, "up")[0] == "met"
    return met / times


def main() -> None:
    """Print the table of power for visitors and monitors, and the errors on targets."""
    chance, times = np.random.default_rng(15), int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for noisy in (True, False):
        reader = "visitor" if noisy else "monitor"
        print(f"\nClaims of a true difference of 10 points, per cent ({reader})")
        print(
            "   n  " + "".join(f"{f'{k} × {100 * r:.0f} %':>10}" for k in FAMILIES for r in RATES)
        )
        for n in SIZES:
            cells = [
                claimed(chance, Setting(n, k, r, noisy), times)[0] for k in FAMILIES for r in RATES
            ]
            print(f"{n:5} " + "".join(f"{100 * cell:10.1f}" for cell in cells))
        print("Families without any difference that hold a claim, per cent")
        for n in SIZES:
            cells = [
                claimed(chance, Setting(n, k, r, noisy, 0.0), times)[1]
                for k in FAMILIES
                for r in RATES
            ]
            print(f"{n:5} " + "".join(f"{100 * cell:10.1f}" for cell in cells))
        print("Targets just beyond the true rate that are said to be met for sure, per cent")
        for n in (10, 25, 60, 300, 1000):
            cells = [met_for_sure(chance, n, r, noisy, 4000) for r in (0.2, 0.5, 0.9)]
            print(f"{n:5} " + "".join(f"{100 * cell:10.2f}" for cell in cells))


if __name__ == "__main__":
    main()
