"""The ready rubrics of both awards: criteria, weights and level texts in Spanish and English."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from data_access.language import Title
from data_access.lists import AWARD

FOLDER = Path(__file__).parents[2] / "assets" / "awards"


@dataclass(frozen=True)
class CriterionText:
    """A criterion as an edition is given it; levels run from the lowest to the highest."""

    code: str
    name: str
    weight: Decimal
    name_en: str | None = None
    levels_es: tuple[str, ...] = ()
    levels_en: tuple[str, ...] = ()


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
                each["name"]["es"],
                Decimal(each["weight"]),
                each["name"]["en"],
                tuple(each["levels"]["es"]),
                tuple(each["levels"]["en"]),
            )
            for each in found["criteria"]
        ),
    )
