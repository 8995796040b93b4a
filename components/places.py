"""A measure on a map: the parts of a place, the highest listed beside it, a click to go there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from components import ask, atlas, charts, intervals, labels, maps, scope_bar
from components.atlas import Look
from components.classes import Class
from components.estimate_values import NOTHING, Estimate
from components.figure import figure, swatch
from components.reader_language import _, current
from components.theme import Paint, paint
from components.words import Joined
from data_access.answers import Answer
from data_access.language import Text

LISTED = 8
SERIES = "place"


@dataclass(frozen=True)
class PlaceMap:
    """`found`, a figure for each part of the place `whole`, of which `chosen` is outlined.

    `sizes` are the areas of circles where official limits are not known, and `circles` states what
    they follow. `spots` are points on top, `entries` their entries of the legend. All figures must
    have passed disclosure control; `answer` is their source.
    """

    look: Look
    answer: Answer
    found: Mapping[str, Estimate]
    sizes: Mapping[str, int | None]
    circles: Text
    whole: str
    chosen: str
    key: str = "map"
    spots: Sequence[maps.Spot] = ()
    entries: Sequence[Markup] = ()


def render(shown: PlaceMap) -> None:
    """Render the map, and the figures beside it as a list."""
    language, colors, look = current(), paint(), shown.look
    shapes = ask.shapes(shown.whole)
    # A place that the answer does not mention is drawn too, as unknown.
    found = {shape.code: NOTHING for shape in shapes.children} | dict(shown.found)
    marks, classes = atlas.marks(look, found, shown.sizes, colors, language, shown.answer.adjusted)
    title = atlas.finding(look, found, labels.place_in_sentence(shown.whole))
    drawn_as_circles = shapes.kind == "points"
    with figure(
        shown.answer,
        title=title,
        counted=Joined(look.counted, *([shown.circles, NO_LIMITS] if drawn_as_circles else [])),
        key=shown.key,
        legend=[*legend(look, found, classes, colors), *shown.entries],
    ):
        drawn, listed = st.columns([3, 2], gap="medium")
        with drawn:
            said = Text(
                "Mapa de {place}. {finding}. Los valores de cada lugar están en la tabla.",
                place=labels.place(shown.whole),
                finding=title,
            )
            maps.render(
                maps.Map(shapes, marks, said, shown.chosen, shown.spots),
                colors,
                key=f"{shown.key}-{shown.whole}-{shown.chosen}-{colors.surface}-{language}",
                go=lambda code: scope_bar.go(territory=code),
            )
            st.caption(" ".join(t.to(language) for t in (*shapes.notes, shapes.attribution)))
        with listed:
            rows = atlas.rows(found, SERIES, LISTED)
            if rows:
                series = (intervals.Series(SERIES, look.title, mark_color(look, colors)),)
                charts.render(
                    title, intervals.chart, tuple(rows), series, language, colors, look.share
                )
            left_out = atlas.others(found, LISTED)
            if left_out:
                st.caption(Joined(*left_out).to(language))
            with st.container(key=f"screen-{shown.key}-hint"):
                st.caption(_("Pulse un lugar del mapa, o elíjalo arriba, para ir a él."))


NO_LIMITS = Text("Los límites cantonales oficiales no están cargados.")


def legend(
    look: Look, found: Mapping[str, Estimate], classes: list[Class], colors: Paint
) -> list[Markup]:
    """Return the classes that occur, from low to high, and the forms without a figure that
    occur."""
    edge = colors.edge
    entries: list[Markup] = [
        swatch(one.color, atlas.range_text(one, look.share), "area", edge) for one in classes
    ]
    if atlas.balanced(look, found):
        at = sum(one.high < 0 for one in classes)
        entries.insert(
            at, swatch(colors.gap_ramp[2], Text("No se distingue de cero"), "area", edge)
        )
    states = {atlas.state(estimate) for estimate in found.values()}
    if "zero" in states:
        entries.insert(0, swatch(colors.zero, Text("Cero"), "empty", edge))
    if "withheld" in states:
        few = any(estimate.flag == "few" for estimate in found.values())
        name = Text("No publicado, o pocas personas") if few else labels.FLAGS["not_published"]
        entries.append(swatch(colors.muted, name, "hatched", edge))
    if "unknown" in states:
        entries.append(swatch(colors.surface, labels.FLAGS["unknown"], "faint", edge))
    return entries


def mark_color(look: Look, colors: Paint) -> str:
    """Return the colour of the dots beside the map: that of what is measured."""
    return {"demand_ramp": colors.demand, "supply_ramp": colors.supply}.get(
        look.ramp, colors.neutral
    )
