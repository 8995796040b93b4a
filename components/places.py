"""A measure on a map: the parts of a place, the highest listed beside it, a click to go there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from components import ask, atlas, charts, drawings, intervals, labels, map_view, maps, scope_bar
from components.atlas import Look
from components.color_scale import ColorScale
from components.estimate_values import NOTHING, Estimate
from components.figure import figure, swatch
from components.map_pictures import MapDrawing, PaperMap
from components.reader_language import _, current
from components.swatches import Swatch
from components.templating import render_template
from components.theme import LIGHT, Paint, paint
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
    marks, scale = atlas.marks(look, found, shown.sizes, colors, language)
    title = atlas.finding(look, found, labels.place_in_sentence(shown.whole))
    drawn_as_map = atlas.makes_a_map(found) or bool(shown.spots)
    circles = drawn_as_map and shapes.kind == "points"
    with figure(
        shown.answer,
        title=title,
        counted=Joined(look.counted, *([shown.circles, NO_LIMITS] if circles else [])),
        key=shown.key,
    ):
        if not drawn_as_map:
            _listed(shown, found, title)
            return
        drawn, listed = st.columns([3, 2], gap="medium")
        with drawn:
            entries = [*legend(look, found, scale, colors), *shown.entries]
            st.html(render_template("figure/legend.html", legend=entries))
            said = Text(
                "Mapa de {place}. {finding}. Los valores de cada lugar están en la tabla.",
                place=labels.place(shown.whole),
                finding=title,
            )
            drawings.keep(MapDrawing(said, partial(_on_paper, shown, shapes, found, language)))
            maps.render(
                maps.Map(shapes, marks, said, shown.chosen, shown.spots),
                colors,
                key=f"{shown.key}-{shown.whole}-{shown.chosen}-{colors.surface}-{language}",
                go=lambda code: scope_bar.go(territory=code),
            )
            st.caption(" ".join(t.to(language) for t in _notes(shown, shapes, marks)))
        with listed:
            _listed(shown, found, title)
            with st.container(key=f"screen-{shown.key}-hint"):
                st.caption(_("Pulse un lugar del mapa, o elíjalo arriba, para ir a él."))


def _on_paper(
    shown: PlaceMap, shapes: Any, found: Mapping[str, Estimate], language: str
) -> PaperMap:
    """Return the map in the colours of paper, for a picture of it."""
    look = shown.look
    marks, scale = atlas.marks(look, found, shown.sizes, LIGHT, language)
    low, high = (
        ("", "")
        if scale is None
        else (t.to(language) for t in atlas.ends(scale, look.share, found))
    )
    entries = [*legend(look, found, None, LIGHT), *shown.entries]
    return PaperMap(
        shapes,
        marks,
        shown.chosen,
        shown.spots,
        () if scale is None else scale.colors,
        (low, high),
        [one for one in entries if isinstance(one, Swatch)],
        [text.to(language) for text in _notes(shown, shapes, marks)],
    )


def _notes(shown: PlaceMap, shapes: Any, marks: Mapping[str, maps.Mark]) -> list[Text]:
    """Return whose limits they are, and what of the map as it opens needs a word."""
    bounds = map_view.opening(shapes, marks, shown.chosen, shown.spots)
    notes = shapes.notes if map_view.shows_inset(shapes, bounds) else ()
    return [*notes, shapes.attribution]


def _listed(shown: PlaceMap, found: Mapping[str, Estimate], title: Text) -> None:
    """Render the places with the highest figures as bars, and how many places are left out."""
    language, colors, look = current(), paint(), shown.look
    rows = atlas.rows(found, SERIES, LISTED)
    if rows:
        series = (intervals.Series(SERIES, look.title, mark_color(look, colors)),)
        charts.render(title, intervals.chart, tuple(rows), series, language, colors, look.share)
    left_out = atlas.others(found, LISTED)
    if left_out:
        st.caption(Joined(*left_out).to(language))


NO_LIMITS = Text("Los límites cantonales oficiales no están cargados.")


def legend(
    look: Look, found: Mapping[str, Estimate], scale: ColorScale | None, colors: Paint
) -> list[Markup]:
    """Return the scale of the colours, and the forms without a figure that occur."""
    edge = colors.edge
    entries: list[Markup] = []
    if scale is not None:
        low, high = (end.to(current()) for end in atlas.ends(scale, look.share, found))
        bar = {"colors": ",".join(scale.colors), "edge": edge, "low": low, "high": high}
        entries.append(render_template("figure/scale.html", **bar))
    if atlas.balanced(look, found):
        entries.append(swatch(colors.gap_ramp[2], Text("No se distingue de cero"), "area", edge))
    if atlas.untested(look, found):
        unknown = Text("Sin margen de error: no se compara con cero")
        entries.append(swatch(colors.neutral_ramp[1], unknown, "area", edge))
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
