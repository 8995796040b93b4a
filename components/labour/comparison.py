"""Two places side by side, by what is comparable between places of different size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components import comparing, labels
from components.estimate_values import NOTHING
from components.intervals import Row
from components.labour.labour_rows import Occupation
from components.occupations import short
from components.words import Inside, Percent
from data_access import territory
from data_access.language import Text


def default_place(chosen: str) -> tuple[str, str]:
    """Return the place asked about and one to compare it with; Manta and Santo Domingo by default.

    Never a place inside the other, whose figures are part of it.
    """
    if chosen == territory.COUNTRY:
        return "1308", "2301"
    province, canton = ("13", "1308") if chosen[:2] == "23" else ("23", "2301")
    return chosen, province if territory.level(chosen) == "province" else canton


def comparable(chosen: str, other: str) -> bool:
    """Return whether two places have no area in common."""
    return not (territory.ground(chosen) & territory.ground(other))


def by_occupation(
    found: Mapping[str, Sequence[Occupation]],
) -> list[Row]:
    """Return rows of vacancies for the occupations published in at least one of the places."""
    demand = {
        place: {o.code: o.demand for o in occupations} for place, occupations in found.items()
    }
    codes = sorted({code for known in demand.values() for code, d in known.items() if d.shown})
    return [
        Row(short(code), {place: known.get(code, NOTHING) for place, known in demand.items()})
        for code in codes
    ]


def finding_by_occupation(rows: Sequence[Row], one: str, other: str) -> Text:
    """Return in how many occupations two places differ beyond the error."""
    names: dict[str, Any] = {"one": labels.place(one), "other": labels.place(other)}
    found = comparing.judge([(row.estimates[one], row.estimates[other]) for row in rows])
    tested = sum(verdict.tested for verdict in found)
    different = sum(verdict.differs for verdict in found)
    if not tested:
        return Text("Vacantes de {one} y {other}, por ocupación", **names)
    if not different:
        return Text(
            "En ninguna ocupación publicada se distinguen las vacantes de {one} y {other}", **names
        )
    return Text(
        "En {different} de {all} ocupaciones se distinguen las vacantes de {one} y {other}",
        different=different,
        all=len(rows),
        **names,
    )


def finding(rows: Sequence[Row], one: str, other: str) -> Text:
    """Return whether the first share differs between two places, as the title of the figure.

    All rows of the figure are one family.
    """
    verdict, *_rest = comparing.judge([(row.estimates[one], row.estimates[other]) for row in rows])
    here, there, label = rows[0].estimates[one], rows[0].estimates[other], rows[0].name
    names: dict[str, Any] = {
        "one": labels.place(one),
        "other": labels.place(other),
        "share": Inside(label),
    }
    if not verdict.tested:
        return Text("Entre {one} y {other} no se puede comparar la {share}", **names)
    if not verdict.differs:
        return Text("La {share} de {one} no se distingue de la de {other}", **names)
    if verdict.lower:
        here, there = there, here
        names["one"], names["other"] = names["other"], names["one"]
    return Text(
        "La {share} es mayor en {one} ({high}) que en {other} ({low})",
        high=Percent(here.value or 0),
        low=Percent(there.value or 0),
        **names,
    )
