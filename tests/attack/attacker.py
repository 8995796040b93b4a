"""Plays a visitor who asks everything and reasons about all of it together.

Each answer bounds the people behind it; sums of parts, places and times tie the bounds together.
Bounds are tightened until nothing moves (bound propagation); small tables are then solved to the
end by linear programming. What remains with one possible value from 1 to 4 is recovered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from data_access.disclosure import LEAST, MOST_NOISE
from tests.attack.programmes import TIMES, Array, Names, Programme
from tests.attack.publishers import FEW, Shown

NEVER = 10**12  # larger than any programme, small enough to be added up
MOST_ROUNDS = 60
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Rules:
    """What the attacker knows of the method: how far a number may be off, how many few can be."""

    noise: int
    few: int
    uniform: bool  # few may also hide that a set shows the number of a wider one


CELL_KEY = Rules(MOST_NOISE, LEAST + MOST_NOISE - 1, True)
EXACT = Rules(0, LEAST - 1, False)
# A suppressed cell may be of any size; how large, only its total says.
SUPPRESSED = Rules(0, NEVER, False)


class Attacker:
    """Bounds of every set that can be asked for."""

    def __init__(self, shown: Shown, parent: Array, rules: Rules) -> None:
        self.shown, self.rules, self.parent = shown, rules, parent
        self.low: dict[Names, Array] = {}
        self.high: dict[Names, Array] = {}
        # Where few may be uniform: the least that the set then has.
        self.otherwise: dict[Names, Array] = {}
        for names, numbers in shown.items():
            few = numbers == FEW
            self.low[names] = np.where(
                few, 0, np.maximum(numbers - rules.noise, LEAST if rules.noise else 0)
            )
            self.high[names] = np.where(few, rules.few, numbers + rules.noise)
            self.otherwise[names] = np.full(numbers.shape, NEVER)
        if rules.uniform:
            self._allow_uniform()

    def _allow_uniform(self) -> None:
        for names, numbers in self.shown.items():
            few = numbers == FEW
            for at in range(len(names)):
                fewer = names[:at] + names[at + 1 :]
                wider = np.expand_dims(self.shown[fewer], 2 + at)
                # The wider set may itself be hidden for being uniform, with any number.
                hidden = np.expand_dims(self.otherwise[fewer] < NEVER, 2 + at) & (wider == FEW)
                least = np.where(hidden, LEAST, np.maximum(wider - self.rules.noise, LEAST))
                possible = few & ((wider != FEW) | hidden)
                most = np.expand_dims(self.high[fewer], 2 + at)
                self.otherwise[names] = np.where(
                    possible, np.minimum(self.otherwise[names], least), self.otherwise[names]
                )
                self.high[names] = np.where(
                    possible, np.maximum(self.high[names], most), self.high[names]
                )

    def propagate(self) -> None:
        """Tighten bounds along every sum until nothing moves."""
        for _ in range(MOST_ROUNDS):
            before = sum(int((high - low).clip(max=1000).sum()) for low, high in self._bounds())
            for names in self.shown:
                for at in range(len(names)):
                    self._sum(names[:at] + names[at + 1 :], names, 2 + at)
                self._places(names)
                self._times(names)
                self._decide(names)
            after = sum(int((high - low).clip(max=1000).sum()) for low, high in self._bounds())
            if after == before:
                return

    def _bounds(self) -> list[tuple[Array, Array]]:
        return [(self.low[names], self.high[names]) for names in self.shown]

    def _sum(self, wider: Names, names: Names, axis: int) -> None:
        """A set is the sum of its parts by one attribute."""
        whole = (self.low[wider], self.high[wider])
        parts = (self.low[names], self.high[names])
        _tie(whole, parts, axis)
        if self.rules.uniform:
            self._strict(wider, names, axis)

    def _strict(self, wider: Names, names: Names, axis: int) -> None:
        """The same people show the same number: where numbers differ, somebody is left out."""
        part, whole = self.shown[names], np.expand_dims(self.shown[wider], axis)
        differs = (part != FEW) & (whole != FEW) & (part != whole)
        most = np.expand_dims(self.high[wider], axis) - differs
        np.minimum(self.high[names], most, out=self.high[names])
        least = (self.low[names] + differs).max(axis=axis)
        np.maximum(self.low[wider], least, out=self.low[wider])

    def _places(self, names: Names) -> None:
        low, high = self.low[names], self.high[names]
        provinces = int(self.parent.max()) + 1
        _tie((low[0], high[0]), (low[1 : 1 + provinces], high[1 : 1 + provinces]), 0)
        for province in range(provinces):
            inside = np.flatnonzero(self.parent == province) + 1 + provinces
            parts = (low[inside], high[inside])
            _tie((low[1 + province], high[1 + province]), parts, 0)
            low[inside], high[inside] = parts

    def _times(self, names: Names) -> None:
        low, high = self.low[names], self.high[names]
        for at, quarters in enumerate(TIMES):
            if len(quarters) < 2:
                continue
            # A snapshot is the one before it and one more quarter.
            earlier = next(i for i, other in enumerate(TIMES) if other == quarters[:-1])
            pair = [earlier, quarters[-1]]
            parts = (low[:, pair], high[:, pair])
            whole = (low[:, at], high[:, at])
            _tie(whole, parts, 1)
            low[:, pair], high[:, pair] = parts

    def _decide(self, names: Names) -> None:
        """Few that can no longer be uniform are few."""
        if not self.rules.uniform:
            return
        few = self.shown[names] == FEW
        small = few & (self.high[names] < self.otherwise[names])
        np.minimum(self.high[names], np.where(small, self.rules.few, NEVER), out=self.high[names])

    def solve(self, names: Names, place: int, time: int) -> None:
        """Solve one table of two attributes, with its totals, to the end."""
        low, high = self.low[names][place, time], self.high[names][place, time]
        rows, columns = low.shape
        open_cells = np.argwhere((low < high) & (low < LEAST))
        if not len(open_cells):
            return
        matrix, limits = [], []
        for axis, name in ((1, names[0]), (0, names[1])):
            margin_low = self.low[(name,)][place, time]
            margin_high = self.high[(name,)][place, time]
            for at in range(rows if axis else columns):
                line = np.zeros((rows, columns))
                line[(at, slice(None)) if axis else (slice(None), at)] = 1
                matrix += [line.ravel(), -line.ravel()]
                limits += [margin_high[at], -margin_low[at]]
        bounds = list(zip(low.ravel(), np.minimum(high, 10**6).ravel(), strict=True))
        for row, column in open_cells:
            cost = np.zeros(rows * columns)
            cost[row * columns + column] = 1
            for sign in (1, -1):
                found = linprog(sign * cost, A_ub=np.array(matrix), b_ub=limits, bounds=bounds)
                if not found.success:
                    continue
                if sign > 0:
                    low[row, column] = max(low[row, column], int(np.ceil(found.fun - 1e-6)))
                else:
                    high[row, column] = min(high[row, column], int(np.floor(-found.fun + 1e-6)))

    def recovered(self, truth: Programme) -> int:
        """How many sets of 1 to 4 people are pinned down to their true number."""
        pinned = 0
        for names, persons in truth.persons.items():
            sure = self.low[names] == self.high[names]
            pinned += int(
                (sure & (persons == self.low[names]) & (persons > 0) & (persons < LEAST)).sum()
            )
        return pinned

    def wrong(self, truth: Programme) -> int:
        """How many true numbers lie outside their bounds: 0, or the attacker reasons badly."""
        return sum(
            int(((persons < self.low[names]) | (persons > self.high[names])).sum())
            for names, persons in truth.persons.items()
        )


def _tie(whole: tuple[Array, Array], parts: tuple[Array, Array], axis: int) -> None:
    """Tighten, in place, the bounds of a sum and of its parts along an axis."""
    whole_low, whole_high = whole
    low, high = parts
    sum_low, sum_high = low.sum(axis=axis), high.sum(axis=axis)
    np.maximum(whole_low, sum_low, out=whole_low)
    np.minimum(whole_high, sum_high, out=whole_high)
    rest_low = np.expand_dims(sum_low, axis) - low
    rest_high = np.expand_dims(sum_high, axis) - high
    np.minimum(high, np.expand_dims(whole_high, axis) - rest_low, out=high)
    np.maximum(low, np.expand_dims(whole_low, axis) - rest_high, out=low)
