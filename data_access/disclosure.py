"""Disclosure control of every published figure: cell-key noise with a hidden "few".

METHODS §6. Every reader below monitor gets the same number for the same set of people, wherever and
whenever it is asked for: the noise follows from the people's keys alone. Sets under 5, and numbers
that would come out under 5, are "few"; 0 to 4 look alike. No figure about people leaves by another
way.
"""

from __future__ import annotations

import hmac
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pandas as pd

from data_access.language import Text
from data_access.salts import salts
from data_access.viewer import Viewer, sees_exact_people

LEAST = 5
LEAST_BEHIND = 25  # people shown behind a rate, a mean, a sum or a survival
MOST_NOISE = 8
USUAL_NOISE = 4  # or less, in 998 of 1,000 numbers
FEW, ADJUSTED, UNKNOWN = "few", "adjusted", "unknown"
SURVIVAL_MONTHS = (3, 6, 12)  # the points of a survival curve that are shown below monitor
SURVIVAL_STEP = 0.05
EXPLAINED = Text(
    "Para proteger a las personas, los grupos de menos de 5 no llevan número y los demás varían "
    "en unas pocas personas, casi nunca en más de 4; por eso las partes pueden no sumar "
    "exactamente el total."
)
# P(shown − true) by true size, 7 standing for all larger ones: maximum entropy, mean 0,
# variance 2, as in the European census and the ABS TableBuilder. It fades out instead of ending
# at ±4: at the two ends of a table that ends there, two nested sets show the one person between
# them for certain (`make attack` finds that in every second programme).
PERTURBATION: dict[int, dict[int, float]] = {
    5: {
        **{-2: 0.15673040, -1: 0.24110385, 0: 0.25879941, 1: 0.19383430, 2: 0.10129924},
        **{3: 0.03693941, 4: 0.00939901, 5: 0.00166871, 6: 0.00020672, 7: 0.00001787},
        **{8: 0.00000108},
    },
    6: {
        **{-3: 0.03428907, -2: 0.11041398, -1: 0.22142259, 0: 0.27653447, 1: 0.21508302},
        **{2: 0.10418194, 3: 0.03142739, 4: 0.00590410, 5: 0.00069076, 6: 0.00005033},
        **{7: 0.00000228, 8: 0.00000006},
    },
    7: {
        **{-8: 0.00000003, -7: 0.00000135, -6: 0.00003481, -5: 0.00054457, -4: 0.00516675},
        **{-3: 0.02973257, -2: 0.10377688, -1: 0.21969564, 0: 0.28209479, 1: 0.21969564},
        **{2: 0.10377688, 3: 0.02973257, 4: 0.00516675, 5: 0.00054457, 6: 0.00003481},
        **{7: 0.00000135, 8: 0.00000003},
    },
}
LARGEST_TABLED = max(PERTURBATION)
Steps = tuple[tuple[int, ...], tuple[float, ...]]


def steps(table: Mapping[int, Mapping[int, float]]) -> dict[int, Steps]:
    """Return the noises of each size and, for each of them, the share of draws up to it."""
    return {
        size: (tuple(noise), tuple(accumulate(p / sum(noise.values()) for p in noise.values())))
        for size, noise in table.items()
    }


_STEPS = steps(PERTURBATION)


@dataclass(frozen=True)
class Group:
    """A set of people after all filters: how many, and the sum of their keys modulo 2^64."""

    persons: int
    key: int


NOBODY = Group(0, 0)


@dataclass(frozen=True)
class Shown:
    """A figure as its reader may have it: `value`, None where there is none, and its flag.

    Made here and nowhere else. An answer puts both into its frame and computes with `value` alone,
    so that no true number reaches a component whose reader may not have it.
    """

    value: float | None
    flag: str | None


def number(group: Group) -> int | None:
    """Return the number that every reader below monitor sees of a set; None is "few"."""
    if group.persons < LEAST:
        return None
    digest = hmac.digest(salts().cell, group.key.to_bytes(8), "sha256")
    u = int.from_bytes(digest[:8]) / 2**64
    noise, limits = _STEPS[min(group.persons, LARGEST_TABLED)]
    shown = group.persons + noise[min(bisect_right(limits, u), len(noise) - 1)]
    return shown if shown >= LEAST else None


