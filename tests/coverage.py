"""How often the intervals that readers see hold the true value: `python -m tests.coverage`.

Rates of people as shown below monitor, with disclosure control's noise on both counts, and survey
totals of small strata of several distributions. A table is printed for the methods page's claims.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_access.disclosure import LEAST, LEAST_BEHIND, PERTURBATION
from data_access.measures import survey
from data_access.measures.proportions import LEAST_SHOWN, Z, score_bounds

PROMISED, LEAST_EXPECTED = 0.935, 10  # coverage, and the np from which it is promised
SIZES = (25, 30, 40, 60, 100, 300, 1000)
RATES = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 0.98)
Chance = np.random.Generator
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Covered:
    """How often an interval held the truth, of how many that were shown."""

    share: float
    shown: int


def noise(chance: Chance, sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return disclosure control's noise on counts of these sizes."""
    drawn = np.zeros_like(sizes)
    for size, table in PERTURBATION.items():
        here = sizes >= size if size == max(PERTURBATION) else sizes == size
        steps, weights = np.array(list(table)), np.array(list(table.values()))
        drawn[here] = chance.choice(steps, int(here.sum()), p=weights / weights.sum())
    return drawn


def shown(
    chance: Chance, n: int, rate: float, times: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return numerators and denominators as readers below monitor see them, where they see both."""
    true = chance.binomial(n, rate, times)
    part, whole = true + noise(chance, true), n + noise(chance, np.full(times, n))
    seen = (true >= LEAST) & (part >= LEAST) & (whole >= LEAST_BEHIND)
    return np.minimum(part, whole)[seen], whole[seen]


def of_rates(chance: Chance, n: int, rate: float, times: int, noisy: bool = True) -> Covered:
    """Return how often the interval of a shown rate holds the true one."""
    part, whole = shown(chance, n, rate, times)
    told = part >= LEAST_SHOWN if noisy else part >= 0
    cells, counts = np.unique(np.stack([part[told], whole[told]]), axis=1, return_counts=True)
    held = 0
    for (successes, of), count in zip(cells.T, counts, strict=True):
        low, high = score_bounds(int(successes), int(of), Z, noisy)
        held += int(count) * (low - 1e-12 <= rate <= high + 1e-12)
    total = int(counts.sum())
    return Covered(held / total if total else float("nan"), total)


DRAWS: dict[str, Callable[[Chance, int], Values]] = {
    "normal": lambda chance, n: chance.normal(10, 3, n),
    "Poisson(2)": lambda chance, n: chance.poisson(2, n).astype(float),
    "Poisson(.5)": lambda chance, n: chance.poisson(0.5, n).astype(float),
    "lognormal": lambda chance, n: chance.lognormal(0, 1, n),
}


def of_totals(chance: Chance, draw: Callable[[Chance, int], Values], times: int) -> Covered:
    """Return how often a total's interval holds the true one: a census, and two strata of 3 in 100.

    The census lends no degrees of freedom: with them the interval covered 88.5 %.
    """
    codes = ["census"] * 60 + ["a"] * 3 + ["b"] * 3
    sample = survey.design(codes, {"census": 60, "a": 100, "b": 100})
    held = 0
    for _ in range(times):
        universe = {"census": draw(chance, 60), "a": draw(chance, 100), "b": draw(chance, 100)}
        asked = [universe["census"], *(chance.choice(universe[c], 3, replace=False) for c in "ab")]
        found = survey.total(sample, np.concatenate(asked))
        true = sum(values.sum() for values in universe.values())
        held += bool(found.ci_low[0] <= true <= found.ci_high[0])
    return Covered(held / times, times)


def main() -> None:
    """Print the coverage of rates as shown, and of survey totals."""
    chance = np.random.default_rng(20261129)
    print(f"Rates shown below monitor: coverage in per cent, promised {100 * PROMISED:.1f}")
    print("(* np of 10 or more; in brackets Wilson's interval on the same shown counts)")
    print("   n  " + "".join(f"  p={rate:<12}" for rate in RATES))
    for n in SIZES:
        cells = []
        for rate in RATES:
            ours = of_rates(chance, n, rate, 20_000)
            wilson = of_rates(chance, n, rate, 20_000, noisy=False)
            mark = "*" if n * rate >= LEAST_EXPECTED else " "
            told = (
                "      –       "
                if ours.shown < 200
                else (f"{100 * ours.share:5.1f}{mark} ({100 * wilson.share:4.1f}) ")
            )
            cells.append(f"{told:16}")
        print(f"{n:5} " + "".join(cells))
    print("\nTotals of a survey: 60 of 60, and two strata of 3 in 100")
    for name, draw in DRAWS.items():
        print(f"  {name:12} {100 * of_totals(chance, draw, 4_000).share:5.1f}")


if __name__ == "__main__":
    main()
