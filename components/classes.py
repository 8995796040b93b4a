"""Classes of a map: values into few colours, by natural breaks (mapclassify)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.theme import Ramp

with warnings.catch_warnings():
    # It advises numba for long series; ours have at most some dozens of values.
    warnings.filterwarnings("ignore", message="Numba not installed")
    import mapclassify

MOST = 5
# Which colours of a ramp few classes take: apart from each other, one alone in the middle.
SPREAD = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True)
class Class:
    """One colour of a map, with the least and the largest value of its class."""

    color: str
    low: float
    high: float


def sequential(values: Mapping[str, float], ramp: Ramp) -> tuple[list[Class], dict[str, str]]:
    """Return classes of values from low to high over a ramp of five, and the colour of each key."""
    if not values:
        return [], {}
    numbers = np.array(list(values.values()), dtype=float)
    classes = _breaks(numbers, MOST)
    return _named(values, numbers, classes, [ramp[step] for step in SPREAD[classes.max() + 1]])


def diverging(values: Mapping[str, float], ramp: Ramp) -> tuple[list[Class], dict[str, str]]:
    """Return classes on both sides of zero, as strong for the same distance on either side."""
    if not values:
        return [], {}
    numbers = np.array(list(values.values()), dtype=float)
    distance = np.abs(numbers)
    strength = _breaks(distance, 2)
    if strength.max() == 0:
        strength = strength + 1  # a single distance is a strong one
    middle = len(ramp) // 2
    # -2, -1, 0, 1, 2 from strong surplus to strong shortage.
    steps = np.sign(numbers).astype(int) * (strength + 1)
    order, classes = np.unique(steps, return_inverse=True)
    return _named(values, numbers, classes, [ramp[middle + int(step)] for step in order])


def _breaks(numbers: np.ndarray, most: int) -> np.ndarray:
    """Return the class of each number, 0 the lowest; at most `most` classes, none of them empty."""
    distinct, own = np.unique(numbers, return_inverse=True)
    if len(distinct) <= most:
        return np.asarray(own)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = mapclassify.FisherJenks(numbers, k=most).yb
    # Rounding inside it may leave a class without members.
    return np.asarray(np.unique(found, return_inverse=True)[1])


def _named(
    values: Mapping[str, float], numbers: np.ndarray, classes: np.ndarray, colors: Sequence[str]
) -> tuple[list[Class], dict[str, str]]:
    legend = [
        Class(color, float(numbers[classes == at].min()), float(numbers[classes == at].max()))
        for at, color in enumerate(colors)
    ]
    return legend, {key: colors[at] for key, at in zip(values, classes, strict=True)}