def protected(group: Group, viewer: Viewer, wider: Sequence[Group] = ()) -> int | None:
    """Return the number that `viewer` gets of a set; None is "few".

    `wider` are the sets that the same question without one of its personal attributes would give:
    where one shows the same number, that attribute would be disclosed of everyone in it.
    """
    if sees_exact_people(viewer):
        return group.persons
    shown = number(group)
    if shown is not None and any(number(parent) == shown for parent in wider):
        return None
    return shown


def flag(shown: int | None, viewer: Viewer) -> str | None:
    """Return the flag beside a number: "few", "adjusted", or None if it is exact."""
    if sees_exact_people(viewer):
        return None
    return FEW if shown is None else ADJUSTED


def counts(
    groups: Sequence[Group], viewer: Viewer, wider: Sequence[Sequence[Group]] = ()
) -> pd.DataFrame:
    """Return `persons` (nullable integers) and `flag` of many sets, in their order."""
    around = wider or [()] * len(groups)
    shown = [protected(group, viewer, more) for group, more in zip(groups, around, strict=True)]
    return pd.DataFrame(
        {
            "persons": pd.array(shown, dtype="Int64"),
            "flag": pd.Series([flag(one, viewer) for one in shown], dtype=object),
        }
    )


def count(people: Group, viewer: Viewer, wider: Sequence[Group] = ()) -> Shown:
    """Return how many people a set shows; `wider` as in `protected`."""
    shown = protected(people, viewer, wider)
    return Shown(shown, flag(shown, viewer))


def parts(numerator: Group, denominator: Group, viewer: Viewer) -> tuple[int, int] | None:
    """Return the two counts that a share, its interval or its comparison may be computed from.

    Below monitor both are shown counts, the first no larger than the second, which is 25 at least;
    None if that cannot be had, or if there are no people.
    """
    few, all_of_them = protected(numerator, viewer), protected(denominator, viewer)
    if few is None or not all_of_them:
        return None
    if not sees_exact_people(viewer) and all_of_them < LEAST_BEHIND:
        return None
    return min(few, all_of_them), all_of_them


def average(value: float | None, people: Group, viewer: Viewer) -> Shown:
    """Return a mean or a median over people: to two digits, where 25 of them or more are shown.

    There is no least and no largest value: those describe one person.
    """
    return _behind(_two_digits(value, viewer), _enough(people, viewer), viewer)


def total(value: float | None, people: Group, viewer: Viewer) -> Shown:
    """Return a sum over people, such as hours or sales: to two digits, like `average`.

    It is in proportion to the number of people shown: where each person adds 1, the sum would
    disclose their true number otherwise.
    """
    enough = _enough(people, viewer)
    shown = protected(people, viewer)
    if value is not None and shown is not None and people.persons:
        value = value * shown / people.persons
    return _behind(_two_digits(value, viewer), enough, viewer)


def survival(share: float | None, month: int, at_risk: Group, viewer: Viewer) -> Shown:
    """Return a survival (0-1) at a month: below monitor at 3, 6 and 12 months, to the nearest 5 %.

    `at_risk` are those followed up to that month. Below monitor it has neither error nor interval.
    """
    if sees_exact_people(viewer):
        return _behind(share, True, viewer)
    enough = month in SURVIVAL_MONTHS and _enough(at_risk, viewer)
    if share is not None:
        share = round(round(share / SURVIVAL_STEP) * SURVIVAL_STEP, 2)
    return _behind(share, enough, viewer)


def in_office(officials: Group) -> Shown:
    """Return the number of municipal officials certified as trainers, without personal attributes.

    It is exact for everyone, since they act in office.
    """
    return Shown(officials.persons, None)


def _two_digits(value: float | None, viewer: Viewer) -> float | None:
    return value if value is None or sees_exact_people(viewer) else float(f"{value:.2g}")


def _enough(people: Group, viewer: Viewer) -> bool:
    shown = protected(people, viewer)
    return shown is not None and (sees_exact_people(viewer) or shown >= LEAST_BEHIND)


def _behind(value: float | None, enough: bool, viewer: Viewer) -> Shown:
    """Return a derived figure with its flag: too few people behind it, or nothing known of it."""
    if sees_exact_people(viewer):
        return Shown(value, UNKNOWN if value is None else None)
    if not enough:
        return Shown(None, FEW)
    return Shown(value, UNKNOWN if value is None else ADJUSTED)


def explanation(viewer: Viewer) -> tuple[Text, ...]:
    """Return the explanation of adjusted figures for a reader; empty if they see exact ones."""
    return () if sees_exact_people(viewer) else (EXPLAINED,)
