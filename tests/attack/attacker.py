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
from tests.attack.programmes import TIME_SUMS, Array, Names, Places, Programme, Sums
from tests.attack.publishers import FEW, HIDDEN, Shown

NEVER = 10**6  # larger than any programme, small enough to be added up in 32 bits
MOST_ROUNDS = 60
Bools = NDArray[np.bool_]
Bounds = tuple[Array, Array]
# A number that is not known for sure: neither the same as another nor different from it.
MAYBE = -3


@dataclass(frozen=True)
class Rules:
    """What the attacker knows of the method: how far a number may be off, how many few can be."""

    noise: int
    few: int
    keyed: bool  # the same people show the same number, and few may hide that all are alike


CELL_KEY = Rules(MOST_NOISE, LEAST + MOST_NOISE - 1, True)
CUT_KEY = Rules(4, LEAST + 4 - 1, True)
EXACT = Rules(0, LEAST - 1, False)
# A suppressed cell may be of any size; how large, only its total says.
SUPPRESSED = Rules(0, NEVER, False)


@dataclass(frozen=True)
class Alike:
    """Few that may be a group like all of a wider one: where, with which bounds, which number."""

    possible: Bools
    low: Array
    high: Array
    number: Array


class Attacker:
    """Bounds of every set, asked for or not."""

    def __init__(self, shown: Shown, places: Places, rules: Rules) -> None:
        self.shown, self.rules, self.places = shown, rules, places
        self.low: dict[Names, Array] = {}
        self.high: dict[Names, Array] = {}
        self.alike: dict[Names, Alike] = {}
        for names, numbers in shown.items():
            told, few = numbers >= 0, numbers == FEW
            least = np.maximum(numbers - rules.noise, LEAST if rules.noise else 0)
            most = np.where(few & (not rules.keyed), rules.few, NEVER)
            self.low[names] = np.where(told, least, 0).astype(np.int32)
            self.high[names] = np.where(told, numbers + rules.noise, most).astype(np.int32)
            if rules.keyed:
                self.alike[names] = self._alike(names)
                self._decide(names)

    def learn(self, names: Names, place: int, time: int, low: int, high: int) -> None:
        """Bounds from elsewhere, such as an official total."""
        at = (place, time)
        self.low[names][at] = max(self.low[names][at], low)
        self.high[names][at] = min(self.high[names][at], high)

    def propagate(self) -> None:
        """Tighten bounds along every sum until nothing moves."""
        width = self._width()
        for _ in range(MOST_ROUNDS):
            for names in self.shown:
                for at, fewer in enumerate(one_less(names)):
                    self._attribute(fewer, names, 2 + at)
                self._sums(names, self.places.sums, 0)
                self._sums(names, TIME_SUMS, 1)
                if self.rules.keyed:
                    self.alike[names] = self._alike(names)
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
        if self.rules.keyed:
            whole = np.expand_dims(self.number(wider), axis)
            differs = differ(whole, self.number(names))
            np.minimum(high, np.expand_dims(self.high[wider], axis) - differs, out=high)
            least = (low + differs).max(axis=axis)
            np.maximum(self.low[wider], least, out=self.low[wider])

    def _sums(self, names: Names, sums: Sums, axis: int) -> None:
        """Places and times are the sums of those that they are made of."""
        low, high = (np.moveaxis(bound[names], axis, 0) for bound in (self.low, self.high))
        numbers = np.moveaxis(self.number(names), axis, 0) if self.rules.keyed else None
        for whole, parts in sums:
            at = list(parts)
            own = (low[at], high[at])
            _tie((low[whole], high[whole]), own, 0)
            if numbers is not None:
                differs = differ(numbers[whole], numbers[at])
                np.minimum(own[1], high[whole] - differs, out=own[1])
                np.maximum(low[whole], (own[0] + differs).max(axis=0), out=low[whole])
            low[at], high[at] = own

    def _alike(self, names: Names) -> Alike:
        """Where few may hide that a set shows the number of a wider one."""
        numbers = self.shown[names]
        possible = np.zeros(numbers.shape, dtype=bool)
        low = np.full(numbers.shape, NEVER, dtype=np.int32)
        high = np.zeros(numbers.shape, dtype=np.int32)
        number = np.full(numbers.shape, MAYBE, dtype=np.int32)
        for at, fewer in enumerate(one_less(names)):
            wider = self.shown[fewer]
            # The wider set may itself be few for being like all of one wider still.
            hidden = (wider == FEW) & self.alike[fewer].possible
            told = wider >= 0
            least = np.where(told, np.maximum(wider - self.rules.noise, LEAST), LEAST)
            most = np.where(told, wider + self.rules.noise, self.high[fewer])
            here, told, least, most, wider = (
                np.expand_dims(one, 2 + at) for one in (hidden | told, told, least, most, wider)
            )
            here = here & (numbers == FEW) & (self.high[names] >= least)
            other = possible & here & (number != wider)
            number = np.where(here & told & ~possible, wider, number)
            number = np.where(other | (here & ~told), MAYBE, number)
            low = np.where(here, np.minimum(low, least), low)
            high = np.where(here, np.maximum(high, most), high)
            possible |= here
        return Alike(possible, low, high, number)

    def _decide(self, names: Names) -> None:
        """Few are few people, or a group like all of a wider one, or either."""
        few, alike = self.shown[names] == FEW, self.alike[names]
        low, high = self.low[names], self.high[names]
        most = np.where(alike.possible, np.maximum(alike.high, self.rules.few), self.rules.few)
        np.minimum(high, np.where(few, most, NEVER), out=high)
        np.maximum(low, np.where(self._all_alike(names), alike.low, 0), out=low)
        np.minimum(high, np.where(self._all_alike(names), alike.high, NEVER), out=high)

    def _all_alike(self, names: Names) -> Bools:
        """Few that are too many people to be few: a group like all of a wider one."""
        return self.alike[names].possible & (self.low[names] > self.rules.few)

    def number(self, names: Names) -> Array:
        """What `disclosure.number` gives of each set, FEW for few, MAYBE where that is not sure.

        The same people show the same number: where numbers differ, somebody is left out.
        """
        numbers = self.shown[names]
        if not self.rules.keyed:
            return np.full_like(numbers, MAYBE)
        known = np.where(self.alike[names].possible | (numbers == HIDDEN), MAYBE, numbers)
        return np.where(self._all_alike(names), self.alike[names].number, known)

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
