"""Maps of places: coloured areas, or circles where only points are known.

A figure, zero, "not published" and "no data" differ in form as well as in colour: filled, empty
with a firm edge, hatched, and empty with a faint edge. No tile server is used. A map is a function
of plain values, so its layers are written once for the same values and kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pydeck as pdk
import streamlit as st

from components import map_layers, map_view
from components.map_marks import Mark, Spot
from components.reader_language import current
from components.theme import Paint
from data_access.language import Text

__all__ = ["CompactDeck", "Map", "Mark", "Spot", "deck", "render"]

HEIGHT = 430  # pixels
NARROWEST = 326  # pixels that a phone leaves for a map
KEPT = 500  # maps of some 20 kB


@dataclass(frozen=True)
class Map:
    """`shapes` (data_access.boundaries.Shapes) with a mark for each child.

    `said` is the text alternative; `chosen` is outlined; `spots` are points on top.
    """

    shapes: Any
    marks: Mapping[str, Mark]
    said: Text
    chosen: str | None = None
    spots: Sequence[Spot] = ()


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck has no types
    """A deck without the indentation that makes up most of pydeck's JSON."""

    def to_json(self) -> str:
        """Return the deck as the JSON that the browser reads."""
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))


class FinishedDeck:
    """A deck of which only what the browser gets is left, in the form that Streamlit takes."""

    layers: Sequence[pdk.Layer] = ()

    def __init__(self, whole: CompactDeck) -> None:
        self._json = whole.to_json()
        self._tooltip = whole._tooltip

    def to_json(self) -> str:
        """Return the JSON that was written once."""
        return self._json


def render(shown: Map, paint: Paint, key: str, go: Callable[[str], None]) -> None:
    """Render a map; a click on a place that is not chosen calls `go` with its code.

    `key` must differ with what is drawn, so that a new map starts without a selection.
    """

    def clicked() -> None:
        picked = st.session_state[key]["selection"]["objects"].get(map_layers.PLACES, [])
        codes = [thing["properties"]["code"] for thing in picked]
        if codes and codes[0] in shown.marks:
            go(codes[0])

    marks = tuple(shown.marks.items())
    drawn = _finished(shown.shapes, marks, paint, shown.chosen, tuple(shown.spots), current())
    st.pydeck_chart(
        drawn,
        height=HEIGHT,
        on_select=clicked,
        selection_mode="single-object",
        key=key,
        alt=shown.said.to(current()),
    )


@lru_cache(maxsize=KEPT)
def _finished(
    shapes: Any,
    marks: tuple[tuple[str, Mark], ...],
    paint: Paint,
    chosen: str | None,
    spots: tuple[Spot, ...],
    _language: str,
) -> FinishedDeck:
    """Return the same deck for the same values, written once for all readers."""
    return FinishedDeck(deck(shapes, dict(marks), paint, chosen, spots))


def deck(
    shapes: Any,
    marks: Mapping[str, Mark],
    paint: Paint,
    chosen: str | None,
    spots: Sequence[Spot] = (),
) -> CompactDeck:
    """Return a fixed view of the layers, with a tooltip: of the places that have a figure."""
    bounds = map_view.opening(shapes, marks, chosen, spots)
    return CompactDeck(
        layers=map_layers.layers(shapes, marks, paint, chosen, spots, bounds),
        views=[pdk.View(type="MapView", controller=False)],
        initial_view_state=map_view.of(bounds, NARROWEST, HEIGHT),
        map_provider=None,
        tooltip={
            "html": "{tip}",
            "style": {
                "backgroundColor": paint.ink,
                "color": paint.surface,
                "fontSize": "13px",
                "maxWidth": "240px",
            },
        },
    )
