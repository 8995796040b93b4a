"""The colour of each group of people: one code keeps its colour on every page.

Within a dimension no two groups share a colour, for the usual colour blindnesses either; ages are
steps of one hue, as they have an order. A group without a code of its own (does not answer, other
nationality) is grey. The same colour may stand for a group of another dimension, as no chart shows
two. Nothing is told by colour alone: each bar has its name on its own line.
"""

from __future__ import annotations

from collections.abc import Mapping

from components.theme import Paint
from data_access import lists

HUES: Mapping[str, Mapping[str, int]] = {
    "sexo": {"M": 0, "H": 1, "I": 2},
    "situacion": {"MIG": 0, "REF": 2, "RET": 4, "ACO": 1, "INT": 3},
    "nacionalidad": {"ECU": 1, "VEN": 0, "COL": 3, "PER": 2, "CUB": 5, "HTI": 4},
}
AGES = "grupo_edad"


def color(dimension: str, code: object, paint: Paint) -> str | None:
    """Return the colour of a group; None where the dimension is not one of groups of people."""
    if dimension == AGES:
        steps = dict(zip(lists.AGE_GROUPS, paint.age_ramp, strict=True))
        return steps.get(str(code), paint.neutral)
    if dimension not in HUES:
        return None
    hue = HUES[dimension].get(str(code))
    return paint.neutral if hue is None else paint.groups[hue]
