"""The design of a stratified sample: weights, and the groups of strata that a variance needs.

METHODS §2. A stratum with one respondent keeps its companies in every total; for the variance
alone it joins another. One without a respondent represents nobody and is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class StratumTraits:
    """Where a stratum lies and what companies it has: its place, sections, and mean size class."""

    place: str = ""
    sections: frozenset[str] = frozenset()
    size: float = 0.0


@dataclass(frozen=True)
class SampleDesign:
    """A sample as its estimates need it.

    `weight`: companies that each respondent stands for (N_h/r_h); `group`: the index of each
    respondent's group of strata; `universe`: the companies of each group (N_g); `joined`: which
    stratum joined which for the variance; `unrepresented`: strata without a respondent.
    """

    weight: Numbers
    group: NDArray[np.intp]
    universe: Numbers
    joined: Mapping[str, str]
    unrepresented: Mapping[str, int]

    @property
    def respondents(self) -> Numbers:
        """Respondents of each group (r_g)."""
        counts: Numbers = np.bincount(self.group, minlength=len(self.universe)).astype(float)
        return counts

    @property
    def scale(self) -> Numbers:
        """(1 − r/N)·r/(r − 1) of each group; 0 for a census and where one stands alone."""
        r = self.respondents
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(r > 1, (1 - r / self.universe) * r / (r - 1), 0.0)

    @property
    def free(self) -> Numbers:
        """The degrees of freedom of each group: r_g − 1, none of a census."""
        r = self.respondents
        return np.where(r < self.universe, r - 1, 0.0)

    @property
    def alone(self) -> bool:
        """Whether a group has one respondent for several companies, so that no error is known."""
        return bool(((self.respondents == 1) & (self.universe > 1)).any())


def design(
    stratum: Sequence[str],
    universe: Mapping[str, int],
    traits: Mapping[str, StratumTraits] | None = None,
) -> SampleDesign:
    """Return the design of a sample: the stratum of each respondent, and each stratum's companies.

    A stratum with one respondent of several companies joins, in its own place and section, the
    next larger by the size of its companies, else the next smaller, else the nearest of any by
    universe. Raise ValueError for an unknown stratum or one with more respondents than companies.
    """
    unknown = sorted(set(stratum) - set(universe))
    if unknown:
        raise ValueError(f"respondents in strata without a universe: {', '.join(unknown)}")
    counts = dict.fromkeys(universe, 0) | Counter(stratum)
    overfull = sorted(code for code, count in counts.items() if count > universe[code])
    if overfull:
        raise ValueError(f"more respondents than companies in strata: {', '.join(overfull)}")
    traits = traits or {}
    told = {code: traits.get(code, StratumTraits()) for code in universe}
    asked = sorted((c for c in universe if counts[c]), key=lambda code: (told[code].size, code))
    joined = _join(asked, counts, universe, told)
    ends = {code: _end(code, joined) for code in asked}
    kept = [code for code in asked if ends[code] == code]
    index = {code: at for at, code in enumerate(kept)}
    totals = np.zeros(len(kept))
    for code in asked:
        totals[index[ends[code]]] += universe[code]
    return SampleDesign(
        np.array([universe[code] / counts[code] for code in stratum], dtype=float),
        np.array([index[ends[code]] for code in stratum], dtype=np.intp),
        totals,
        joined,
        {code: universe[code] for code in universe if not counts[code] and universe[code]},
    )


def _join(
    asked: Sequence[str],
    counts: Mapping[str, int],
    universe: Mapping[str, int],
    traits: Mapping[str, StratumTraits],
) -> dict[str, str]:
    """Return which strata join which: the smallest first, so that two lone ones join each other."""
    joined: dict[str, str] = {}
    together = set()
    for code in asked:
        if counts[code] > 1 or universe[code] == 1 or code in together:
            continue
        own = traits[code]

        def distance(other: str, own: StratumTraits = own, code: str = code) -> tuple[object, ...]:
            its = traits[other]
            related = its.place == own.place and (
                its.sections == own.sections or bool(its.sections & own.sections)
            )
            step = its.size - own.size
            apart = abs(universe[other] - universe[code])
            near = (step < 0, abs(step), apart) if related else (False, 0.0, apart)
            return (not related, *near, other)

        others = [other for other in asked if other != code and other not in joined]
        target = min(others, key=distance, default=None)
        if target is not None:
            joined[code] = target
            together.add(target)
    return joined


def _end(code: str, joined: Mapping[str, str]) -> str:
    while code in joined:
        code = joined[code]
    return code
