"""How often a gap is claimed where there is none: `python -m tests.truth.gaps`.

The family "gaps of the occupations of a place" alone, many thousand times: companies are drawn and
some of them asked, and as many people seek each occupation as all of them have vacancies.
"""

from __future__ import annotations

import numpy as np

from data_access.measures import survey
from data_access.measures.comparison import signs
from data_access.measures.figures import gap
from tests.coverage import noise
from tests.truth.surveys import sampled
from tests.truth.two_places import COUNTS, OCCUPATIONS, Claimed, as_drawn, place, published

TIMES = 2_000


def family_claims(chance: np.random.Generator, count: int, occupations: int, noisy: bool) -> bool:
    """Return whether one family of gaps, none of which there is, holds a claim."""
    found = place(chance, count, occupations, as_drawn)
    asked = sampled(chance, found)
    design = survey.design(
        [str(found.size[at]) for at in asked],
        {str(size): int((found.size == size).sum()) for size in np.unique(found.size)},
    )
    seeking = found.posts.sum(axis=0)
    told = seeking + noise(chance, seeking) if noisy else seeking
    demand = published(design, found.posts[asked].astype(float), np.ones(len(asked), bool))
    gaps = {at: gap(one, float(told[at]), noisy) for at, one in demand.items()}
    return any(one.differs for one in signs(gaps).values())


def claimed(
    chance: np.random.Generator, count: int, occupations: int, times: int, noisy: bool
) -> Claimed:
    """Return how often families of gaps hold a claim, none of which is true."""
    wrong = sum(family_claims(chance, count, occupations, noisy) for _ in range(times))
    return Claimed(wrong / times, times)


def main() -> None:
    """Print the share by how many companies a place has and how many occupations it compares."""
    print(f"Families of gaps that hold a claim, per cent, of {TIMES}; visitor, monitor")
    print("companies" + "".join(f"{f'{k} occupations':>16}" for k in OCCUPATIONS))
    for count in COUNTS:
        chance = np.random.default_rng([86, count])
        cells = [
            " ".join(
                f"{100 * claimed(chance, count, k, TIMES, noisy).share:.1f}"
                for noisy in (True, False)
            )
            for k in OCCUPATIONS
        ]
        print(f"{count:9}" + "".join(f"{one:>16}" for one in cells), flush=True)


if __name__ == "__main__":
    main()
