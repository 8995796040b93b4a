"""One programme, published in each way and attacked."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from data_access.disclosure import LEAST
from tests.attack import attacker, publishers
from tests.attack.attacker import Attacker, Rules
from tests.attack.programmes import Programme, programme
from tests.attack.publishers import FEW, Publisher

METHODS: dict[str, tuple[Publisher, Rules, int]] = {
    # Publisher, what the attacker knows of it, attributes combined.
    "cell_key": (publishers.cell_key, attacker.CELL_KEY, 3),
    "threshold": (publishers.threshold, attacker.EXACT, 3),
    "suppression": (publishers.suppression, attacker.SUPPRESSED, 2),
}
SOLVED = 6  # tables of each programme that are solved by linear programming as well


@dataclass(frozen=True)
class Outcome:
    """Sets of 1 to 4 people, how many were recovered; sets of 5 and more, how many are numbered."""

    small: int = 0
    recovered: int = 0
    large: int = 0
    numbered: int = 0
    error: int = 0
    wrong: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"recovered {self.recovered:,} of {self.small:,} sets of 1 to 4 "
            f"({self.recovered / max(self.small, 1):.2%}); numbered "
            f"{self.numbered / max(self.large, 1):.1%} of {self.large:,} sets of 5 and more, "
            f"mean error {self.error / max(self.numbered, 1):.2f}; bounds wrong {self.wrong}"
        )


def trial(seed: int, people: int | None = None) -> dict[str, Outcome]:
    """A random programme of 300 to 20,000 people in 7 to 24 cantons, attacked under each method."""
    chance = np.random.default_rng(seed + 10_000)
    size = people or round(float(np.exp(chance.uniform(np.log(300), np.log(20_000)))))
    cantons = int(chance.integers(7, 25))
    return {
        name: attacked(programme(seed, size, cantons, most), publish, rules)
        for name, (publish, rules, most) in METHODS.items()
    }


def attacked(found: Programme, publish: Publisher, rules: Rules) -> Outcome:
    """Publish a programme in one way, and attack what is shown."""
    shown = publish(found)
    visitor = Attacker(shown, found.parent, rules)
    visitor.propagate()
    tables = [names for names in shown if len(names) == 2]
    for at in range(SOLVED):
        names = tables[at % len(tables)]
        visitor.solve(names, at % found.persons[names].shape[0], 0)
    visitor.propagate()
    small = large = numbered = error = 0
    for names, persons in found.persons.items():
        told = (shown[names] != FEW) & (persons >= LEAST)
        small += int(((persons > 0) & (persons < LEAST)).sum())
        large += int((persons >= LEAST).sum())
        numbered += int(told.sum())
        error += int(np.abs(shown[names] - persons)[told].sum())
    return Outcome(small, visitor.recovered(found), large, numbered, error, visitor.wrong(found))
