"""How often two places with the same companies are told apart: `python -m tests.truth.two_places`.

The family "occupations of two places" alone, many thousand times: companies of one place are drawn,
two samples of them are asked as if they were two places, and the vacancies of each occupation that
is published for both are compared as the page compares them. Companies carry no noise of disclosure
control, so that visitors and monitors read the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data_access.measures import reliability, survey
from data_access.measures.comparison import Pair, judge
from data_access.measures.figures import Surveyed
from tests.truth.surveys import SIZES, Companies, companies, sampled

Chance = np.random.Generator
Posts = Callable[[Chance, Companies, int], NDArray[np.int64]]
COUNTS, OCCUPATIONS = (26, 60, 130, 400, 1500), (1, 2, 5, 10)  # companies of a place; of a family
TIMES = 2_000


def as_drawn(chance: Chance, found: Companies, occupations: int) -> NDArray[np.int64]:
    """Return vacant posts of each company and occupation as random programmes have them."""
    mean = np.where(found.size == 0, 0.4, 0.75)[:, None]
    return chance.poisson(mean, (len(found.size), occupations))


def in_few(chance: Chance, found: Companies, occupations: int) -> NDArray[np.int64]:
    """Return as many posts in half of the companies: their totals are hardly fit to publish."""
    drawn = as_drawn(chance, found, occupations)
    return chance.poisson(2.0 * drawn) * (chance.random(drawn.shape) < 0.5)


KINDS: dict[str, Posts] = {"as drawn": as_drawn, "in few companies": in_few}


def place(chance: Chance, count: int, occupations: int, posts: Posts) -> Companies:
    """Return the companies of a place."""
    found = companies(chance, count)
    return replace(found, posts=posts(chance, found, occupations))


def family(chance: Chance, found: Companies) -> list[Pair]:
    """Return the pairs of estimates of two samples of the same companies that are published."""
    asked = [sampled(chance, found) for _place in range(2)]
    codes = [f"{at}-{found.size[one]}" for at, chosen in enumerate(asked) for one in chosen]
    universe = {
        f"{at}-{size}": int((found.size == size).sum())
        for at in range(2)
        for size in range(len(SIZES))
    }
    design = survey.design(codes, universe)
    posts = np.concatenate([found.posts[chosen] for chosen in asked]).astype(float)
    where = np.repeat([0, 1], [len(chosen) for chosen in asked])
    one, other = (published(design, posts, where == at) for at in range(2))
    return [Pair(one[at], other[at]) for at in one.keys() & other.keys()]


def published(
    design: survey.SampleDesign, posts: survey.Numbers, here: NDArray[np.bool_]
) -> dict[int, Surveyed]:
    """Return the estimates of a place that are fit to publish, by occupation."""
    found = survey.total(design, posts, here)
    reporting = (posts[here] > 0).sum(axis=0)
    return {
        at: Surveyed(float(found.estimate[at]), float(found.se[at]), found.df)
        for at in range(posts.shape[1])
        if reliability.of_total(float(found.cv[at]), found.df, found.n, int(reporting[at]))
        != reliability.NOT_PUBLISHED
    }


@dataclass(frozen=True)
class Claimed:
    """Of how many families something was compared, and the share of these that holds a claim."""

    share: float
    families: int


def claimed(
    chance: Chance, count: int, occupations: int, times: int, posts: Posts = as_drawn
) -> Claimed:
    """Return how often families of two places hold a claim, none of which is true."""
    found = [family(chance, place(chance, count, occupations, posts)) for _ in range(times)]
    judged = [judge(pairs) for pairs in found if pairs]
    wrong = sum(any(one.differs for one in verdicts) for verdicts in judged)
    return Claimed(wrong / len(judged) if judged else float("nan"), len(judged))


def main() -> None:
    """Print the share by how many companies a place has and how many occupations are compared."""
    print("Families of two places alike that hold a claim, per cent; companies of a place down")
    print("companies" + "".join(f"{f'{k} occupations':>16}" for k in OCCUPATIONS))
    for name, posts in KINDS.items():
        print(f"posts {name}")
        for count in COUNTS:
            chance = np.random.default_rng([15, count])
            cells = [claimed(chance, count, k, TIMES, posts) for k in OCCUPATIONS]
            told = (f"{100 * one.share:.1f} of {one.families}" for one in cells)
            print(f"{count:9}" + "".join(f"{one:>16}" for one in told), flush=True)


if __name__ == "__main__":
    main()
