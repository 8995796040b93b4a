"""What a reader is shown of a programme: by our disclosure control, and by two weaker ones.

A shown array holds the number, FEW, or HIDDEN where this reader may not ask.
"""

from __future__ import annotations

from collections.abc import Callable
from unittest import mock

import numpy as np

from data_access import disclosure
from data_access.disclosure import LEAST, Group, number
from tests.attack.programmes import MONTHLY, PUBLISHED, Array, Names, Programme

FEW, HIDDEN = -1, -2
Shown = dict[Names, Array]
Publisher = Callable[[Programme, int | None], Shown]


def cell_key(found: Programme, led: int | None = None) -> Shown:
    """Our own: `disclosure.number` of every set, and few where a wider set shows no more.

    `led`: the place of a leader, who may ask for months there; None is a visitor.
    """
    raw = {}
    for names, persons in found.persons.items():
        numbers = np.full(persons.shape, HIDDEN, dtype=np.int32)
        for place, time in asked(found, led):
            numbers[place, time] = _numbers(persons[place, time], found.keys[names][place, time])
        raw[names] = numbers
    return {names: without_uniform(raw, names) for names in raw}


# Ours as it was: the same table ended at 4, mean 0 and variance 2 as well.
ENDS = {
    5: {-2: 0.1591, -1: 0.2397, 0: 0.2556, 1: 0.1930, 2: 0.1031, 3: 0.0390, 4: 0.0104},
    6: {
        **{-3: 0.0348, -2: 0.1107, -1: 0.2207, 0: 0.2753},
        **{1: 0.2150, 2: 0.1051, 3: 0.0322, 4: 0.0062},
    },
    7: {
        **{-4: 0.0054, -3: 0.0306, -2: 0.1047, -1: 0.2191, 0: 0.2803},
        **{1: 0.2191, 2: 0.1047, 3: 0.0306, 4: 0.0054},
    },
}


def cut(found: Programme, led: int | None = None) -> Shown:
    """Our own with noise that ends at 4."""
    with mock.patch.object(disclosure, "_STEPS", disclosure.steps(ENDS)):
        return cell_key(found, led)


def asked(found: Programme, led: int | None) -> list[tuple[object, list[int]]]:
    """The places and times that a reader may ask for."""
    everywhere: list[tuple[object, list[int]]] = [(slice(None), PUBLISHED)]
    if led is not None:
        everywhere += [(place, MONTHLY) for place in found.places.below(led)]
    return everywhere


def _numbers(persons: Array, keys: np.ndarray) -> Array:
    shown = np.full(persons.shape, FEW, dtype=np.int32)
    enough = persons >= LEAST
    told = (
        number(Group(n, key))
        for n, key in zip(persons[enough].tolist(), keys[enough].tolist(), strict=True)
    )
    shown[enough] = [FEW if one is None else one for one in told]
    return shown


def without_uniform(raw: Shown, names: Names) -> Array:
    """Numbers that would tell an attribute of everyone in a wider set become few."""
    shown = raw[names].copy()
    for at in range(len(names)):
        wider = np.expand_dims(raw[names[:at] + names[at + 1 :]], 2 + at)
        shown[(raw[names] == wider) & (shown != HIDDEN)] = FEW
    return shown


def threshold(found: Programme, led: int | None = None) -> Shown:
    """The noise switched off: true numbers, those under 5 as few."""
    shown = {}
    for names, persons in found.persons.items():
        told = np.full(persons.shape, HIDDEN, dtype=np.int32)
        for place, time in asked(found, led):
            told[place, time] = np.where(persons[place, time] < LEAST, FEW, persons[place, time])
        shown[names] = told
    return shown


def suppression(found: Programme, led: int | None = None) -> Shown:
    """Table by table: cells under 5 go, and with them others, so that no line of the table has
    exactly one gap to fill from its total. Single counts and totals under 5 go as well."""
    shown = threshold(found, led)
    for names, table in shown.items():
        if len(names) != 2:
            continue
        true = found.persons[names]
        for place in range(table.shape[0]):
            for time in range(table.shape[1]):
                if (table[place, time] != HIDDEN).all():
                    _complete(table[place, time], true[place, time])
    return shown


def _complete(table: Array, true: Array) -> None:
    """Withhold the smallest other cell of each line with a single gap, until there is none."""
    changed = True
    while changed:
        changed = False
        for view, counts in ((table, true), (table.T, true.T)):
            for line, of in zip(view, counts, strict=True):
                if (line == FEW).sum() == 1:
                    left = np.flatnonzero(line != FEW)
                    if len(left):
                        line[left[np.argmin(of[left])]] = FEW
                        changed = True
