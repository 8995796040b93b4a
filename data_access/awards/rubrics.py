"""The ready rubrics of both awards: criteria, weights and level texts in each language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from data_access.language import DEFAULT, Title
from data_access.lists import AWARD

FOLDER = Path(__file__).parents[2] / "assets" / "awards"


@dataclass(frozen=True)
class CriterionText:
    """A criterion as an edition is given it; levels run from the lowest to the highest.

    `names` are those in other languages than Spanish; texts are found by their language's code.
    """

    code: str
    name: str
    weight: Decimal
    names: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def title(self) -> Title:
        """The name in the reader's language; in Spanish where that has none."""
        return Title(**{**self.names, DEFAULT: self.name})

    def levels_in(self, language: str) -> tuple[str, ...]:
        """Return what each level means, the lowest first; in Spanish where a language has none."""
        return self.levels.get(language) or self.levels.get(DEFAULT, ())


@dataclass(frozen=True)
class Rubric:
    """The criteria of an award in their order, and what jurors should know of them."""

    award: str
    note: Title
    criteria: tuple[CriterionText, ...]


@cache
def ready(award: str) -> Rubric:
    """Return the rubric that ships for an award; raise KeyError for an unknown one."""
    if award not in AWARD:
        raise KeyError(award)
    found = json.loads((FOLDER / f"{award.lower()}.json").read_text("utf-8"))
    return Rubric(
        award,
        Title(**found["note"]),
        tuple(
            CriterionText(
                each["code"],
                each["name"][DEFAULT],
                Decimal(each["weight"]),
                {code: name for code, name in each["name"].items() if code != DEFAULT},
                {code: tuple(levels) for code, levels in each["levels"].items()},
            )
            for each in found["criteria"]
        ),
    )
