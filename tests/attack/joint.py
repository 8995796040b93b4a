"""Linear programmes over several tables at once: three attributes in one place, at several times.

Each group of people alike in all three attributes and in when they came is an unknown; every set
that can be asked for is a sum of them, within the bounds that are known of it. The sets and
differences that are nearly pinned down are solved for their least and largest number; where that
leaves two whole numbers, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor, prod

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import LinearConstraint, milp

from data_access.disclosure import LEAST
from tests.attack.attacker import Attacker, differ
from tests.attack.programmes import AT, Names, Programme

# Times that split the people into those who came in early, last and late, and what is published.
PIECES = ("until m5", "m6", "late")
WHOLES = {"until m6": (0, 1), "until now": (0, 1, 2)}
MOST_OPEN = 5  # sets, and differences, that are solved in each block
SURE = 1e-6


@dataclass(frozen=True)
class Sets:
    """Some sets of a block: which unknowns each holds, its bounds, true sizes, and its number."""

    rows: sparse.csr_matrix
    low: np.ndarray
    high: np.ndarray
    persons: np.ndarray
    number: np.ndarray


@dataclass(frozen=True)
class Outcome:
    """Sets and differences of 1 to 4 that were recovered only by solving; wrong bounds: 0."""

    sets: int = 0
    differences: int = 0
    wrong: int = 0


def solve(attacker: Attacker, truth: Programme, names: Names, place: int) -> Outcome:
    """Solve one block of three attributes in a place."""
    tables = list(_tables(attacker, truth, names, place))
    every = Sets(
        sparse.vstack([table.rows for table in tables]).tocsr(),
        *(np.concatenate([getattr(t, part) for t in tables]) for part in FIELDS),
    )
    between = _differences(every)
    constraints = LinearConstraint(
        sparse.vstack([every.rows, between.rows]),
        np.concatenate([every.low, between.low]),
        np.concatenate([every.high, between.high]),
    )
    found = [_recovered(part, constraints) for part in (every, between)]
    return Outcome(found[0][0], found[1][0], found[0][1] + found[1][1])


FIELDS = ("low", "high", "persons", "number")


def _tables(attacker: Attacker, truth: Programme, names: Names, place: int) -> Iterator[Sets]:
    """The tables of every choice among the attributes, at every time of the block."""
    shape = [truth.persons[(name,)].shape[2] for name in names]
    unknowns = np.arange(len(PIECES) * prod(shape)).reshape(len(PIECES), *shape)
    times = {name: (at,) for at, name in enumerate(PIECES)} | WHOLES
    for count in range(len(names) + 1):
        for chosen in combinations(range(len(names)), count):
            some = tuple(names[at] for at in chosen)
            if some not in attacker.shown:
                continue
            others = [at + 1 for at in range(len(names)) if at not in chosen]
            for time, pieces in times.items():
                kept = np.moveaxis(unknowns[list(pieces)], [0, *others], range(len(others) + 1))
                members = kept.reshape(-1, prod(kept.shape[len(others) + 1 :])).T
                at = (place, AT[time])
                yield Sets(
                    _rows(members, unknowns.size),
                    *(
                        part[at].ravel()
                        for part in (
                            attacker.low[some],
                            attacker.high[some],
                            truth.persons[some],
                            attacker.number[some],
                        )
                    ),
                )


def _rows(members: np.ndarray, unknowns: int) -> sparse.csr_matrix:
    rows = np.repeat(np.arange(len(members)), members.shape[1])
    ones = np.ones(members.size)
    return sparse.csr_matrix((ones, (rows, members.ravel())), shape=(len(members), unknowns))


def _differences(every: Sets) -> Sets:
    """Every set less one that lies within it, where little can be between them."""
    together = (every.rows @ every.rows.T).tocoo()
    size = np.asarray(every.rows.sum(axis=1)).ravel()
    inside = (together.data == size[together.col]) & (size[together.row] > size[together.col])
    whole, part = together.row[inside], together.col[inside]
    low = np.maximum(
        every.low[whole] - every.high[part], differ(every.number[whole], every.number[part])
    )
    high = every.high[whole] - every.low[part]
    near = high <= 3 * LEAST
    whole, part = whole[near], part[near]
    return Sets(
        every.rows[whole] - every.rows[part],
        low[near].clip(min=0),
        high[near],
        every.persons[whole] - every.persons[part],
        np.zeros(len(whole)),
    )


def _recovered(sets: Sets, constraints: LinearConstraint) -> tuple[int, int]:
    """How many of the most nearly pinned sets are 1 to 4 for sure; how many bounds are wrong."""
    width = sets.high - sets.low
    open_sets = np.flatnonzero((width > 0) & (sets.low < LEAST))
    nearest = open_sets[np.lexsort((-sets.low[open_sets], width[open_sets]))][:MOST_OPEN]
    pinned = wrong = 0
    for at in nearest:
        known = int(sets.low[at]), int(sets.high[at])
        low, high = _range(sets.rows[at].toarray().ravel(), constraints, known)
        wrong += not low <= sets.persons[at] <= high
        pinned += low == high and 0 < low < LEAST
    return pinned, wrong


def _range(
    objective: np.ndarray, constraints: LinearConstraint, known: tuple[int, int]
) -> tuple[int, int]:
    """The least and the largest whole number that a sum of unknowns can be."""
    low, high = known
    for whole in (False, True):
        least, most = (_least(sign * objective, constraints, whole=whole) for sign in (1, -1))
        low = low if least is None else max(low, ceil(least - SURE))
        high = high if most is None else min(high, floor(SURE - most))
        if high - low != 1:
            break
    return low, high


def _least(objective: np.ndarray, constraints: LinearConstraint, *, whole: bool) -> float | None:
    """The least that an objective can be; None where that was not proven in the time there was."""
    result = milp(
        objective,
        constraints=constraints,
        integrality=np.full(len(objective), int(whole)),
        options={"time_limit": 30.0},
    )
    return float(result.fun) if result.status == 0 else None
