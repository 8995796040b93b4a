"""Random surveys of companies whose true totals and shares are known.

The companies of a place are drawn once, as a whole; every place and both years have the same ones,
so that without an effect no difference between places or years is true. A survey asks some of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data_access.tables import Enterprise, Stratum, Survey, SurveyResponse, SurveyVacancy
from tests.data_access.random_programmes import Programme, Row

PLACES = ("1308", "2301", "0901", "1701")
BETTER = PLACES[0]  # where an effect is on a place
OCCUPATIONS = ("51", "52")
NAMED = ("DOCUMENTOS", "TITULOS", "COSTO")
SIZES = ("MICRO", "PEQUENA")
YEARS = (2024, 2025)
MOST_ASKED = 90  # companies of a place
HARD = WILLING = 0.5
CITED = 0.35
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Companies:
    """All companies of a place: one row each, posts and hard ones a column per occupation."""

    size: Whole
    posts: Whole
    hard: Whole
    occupied: Whole
    willing: Whole
    barriers: Whole

    def raised(self, chance: np.random.Generator, effect: float) -> Companies:
        """Return them with shares higher by an effect; 10 points also double the vacancies."""
        if not effect:
            return self
        more = chance.binomial(self.posts, min(10 * effect, 1.0))
        hard = self.hard + chance.binomial(more, HARD)
        hard = hard + chance.binomial(self.posts + more - hard, effect / (1 - HARD))
        willing = self.willing | (chance.random(len(self.size)) < effect / (1 - WILLING))
        barriers = self.barriers.copy()
        barriers[:, 0] |= chance.random(len(self.size)) < effect / (1 - CITED)
        return replace(self, posts=self.posts + more, hard=hard, willing=willing, barriers=barriers)


def companies(chance: np.random.Generator, count: int) -> Companies:
    """Return the companies of a place: a vacancy each on average, half of them hard to fill."""
    size = (np.arange(count) >= 0.7 * count).astype(int)
    posts = chance.poisson(np.where(size == 0, 0.4, 0.75)[:, None], (count, len(OCCUPATIONS)))
    return Companies(
        size,
        posts,
        chance.binomial(posts, HARD),
        chance.poisson(np.where(size == 0, 5, 12)),
        _some(chance, count, WILLING),
        np.stack([_some(chance, count, CITED) for _barrier in NAMED], axis=1),
    )


def _some(chance: np.random.Generator, count: int, share: float) -> Whole:
    """Return 1 for as many as the share comes to, in any order."""
    return chance.permutation(np.arange(count) < round(share * count)).astype(int)


@dataclass(frozen=True)
class World:
    """The companies of each place and year, and how many people seek each occupation there."""

    of: Mapping[tuple[str, int], Companies]
    supply: tuple[int, ...]

    def share(self, over: str, under: str | None, year: int) -> float:
        """Return the true share of a year in the country, in per cent; of all companies if None."""
        found = [self.of[place, year] for place in PLACES]
        part = sum(int(getattr(one, over).sum()) for one in found)
        whole = sum(getattr(one, under).sum() if under else len(one.size) for one in found)
        return 100 * part / int(whole)


def world(chance: np.random.Generator, people: int, effect: float) -> World:
    """Return companies for a programme with so many people without a job in each place.

    An effect is on the second year everywhere, and on one place in both; vacancies exceed the
    people who seek them only by it.
    """
    base = companies(chance, max(people // 2, 12))
    of = {}
    for place in PLACES:
        here = base.raised(chance, effect) if place == BETTER else base
        for year in YEARS:
            of[place, year] = here.raised(chance, effect) if year == YEARS[-1] else here
    return World(of, tuple(int(count) for count in base.posts.sum(axis=0)))


def rows(chance: np.random.Generator, world: World) -> Programme:
    """Return both surveys, each of some companies of every place."""
    asked = {key: sampled(chance, found) for key, found in world.of.items()}
    own = {(place, at) for (place, _year), chosen in asked.items() for at in chosen}
    first = world.of[BETTER, YEARS[0]]
    return {
        Enterprise: [
            {
                "code": f"E-{place}-{at}",
                "size": SIZES[first.size[at]],
                "ciiu": "G",
                "canton_code": place,
            }
            for place, at in sorted(own)
        ],
        Survey: [
            {
                "code": f"ENC-{year}",
                "name": f"ENC-{year}",
                "reference_date": dt.date(year, 12, 31),
                "design": "PROBABILISTICO",
            }
            for year in YEARS
        ],
        Stratum: [
            {
                "survey_code": f"ENC-{year}",
                "code": f"{place}-{size}",
                "name": f"{place}-{size}",
                "universe": int((first.size == at).sum()),
            }
            for year in YEARS
            for place in PLACES
            for at, size in enumerate(SIZES)
        ],
        SurveyResponse: [
            _response(key, world.of[key], at) for key, chosen in asked.items() for at in chosen
        ],
        SurveyVacancy: [
            row
            for key, chosen in asked.items()
            for at in chosen
            for row in _vacancies(key, world.of[key], at)
        ],
    }


def sampled(chance: np.random.Generator, found: Companies) -> list[int]:
    """Return which companies of a place answer: as many of each stratum, of its size."""
    count = min(int(0.7 * len(found.size)), MOST_ASKED)
    chosen: list[int] = []
    for size in range(len(SIZES)):
        whole = np.flatnonzero(found.size == size)
        share = max(3, round(count * len(whole) / len(found.size)))
        chosen += [int(at) for at in chance.choice(whole, min(share, len(whole)), replace=False)]
    return chosen


def _response(key: tuple[str, int], found: Companies, at: int) -> Row:
    place, year = key
    named = [code for code, said in zip(NAMED, found.barriers[at], strict=True) if said]
    return {
        "survey_code": f"ENC-{year}",
        "enterprise_code": f"E-{place}-{at}",
        "stratum_code": f"{place}-{SIZES[found.size[at]]}",
        "outcome": "COMPLETA",
        "occupied_posts": int(found.occupied[at]),
        "willing_to_hire": "SI" if found.willing[at] else "NO",
        "barriers": ";".join(named) or "NINGUNA",
    }


def _vacancies(key: tuple[str, int], found: Companies, at: int) -> Iterator[Row]:
    place, year = key
    for which, occupation in enumerate(OCCUPATIONS):
        if found.posts[at, which]:
            yield {
                "survey_code": f"ENC-{year}",
                "enterprise_code": f"E-{place}-{at}",
                "isco2": occupation,
                "posts": int(found.posts[at, which]),
                "hard_to_fill": int(found.hard[at, which]),
            }
