"""Random programmes: people in cantons of two provinces, registered over six months.

Counts are held as one array for each set of up to three attributes, over all places and times
that can be told apart. Places nest as ours do: a province is the sum of its cantons, and one
province stands beside its largest canton as "the rest" too (Manabí without Manta). Times nest as
well: a month, a quarter, and all that was known when the data were published; some people come in
late, so that closed months and quarters change once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int32]
Keys = NDArray[np.uint64]
Names = tuple[str, ...]
Sums = tuple[tuple[int, tuple[int, ...]], ...]  # a whole, and the parts that it is the sum of

# Attributes with the shares of their values; skewed, so that there are many small groups.
ATTRIBUTES: dict[str, tuple[float, ...]] = {
    "sexo": (0.53, 0.45, 0.005, 0.015),
    "grupo_edad": (0.03, 0.42, 0.35, 0.18, 0.02),
    "nacionalidad": (0.40, 0.45, 0.09, 0.03, 0.015, 0.01, 0.005),
    "situacion": (0.44, 0.11, 0.10, 0.28, 0.055, 0.015),
    "ciuo2": (0.22, 0.15, 0.12, 0.10, 0.09, 0.08, 0.07, 0.06, 0.05, 0.03, 0.02, 0.01),
}
MOST_ATTRIBUTES = 3  # two dimensions and a filter

MONTHS = range(1, 7)
QUARTERS = {"q1": (1, 2, 3), "q2": (4, 5, 6)}
LATE = 0.03  # part of the people who come in after everything was published once


def _times() -> dict[str, frozenset[int]]:
    """Every time by name, as the months it holds; people who came in late have month + 6."""
    late = {month: month + len(MONTHS) for month in MONTHS}
    found = {f"m{month}": {month} for month in MONTHS}
    found |= {f"late m{month}": {late[month]} for month in MONTHS}
    found |= {f"m{month}, again": {month, late[month]} for month in MONTHS}
    for name, months in QUARTERS.items():
        found[name] = set(months)
        found[f"late {name}"] = {late[month] for month in months}
        found[f"{name}, again"] = found[name] | found[f"late {name}"]
    # All there is, as published after the fourth, fifth and sixth month, and once more.
    found |= {f"until m{month}": set(range(1, month + 1)) for month in (4, 5, 6)}
    found["late"] = set(late.values())
    found["until now"] = found["until m6"] | found["late"]
    return {name: frozenset(months) for name, months in found.items()}


TIMES = _times()
AT = {name: at for at, name in enumerate(TIMES)}


def _time_sums() -> Sums:
    named: list[tuple[str, Sequence[str]]] = [
        ("until m4", ("q1", "m4")),
        ("until m5", ("until m4", "m5")),
        ("until m6", ("until m5", "m6")),
        ("until m6", ("q1", "q2")),
        ("late", ("late q1", "late q2")),
        ("until now", ("until m6", "late")),
        ("until now", ("q1, again", "q2, again")),
    ]
    named += [(f"m{m}, again", (f"m{m}", f"late m{m}")) for m in MONTHS]
    for name, months in QUARTERS.items():
        named.append((f"{name}, again", (name, f"late {name}")))
        for form in ("{}", "late {}", "{}, again"):
            named.append((form.format(name), [form.format(f"m{m}") for m in months]))
    return tuple((AT[whole], tuple(AT[part] for part in parts)) for whole, parts in named)


TIME_SUMS = _time_sums()
# What everybody may ask for, and what a leader may ask for besides, in the own place.
PUBLISHED = [at for name, at in AT.items() if name.startswith(("q", "until"))]
MONTHLY = [at for name, at in AT.items() if name.startswith("m")]
# The year that is over, when it was published first and after late data.
YEAR, YEAR_AGAIN = AT["until m6"], AT["until now"]


@dataclass(frozen=True)
class Places:
    """Places by their position in the arrays: the country, its provinces, their cantons, and what
    is left of a province without one canton. `members`: which cantons each is made of."""

    members: NDArray[np.bool_]
    sums: Sums
    names: tuple[str, ...]

    def below(self, place: int) -> list[int]:
        """The place and all within it: what its leader leads."""
        return [at for at, own in enumerate(self.members) if not (own & ~self.members[place]).any()]


@dataclass(frozen=True)
class People:
    """One entry a person: canton, month from 0 (and from 6 for those who came in late), values of
    attributes, and keys."""

    canton: NDArray[np.int64]
    month: NDArray[np.int64]
    values: Mapping[str, NDArray[np.int64]]
    keys: Keys


@dataclass(frozen=True)
class Programme:
    """`persons` and `keys` by set of attributes: arrays of (place, time, value, value, value)."""

    persons: Mapping[Names, Array]
    keys: Mapping[Names, Keys]
    places: Places

    def of(self, sets: Iterable[Names]) -> Programme:
        """The same, by some sets of attributes alone."""
        kept = tuple(sets)
        persons = {names: self.persons[names] for names in kept}
        return Programme(persons, {names: self.keys[names] for names in kept}, self.places)

    def of_at_most(self, attributes: int) -> Programme:
        """The same, with fewer attributes combined."""
        return self.of(names for names in self.persons if len(names) <= attributes)


def programme(seed: int, people: int, cantons: int, most: int = MOST_ATTRIBUTES) -> Programme:
    """A programme of so many people in so many cantons, the same for the same seed."""
    chance = np.random.default_rng(seed)
    parent = np.sort(chance.integers(0, 2, cantons))
    parent[:3], parent[-1] = 0, 1  # so that the rest is no single canton
    size = chance.dirichlet(np.full(cantons, 0.5))
    first = parent == 0
    # The canton that has a "rest" is the largest of its province, as Manta is.
    size[first] = np.sort(size[first])[::-1]
    canton = chance.choice(cantons, people, p=size)
    month = chance.integers(0, len(MONTHS), people)
    month += len(MONTHS) * (chance.random(people) < LATE)
    # Places differ in who lives there.
    tilt = {
        name: chance.dirichlet(np.array(p) * 25 + 0.05, cantons) for name, p in ATTRIBUTES.items()
    }
    values = {
        name: np.array([chance.choice(len(p), p=tilt[name][c]) for c in canton])
        for name, p in ATTRIBUTES.items()
    }
    keys = chance.integers(0, 2**64, people, dtype=np.uint64)
    sizes = {name: len(p) for name, p in ATTRIBUTES.items()}
    everybody = People(canton, month, values, keys)
    return counted(everybody, sizes, two_provinces(parent), most)


def two_provinces(parent: NDArray[np.int64]) -> Places:
    """The country, two provinces, the cantons with these provinces, and the rest of the first."""
    cantons = len(parent)
    own = np.eye(cantons, dtype=bool)
    provinces = [parent == 0, parent == 1]
    rest = provinces[0] & ~own[0]
    members = np.stack([np.ones(cantons, dtype=bool), *provinces, *own, rest])
    at = np.arange(cantons) + 3
    sums = (
        (0, (1, 2)),
        (1, tuple(at[parent == 0].tolist())),
        (2, tuple(at[parent == 1].tolist())),
        (1, (3, 3 + cantons)),
        (3 + cantons, tuple(at[rest].tolist())),
    )
    names = ("EC", "13", "23", *(f"canton {c}" for c in range(cantons)), "13R")
    return Places(members, sums, names)


def counted(
    people: People, sizes: Mapping[str, int], places: Places, most: int = MOST_ATTRIBUTES
) -> Programme:
    """Return the programme of some people whose attributes have `sizes` values."""
    persons, sums = {}, {}
    for names in subsets(people.values, most):
        shape = (
            places.members.shape[1],
            2 * len(MONTHS),
            *(sizes[name] for name in names),
        )
        where = (people.canton, people.month, *(people.values[name] for name in names))
        count, key = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.uint64)
        np.add.at(count, where, 1)
        np.add.at(key, where, people.keys)  # wraps around at 2^64, as sums of keys do
        persons[names], sums[names] = _nested(count, places), _nested(key, places)
    return Programme(persons, sums, places)


def subsets(attributes: Mapping[str, object], most: int = MOST_ATTRIBUTES) -> Iterator[Names]:
    """Every set of attributes that one question can combine, the smallest first."""
    for count in range(most + 1):
        yield from combinations(attributes, count)


def _nested(base: NDArray[np.generic], places: Places) -> NDArray[np.generic]:
    """Cantons by month with the places and times that they add up to."""
    whole = np.stack([base[own].sum(axis=0, dtype=base.dtype) for own in places.members])
    times = [
        whole[:, [month - 1 for month in sorted(months)]].sum(axis=1, dtype=base.dtype)
        for months in TIMES.values()
    ]
    return np.stack(times, axis=1)
