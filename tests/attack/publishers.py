"""What a visitor is shown of a programme: by our disclosure control, and by two weaker ones.

A shown array holds the number, or FEW.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data_access.disclosure import LEAST, Group, number
from tests.attack.programmes import Array, Names, Programme

FEW = -1
Shown = dict[Names, Array]
Publisher = Callable[[Programme], Shown]


def cell_key(found: Programme) -> Shown:
    """Our own: `disclosure.number` of every set, and few where a wider set shows the same."""
    raw = {names: _numbers(found, names) for names in found.persons}
    return {names: _without_uniform(raw, names) for names in raw}


def _numbers(found: Programme, names: Names) -> Array:
    persons, keys = found.persons[names], found.keys[names]
    shown = np.full(persons.shape, FEW, dtype=np.int64)
    for at in zip(*np.nonzero(persons >= LEAST), strict=True):
        one = number(Group(int(persons[at]), int(keys[at])))
        shown[at] = FEW if one is None else one
    return shown


def _without_uniform(raw: Shown, names: Names) -> Array:
    shown = raw[names].copy()
    for at in range(len(names)):
        wider = np.expand_dims(raw[names[:at] + names[at + 1 :]], 2 + at)
        shown[raw[names] == wider] = FEW
    return shown


def threshold(found: Programme) -> Shown:
    """The noise switched off: true numbers, those under 5 as few."""
    return {names: np.where(n < LEAST, FEW, n) for names, n in found.persons.items()}


def suppression(found: Programme) -> Shown:
    """Table by table: cells under 5 go, and with them others, so that no line of the table has
    exactly one gap to fill from its total. Single counts and totals under 5 go as well."""
    shown = threshold(found)
    for names, table in shown.items():
        if len(names) != 2:
            continue
        true = found.persons[names]
        for place in range(table.shape[0]):
            for time in range(table.shape[1]):
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
