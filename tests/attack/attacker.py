"""Plays a reader who asks everything and reasons about all of it together.

Each answer bounds the people behind it; sums of parts, places and times tie the bounds together.
Bounds are tightened until nothing moves (bound propagation). What remains with one possible value
from 1 to 4 is recovered. `differences` and `joint` go on from these bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_access.disclosure import LEAST, MOST_NOISE
from tests.attack.programmes import TIME_SUMS, Array, Names, Places, Programme
from tests.attack.publishers import FEW, HIDDEN, Shown

NEVER = 10**6  # larger than any programme, small enough to be added up in 32 bits
MOST_ROUNDS = 60
Bools = NDArray[np.bool_]
Bounds = tuple[Array, Array]
# A number that is not known to be one: never equal to another, never different from it.
MAYBE = -3


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
    """Bounds of every set, asked for or not."""

    def __init__(self, shown: Shown, places: Places, rules: Rules) -> None:
        self.shown, self.rules, self.places = shown, rules, places
        self.low: dict[Names, Array] = {}
        self.high: dict[Names, Array] = {}
        # Where few may be uniform: the least that the set then has.
        self.otherwise: dict[Names, Array] = {}
        for names, numbers in shown.items():
            told, few = numbers >= 0, numbers == FEW
            least = np.maximum(numbers - rules.noise, LEAST if rules.noise else 0)
            most = np.where(few, rules.few, NEVER)
            self.low[names] = np.where(told, least, 0).astype(np.int32)
            self.high[names] = np.where(told, numbers + rules.noise, most).astype(np.int32)
            self.otherwise[names] = np.full(numbers.shape, NEVER, dtype=np.int32)
        if rules.uniform:
            self._allow_uniform()

    def learn(self, names: Names, place: int, time: int, persons: int) -> None:
        """An exact number, such as an official total."""
        self.low[names][place, time] = self.high[names][place, time] = persons

    def _allow_uniform(self) -> None:
        for names, numbers in self.shown.items():
            few = numbers == FEW
            for at, fewer in enumerate(one_less(names)):
                wider = np.expand_dims(self.shown[fewer], 2 + at)
                # The wider set may itself be hidden for being uniform, with any number.
                hidden = np.expand_dims(self.otherwise[fewer] < NEVER, 2 + at) & (wider == FEW)
                least = np.where(hidden, LEAST, np.maximum(wider - self.rules.noise, LEAST))
                possible = few & ((wider >= 0) | hidden)
                most = np.expand_dims(self.high[fewer], 2 + at)
                self.otherwise[names] = np.where(
                    possible, np.minimum(self.otherwise[names], least), self.otherwise[names]
                )
                self.high[names] = np.where(
                    possible, np.maximum(self.high[names], most), self.high[names]
                )

    def propagate(self) -> None:
        """Tighten bounds along every sum until nothing moves."""
        width = self._width()
        for _ in range(MOST_ROUNDS):
            for names in self.shown:
                for at, fewer in enumerate(one_less(names)):
                    self._attribute(fewer, names, 2 + at)
                self._sums(names, self.places.sums, 0)
                self._sums(names, TIME_SUMS, 1)
                self._decide(names)
            before, width = width, self._width()
            if width == before:
                return

    def _width(self) -> int:
        return sum(int((self.high[n] - self.low[n]).clip(max=1000).sum()) for n in self.shown)

    def _attribute(self, wider: Names, names: Names, axis: int) -> None:
        """A set is the sum of its parts by one attribute."""
        low, high = self.low[names], self.high[names]
        _tie((self.low[wider], self.high[wider]), (low, high), axis)
        if self.rules.uniform:
            raw = np.expand_dims(self.number(wider), axis)
            differs = differ(raw, self.number(names))
            np.minimum(high, np.expand_dims(self.high[wider], axis) - differs, out=high)
            least = (low + differs).max(axis=axis)
            np.maximum(self.low[wider], least, out=self.low[wider])

    def _sums(self, names: Names, sums: tuple[tuple[int, tuple[int, ...]], ...], axis: int) -> None:
        """Places and times are the sums of those that they are made of."""
        low, high = (np.moveaxis(bound[names], axis, 0) for bound in (self.low, self.high))
        numbers = np.moveaxis(self.number(names), axis, 0) if self.rules.uniform else None
        for whole, parts in sums:
            at = list(parts)
            own = (low[at], high[at])
            _tie((low[whole], high[whole]), own, 0)
            if numbers is not None:
                differs = differ(numbers[whole], numbers[at])
                np.minimum(own[1], high[whole] - differs, out=own[1])
                np.maximum(low[whole], (own[0] + differs).max(axis=0), out=low[whole])
            low[at], high[at] = own

    def number(self, names: Names) -> Array:
        """What `disclosure.number` gives of each set, FEW for few, MAYBE where that is not sure.

        The same people show the same number: where numbers differ, somebody is left out.
        """
        numbers = self.shown[names]
        unsure = (numbers == HIDDEN) | ((numbers == FEW) & (self.otherwise[names] < NEVER))
        return np.where(unsure, MAYBE, numbers)

    def _decide(self, names: Names) -> None:
        """Few that can no longer be uniform are few."""
        if not self.rules.uniform:
            return
        few = (self.shown[names] == FEW) & (self.otherwise[names] < NEVER)
        small = few & (self.high[names] < self.otherwise[names])
        self.otherwise[names][small] = NEVER
        np.minimum(self.high[names], np.where(small, self.rules.few, NEVER), out=self.high[names])

    def wrong(self, truth: Programme) -> int:
        """How many true numbers lie outside their bounds: 0, or the attacker reasons badly."""
        return sum(
            int(((persons < self.low[names]) | (persons > self.high[names])).sum())
            for names, persons in truth.persons.items()
        )


def one_less(names: Names) -> Iterator[Names]:
    """The sets of attributes that lack one of them, in their order."""
    return (names[:at] + names[at + 1 :] for at in range(len(names)))


def differ(one: Array, other: Array) -> Bools:
    """Where two numbers are known and not the same: their sets are not the same people."""
    return (one != other) & (one != MAYBE) & (other != MAYBE)


def _tie(whole: Bounds, parts: Bounds, axis: int) -> None:
    """Tighten, in place, the bounds of a sum and of its parts along an axis."""
    whole_low, whole_high = whole
    low, high = parts
    sum_low, sum_high = (bound.sum(axis=axis, dtype=np.int32) for bound in parts)
    np.maximum(whole_low, sum_low, out=whole_low)
    np.minimum(whole_high, sum_high, out=whole_high)
    rest_low = np.expand_dims(sum_low, axis) - low
    rest_high = np.expand_dims(sum_high, axis) - high
    np.minimum(high, np.expand_dims(whole_high, axis) - rest_low, out=high)
    np.maximum(low, np.expand_dims(whole_low, axis) - rest_high, out=low)
