"""What lies between two sets that can be asked for: a place less a nested one, a snapshot less the
one before, a set less one of its values or two, and two such steps at once.

From bounds that were tightened along all sums, a difference of 1 to 4 people is recovered where
its own bounds meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from data_access.disclosure import LEAST
from tests.attack.attacker import Attacker, differ, one_less
from tests.attack.programmes import TIMES, Array, Names, Places, Programme

MOST = LEAST - 1


@dataclass(frozen=True)
class Step:
    """From a whole to the part that is taken from it, along one axis of the arrays."""

    whole: int
    part: int


def place_steps(places: Places) -> list[Step]:
    """Every place with every place within it."""
    return [
        Step(whole, part)
        for whole in range(len(places.members))
        for part in places.below(whole)
        if part != whole
    ]


def time_steps() -> list[Step]:
    """Every time with every time within it."""
    months = list(TIMES.values())
    return [
        Step(whole, part)
        for whole, part in product(range(len(months)), repeat=2)
        if months[part] < months[whole]
    ]


@dataclass(frozen=True)
class Found:
    """Differences of 1 to 4 people, how many of them are known for sure, and how many of all true
    differences lie outside their bounds: 0, or the attacker reasons badly."""

    small: int
    recovered: int
    wrong: int


def found(attacker: Attacker, truth: Programme) -> Found:
    """What is known of all differences."""
    small = pinned = wrong = 0
    for low, high, persons in _all(attacker, truth):
        hidden = (persons > 0) & (persons <= MOST)
        small += int(hidden.sum())
        pinned += int((hidden & (low == high) & (low == persons)).sum())
        wrong += int(((persons < low) | (persons > high)).sum())
    return Found(small, pinned, wrong)


Bounded = tuple[Array, Array, Array]


def _all(attacker: Attacker, truth: Programme) -> Iterator[Bounded]:
    """Bounds and true sizes of all differences, some thousands at a time."""
    places, times = place_steps(truth.places), time_steps()
    for names in truth.persons:
        own = _side(attacker, truth, names)
        for step in places:
            yield _between(_at(own, step.whole), _at(own, step.part))
        for step in times:
            yield _between(_at(own, step.whole, 1), _at(own, step.part, 1))
        for at, fewer in enumerate(one_less(names)):
            wide = _side(attacker, truth, fewer)
            # A set less one of its values: the sum of the others as well.
            low, high, persons = _between(_expanded(wide, 2 + at), own)
            others = [bound.sum(axis=2 + at, keepdims=True) - bound for bound in own[:2]]
            yield np.maximum(low, others[0]), np.minimum(high, others[1]), persons
            yield _less_two(wide, own, 2 + at)
            for step in places:
                yield _between(_expanded(_at(wide, step.whole), 1 + at), _at(own, step.part))


Side = tuple[Array, Array, Array, Array]  # bounds, true sizes, and the number where it is sure


def _side(attacker: Attacker, truth: Programme, names: Names) -> Side:
    low, high, persons = attacker.low[names], attacker.high[names], truth.persons[names]
    sure = attacker.number[names]
    return low, high, persons, sure


def _at(side: Side, position: int, axis: int = 0) -> Side:
    return tuple(part.take(position, axis=axis) for part in side)  # type: ignore[return-value]


def _expanded(side: Side, axis: int) -> Side:
    return tuple(np.expand_dims(part, axis) for part in side)  # type: ignore[return-value]


def _between(whole: Side, part: Side) -> Bounded:
    """Bounds of what is in the whole and not in the part. Numbers that differ are not of the same
    people, so that somebody is."""
    low = np.maximum(whole[0] - part[1], differ(whole[3], part[3]))
    return low, whole[1] - part[0], whole[2] - part[2]


def _less_two(whole: Side, values: Side, axis: int) -> Bounded:
    """Bounds of a set less its two most frequent values, which come first in every list."""
    low, high, persons = (np.split(part, [2], axis=axis) for part in values[:3])
    two_low, two_high, two = (part[0].sum(axis=axis) for part in (low, high, persons))
    return (
        np.maximum(whole[0] - two_high, low[1].sum(axis=axis)),
        np.minimum(whole[1] - two_low, high[1].sum(axis=axis)),
        whole[2] - two,
    )
