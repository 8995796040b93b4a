"""The way of one person from registration to hire, told without SQL (METHODS §3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data_access.facts.funnel import HIRED, OFFERED, STAGES


@dataclass(frozen=True)
class Way:
    """How far somebody came (index in STAGES), and the stages that no record stands for."""

    furthest: int
    imputed: frozenset[int]


def way(recorded: Collection[str], placed: bool) -> Way:
    """How far a person came, from the stages on record and whether there is a placement."""
    stages = {STAGES.index(stage) for stage in recorded} - {HIRED}
    furthest = max(stages, default=0)
    if placed:
        furthest = HIRED
    elif "CON" in recorded:
        furthest = OFFERED
    return Way(furthest, frozenset(range(furthest + 1)) - stages - {HIRED})
