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
class Wider:
    """For each set that is shown as few, the wider one that lacks one of its attributes: which,
    where it stands in the array of these, and what is shown of it."""

    names: Names
    at: NDArray[np.intp]
    number: Array
    told: Bools


@dataclass(frozen=True)
class Alike:
    """Sets shown as few that may be a group like all of a wider one: which of them, with which
    bounds, which number."""

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
        # The same people show the same number: where numbers differ, somebody is left out. What
        # `disclosure.number` gives of each set, FEW for few, MAYBE where that is not sure.
        self.number: dict[Names, Array] = {}
        self.few: dict[Names, NDArray[np.intp]] = {}
        self.wider: dict[Names, list[Wider]] = {}
        self.alike: dict[Names, Alike] = {}
        for names, numbers in shown.items():
            told, few = numbers >= 0, numbers == FEW
            least = np.maximum(numbers - rules.noise, LEAST if rules.noise else 0)
            most = np.where(few & (not rules.keyed), rules.few, NEVER)
            self.low[names] = np.where(told, least, 0).astype(np.int32)
            self.high[names] = np.where(told, numbers + rules.noise, most).astype(np.int32)
            self.number[names] = np.full_like(numbers, MAYBE)
            if rules.keyed:
                self.number[names] = np.where(numbers == HIDDEN, MAYBE, numbers)
                self.few[names] = np.flatnonzero(few)
                self.wider[names] = list(self._wider(names))
                self._decide(names)

    def learn(self, names: Names, place: int, time: int, low: int, high: int) -> None:
        """Bounds from elsewhere, such as an official total."""
        at = (place, time)
        self.low[names][at] = max(self.low[names][at], low)
        self.high[names][at] = min(self.high[names][at], high)

    def propagate(self) -> None:
        """Tighten bounds along every sum until nothing moves."""
        left = {names: self._left(names) for names in self.shown}
        seen: dict[Names, list[int]] = {}
        for _ in range(MOST_ROUNDS):
            moved = False
            for names in self.shown:
                around = (names, *one_less(names))
                before = [left[own] for own in around]
                # Nothing new can come of sums of which no bound moved since they were looked at.
                if seen.get(names) == before:
                    continue
                seen[names] = before
                for at, fewer in enumerate(one_less(names)):
                    self._attribute(fewer, names, 2 + at)
                self._sums(names, self.places.sums, 0)
                self._sums(names, TIME_SUMS, 1)
                if self.rules.keyed:
                    self._decide(names)
                left |= {own: self._left(own) for own in around}
                moved |= before != [left[own] for own in around]
            if not moved:
                return

    def _left(self, names: Names) -> int:
        """How much is between the bounds of some sets: less each time that one moves."""
        return int(self.high[names].sum(dtype=np.int64) - self.low[names].sum(dtype=np.int64))

    def _attribute(self, wider: Names, names: Names, axis: int) -> None:
        """A set is the sum of its parts by one attribute."""
        low, high = self.low[names], self.high[names]
        _tie((self.low[wider], self.high[wider]), (low, high), axis)
        if self.rules.keyed:
            differs = differ(np.expand_dims(self.number[wider], axis), self.number[names])
            np.minimum(high, np.expand_dims(self.high[wider], axis) - differs, out=high)
            least = (low + differs).max(axis=axis)
            np.maximum(self.low[wider], least, out=self.low[wider])

    def _sums(self, names: Names, sums: Sums, axis: int) -> None:
        """Places and times are the sums of those that they are made of."""
        low, high = (np.moveaxis(bound[names], axis, 0) for bound in (self.low, self.high))
        numbers = np.moveaxis(self.number[names], axis, 0) if self.rules.keyed else None
        for whole, parts in sums:
            at = list(parts)
            own = (low[at], high[at])
            _tie((low[whole], high[whole]), own, 0)
            if numbers is not None:
                differs = differ(numbers[whole], numbers[at])
                np.minimum(own[1], high[whole] - differs, out=own[1])
                np.maximum(low[whole], (own[0] + differs).max(axis=0), out=low[whole])
            low[at], high[at] = own

    def _wider(self, names: Names) -> Iterator[Wider]:
        numbers = self.shown[names]
        for axis, fewer in enumerate(one_less(names), start=2):
            wider = self.shown[fewer]
            places = np.arange(wider.size).reshape(wider.shape)
            at = np.broadcast_to(np.expand_dims(places, axis), numbers.shape).ravel()
            at = at[self.few[names]]
            number = wider.ravel()[at]
            yield Wider(fewer, at, number, number >= 0)

    def _alike(self, names: Names) -> Alike:
        """Which few may hide that a set shows the number of a wider one."""
        own = self.few[names]
        own_high = self.high[names].ravel()[own]
        possible = np.zeros(len(own), dtype=bool)
        low = np.full(len(own), NEVER, dtype=np.int32)
        high = np.zeros(len(own), dtype=np.int32)
        number = np.full(len(own), MAYBE, dtype=np.int32)
        for wider in self.wider[names]:
            told, shown = wider.told, wider.number
            # The wider set may itself be few for being like all of one wider still.
            alike = np.zeros(self.shown[wider.names].size, dtype=bool)
            alike[self.few[wider.names]] = self.alike[wider.names].possible
            least = np.where(told, np.maximum(shown - self.rules.noise, LEAST), LEAST)
            bound = self.high[wider.names].ravel()[wider.at]
            most = np.where(told, shown + self.rules.noise, bound)
            here = (alike[wider.at] | told) & (own_high >= least)
            other = possible & here & (number != shown)
            number = np.where(here & told & ~possible, shown, number)
            number = np.where(other | (here & ~told), MAYBE, number)
            low = np.where(here, np.minimum(low, least), low)
            high = np.where(here, np.maximum(high, most), high)
            possible |= here
        return Alike(possible, low, high, number)

    def _decide(self, names: Names) -> None:
        """Few are few people, or a group like all of a wider one, or either."""
        alike = self.alike[names] = self._alike(names)
        few = self.few[names]
        low, high = self.low[names].ravel()[few], self.high[names].ravel()[few]
        most = np.where(alike.possible, np.maximum(alike.high, self.rules.few), self.rules.few)
        # Too many people to be few: a group like all of a wider one.
        whole = alike.possible & (low > self.rules.few)
        high = np.minimum(high, np.where(whole, np.minimum(most, alike.high), most))
        self.low[names].flat[few] = np.where(whole, np.maximum(low, alike.low), low)
        self.high[names].flat[few] = high
        known = np.where(alike.possible, MAYBE, FEW)
        self.number[names].flat[few] = np.where(whole, alike.number, known)

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
