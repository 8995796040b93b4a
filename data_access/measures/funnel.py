"""The way from registration to hire (METHODS §3): one person, one furthest stage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data_access.measures.proportions import Interval, wilson

STAGES = ("REG", "PER", "REF", "ENT", "OFE", "CON")
OFFERED, HIRED = STAGES.index("OFE"), STAGES.index("CON")


@dataclass(frozen=True)
class Way:
    """How far somebody came (index in STAGES), and the stages that no record stands for."""

    furthest: int
    imputed: frozenset[int]


def way(recorded: Collection[str], placed: bool) -> Way:
    """How far a person came, from the stages on record and whether there is a placement.

    Whoever reached a stage has reached all before it, so that no stage counts more people than
    the one before; those without a record are imputed. Hired is who has a placement: a record of
    a hire without one says no more than that there was an offer.
    """
    stages = {STAGES.index(stage) for stage in recorded} - {HIRED}
    furthest = max(stages, default=0)
    if placed:
        furthest = HIRED
    elif "CON" in recorded:
        furthest = OFFERED
    return Way(furthest, frozenset(range(furthest + 1)) - stages - {HIRED})


@dataclass(frozen=True)
class FunnelStep:
    """A stage: how many reached it, as a share of the stage before and of all."""

    reached: int
    rate: Interval | None
    overall: Interval | None


def steps(reached: Sequence[int]) -> list[FunnelStep]:
    """Each stage's rates; the first has none before it. ValueError where a stage grows."""
    found = []
    for at, count in enumerate(reached):
        rate = wilson(count, reached[at - 1]) if at else None
        found.append(FunnelStep(count, rate, wilson(count, reached[0])))
    return found
