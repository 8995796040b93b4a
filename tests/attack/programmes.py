"""Random programmes: people in cantons of two provinces, registered in four quarters.

Counts are held as one array for each set of up to three attributes, over all places and times
that a visitor can ask for. Places and times nest: a province is the sum of its cantons, a
snapshot of the data the sum of the quarters before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]
Keys = NDArray[np.uint64]
Names = tuple[str, ...]

# Attributes with the shares of their values; skewed, so that there are many small groups.
ATTRIBUTES: dict[str, tuple[float, ...]] = {
    "sexo": (0.53, 0.45, 0.005, 0.015),
    "grupo_edad": (0.03, 0.42, 0.35, 0.18, 0.02),
    "nacionalidad": (0.40, 0.45, 0.09, 0.03, 0.015, 0.01, 0.005),
    "situacion": (0.44, 0.11, 0.10, 0.28, 0.055, 0.015),
    "ciuo2": (0.22, 0.15, 0.12, 0.10, 0.09, 0.08, 0.07, 0.06, 0.05, 0.03, 0.02, 0.01),
}
QUARTERS = 4
# Times: the quarters, then the snapshots after the second, third and fourth of them.
TIMES = tuple(
    [(quarter,) for quarter in range(QUARTERS)]
    + [tuple(range(count)) for count in range(2, QUARTERS + 1)]
)
MOST_ATTRIBUTES = 3  # two dimensions and a filter


def subsets(most: int = MOST_ATTRIBUTES) -> Iterator[Names]:
    """Every set of attributes that one question can combine, the smallest first."""
    for count in range(most + 1):
        yield from combinations(ATTRIBUTES, count)


@dataclass(frozen=True)
class Programme:
    """`persons` and `keys` by set of attributes: arrays of (place, time, value, value, value).

    Places: the country, the provinces, then the cantons; `parent` is the province of each canton.
    """

    persons: dict[Names, Array]
    keys: dict[Names, Keys]
    parent: Array

    @property
    def provinces(self) -> int:
        """How many provinces there are."""
        return int(self.parent.max()) + 1


def programme(seed: int, people: int, cantons: int, most: int = MOST_ATTRIBUTES) -> Programme:
    """A programme of so many people in so many cantons, the same for the same seed."""
    chance = np.random.default_rng(seed)
    parent = np.sort(chance.integers(0, 2, cantons))
    parent[0], parent[-1] = 0, 1
    size = chance.dirichlet(np.full(cantons, 0.5))
    canton = chance.choice(cantons, people, p=size)
    quarter = chance.integers(0, QUARTERS, people)
    # Places differ in who lives there.
    tilt = {
        name: chance.dirichlet(np.array(p) * 25 + 0.05, cantons) for name, p in ATTRIBUTES.items()
    }
    values = {
        name: np.array([chance.choice(len(p), p=tilt[name][c]) for c in canton])
        for name, p in ATTRIBUTES.items()
    }
    keys = chance.integers(0, 2**64, people, dtype=np.uint64)
    persons, sums = {}, {}
    for names in subsets(most):
        shape = (cantons, QUARTERS, *(len(ATTRIBUTES[name]) for name in names))
        where = (canton, quarter, *(values[name] for name in names))
        count, key = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.uint64)
        np.add.at(count, where, 1)
        np.add.at(key, where, keys)  # wraps around at 2^64, as sums of keys do
        persons[names], sums[names] = _nested(count, parent), _nested(key, parent)
    return Programme(persons, sums, parent)


def _nested(base: NDArray[np.generic], parent: Array) -> NDArray[np.generic]:
    """Cantons by quarter with the places and times that they add up to."""
    provinces = [base[parent == p].sum(axis=0, dtype=base.dtype) for p in range(parent.max() + 1)]
    places = np.stack([base.sum(axis=0, dtype=base.dtype), *provinces, *base])
    times = [places[:, list(quarters)].sum(axis=1, dtype=base.dtype) for quarters in TIMES]
    return np.stack(times, axis=1)
