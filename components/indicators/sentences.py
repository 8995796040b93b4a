"""The state of the framework in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components import labels
from components.indicators.framework_rows import AIMED, LATE, FrameworkRow, counted
from components.words import Count, Joined
from data_access import territory
from data_access.language import Text


def where(place: str) -> Text:
    """Return a place as it stands inside a sentence."""
    return Text("todo el programa") if place == territory.COUNTRY else labels.place(place)


def headline(rows: Sequence[FrameworkRow], place: str) -> Text:
    """Return how many of the indicators with a target have met it for sure."""
    found = counted(rows)
    aimed = sum(found[state] for state in AIMED)
    if not aimed:
        return Text("En {place}, ningún indicador tiene meta y datos a la vez", place=where(place))
    parts: dict[str, Any] = {
        "place": where(place),
        "met": Count(found["met"]),
        "aimed": Count(aimed),
    }
    if found["within"]:
        return Text(
            "En {place}, {met} de {aimed} indicadores con meta la cumplen con seguridad, y "
            "{within} dentro de su margen",
            within=Count(found["within"]),
            **parts,
        )
    return Text(
        "En {place}, {met} de {aimed} indicadores con meta la cumplen con seguridad", **parts
    )


def rest(rows: Sequence[FrameworkRow]) -> Text:
    """Return how many others are near or behind, and how many have no figure."""
    found = counted(rows)
    late = sum(found[state] for state in LATE)
    dataless = found["no_data"] + found["few"]
    said = []
    if any(found[state] for state in AIMED):
        near, behind = Count(found["near"]), Count(late)
        said.append(Text("{near} están cerca, {late} atrás.", near=near, late=behind))
    if found["no_verdict"]:
        count = Count(found["no_verdict"])
        said.append(Text("De {count} no hay veredicto: su cifra no lo permite.", count=count))
    if dataless:
        said.append(Text("De {count} no hay cifra que mostrar.", count=dataless))
    return Joined(*said)
