"""Maps of places: coloured areas, or circles where only points are known.

A figure, zero, "not published" and "no data" differ in form as well as in colour: filled, empty
with a firm edge, hatched, and empty with a faint edge. No tile server is used.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pydeck as pdk
import shapely
import streamlit as st
from pydeck.types import String

from components.reader_language import current
from components.templating import render_template
from components.theme import Paint
from data_access.language import Text

HEIGHT = 430  # pixels
NARROWEST = 326  # pixels that a phone leaves for a map
TILE = 512  # pixels of the world at zoom 0 (Web Mercator)
STRIPES = 42  # hatching lines over the height of the view
LARGEST, SMALLEST = 0.055, 0.009  # radii of circles, as parts of the view
PLACES = "places"
KEPT = 500  # maps of some 20 kB

Rgba = list[int]


@dataclass(frozen=True)
class Mark:
    """What one place shows. `state`: `value`, `zero`, `withheld` or `unknown`; `color` of a value.

    `lines` are shown in the tooltip below the name. `size` (such as n) is the area of a circle.
    """

    state: str
    lines: tuple[str, ...]
    color: str | None = None
    size: float | None = None
    label: bool = False


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


@dataclass(frozen=True)
class Spot:
    """A point that may be shown, such as a workspace; `lines` are shown in its tooltip."""

    lon: float
    lat: float
    name: str
    lines: tuple[str, ...] = ()


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


def render(shown: Map, paint: Paint, key: str, go: Callable[[str], None]) -> None:
    """Render a map; a click on a place that is not chosen calls `go` with its code.

    `key` must differ with what is drawn, so that a new map starts without a selection.
    """

    def clicked() -> None:
        picked = st.session_state[key]["selection"]["objects"].get(PLACES, [])
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
    """Return the layers: ground, places, hatching, the chosen place's edge, names and points."""
    west, south, east, north = shapes.bounds
    height = north - south
    areas = {shape.code: _area(shape, marks, height) for shape in shapes.children}
    names = {shape.code: shape.name.to(current()) for shape in shapes.children}
    layers = [
        _geojson("ground", _ground(shapes, paint), pickable=True),
        _geojson(
            PLACES,
            [_feature(area, _place(code, names[code], marks[code], paint))
             for code, area in areas.items() if code in marks],
            pickable=True,
        ),
        _geojson("hatching", list(_hatching(areas, marks, paint, height, shapes.bounds))),
    ]  # fmt: skip
    if chosen in areas:
        line = {"line": _rgba(paint.ink), "width": 2.5, "fill": [0, 0, 0, 0]}
        layers.append(_geojson("chosen", [_feature(areas[chosen], line)]))
    layers.append(_labels(areas, names, marks, paint))
    if spots:
        layers.append(_spots(spots, paint))
    return CompactDeck(
        layers=layers,
        views=[pdk.View(type="MapView", controller=False)],
        initial_view_state=view(west, south, east, north),
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


def view(west: float, south: float, east: float, north: float) -> pdk.ViewState:
    """Return a fixed view that holds the bounds on the narrowest screen."""

    def mercator(latitude: float) -> float:
        return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))

    tall = mercator(north) - mercator(south)
    scale = min(NARROWEST / (east - west), HEIGHT / tall) * 0.94
    middle = (mercator(north) + mercator(south)) / 2
    latitude = math.degrees(2 * math.atan(math.exp(math.radians(middle))) - math.pi / 2)
    return pdk.ViewState(
        longitude=(west + east) / 2, latitude=latitude, zoom=math.log2(scale * 360 / TILE)
    )


def _area(shape: Any, marks: Mapping[str, Mark], height: float) -> Any:
    """Return the polygon of a place; a point becomes a circle with an area after the mark's
    size."""
    drawn = shapely.from_geojson(shape.geometry)
    if drawn.geom_type != "Point":
        return drawn
    largest = max((mark.size or 0 for mark in marks.values()), default=0) or 1
    mark = marks.get(shape.code)
    size = (mark.size or 0) / largest if mark else 0
    return drawn.buffer(height * max(SMALLEST, LARGEST * math.sqrt(size)), quad_segs=10)


def _place(code: str, name: str, mark: Mark, paint: Paint) -> dict[str, object]:
    fill = {
        "value": _rgba(mark.color or paint.neutral),
        "zero": _rgba(paint.zero),
        "withheld": _rgba(paint.surface),
        # Almost transparent, so that the inside is pickable as well.
        "unknown": _rgba(paint.surface, 2),
    }[mark.state]
    faint = mark.state == "unknown"
    return {
        "code": code,
        "fill": fill,
        "line": _rgba(paint.edge, 130 if faint else 255),
        "width": 1.6 if mark.state == "zero" else 0.8,
        "tip": _tip(name, mark.lines),
    }


def _ground(shapes: Any, paint: Paint) -> list[dict[str, object]]:
    """Return what surrounds the places: land, undelimited zones, the frame around an inset."""
    zone = Text("Zona no delimitada: no pertenece a ningún cantón.").to(current())
    features = []
    for shape in shapes.context:
        own: dict[str, object] = {
            "fill": [0, 0, 0, 0] if shape.role == "frame" else _rgba(paint.land),
            "line": _rgba(paint.edge, 150),
            "width": 0.8,
        }
        name = shape.name.to(current())
        own["tip"] = _tip(name, (zone,) if shape.role == "zone" else ())
        if shape.role != "sibling":
            features.append(_feature(shapely.from_geojson(shape.geometry), own))
    return features


def _hatching(
    areas: Mapping[str, Any],
    marks: Mapping[str, Mark],
    paint: Paint,
    height: float,
    bounds: Sequence[float],
) -> Iterable[dict[str, object]]:
    west, south, east, north = bounds
    held = [
        area for code, area in areas.items() if code in marks and marks[code].state == "withheld"
    ]
    if not held:
        return
    starts = np.arange(west - 2 * height, east + height, height / STRIPES)
    lines = shapely.MultiLineString(
        [((x, south - height / 2), (x + 2 * height, north + height / 2)) for x in starts]
    )
    for area in held:
        stripes = shapely.intersection(area.buffer(0), lines)
        yield _feature(stripes, {"line": _rgba(paint.muted), "width": 1, "fill": [0, 0, 0, 0]})


def _labels(
    areas: Mapping[str, Any], names: Mapping[str, str], marks: Mapping[str, Mark], paint: Paint
) -> pdk.Layer:
    points = [
        {"name": names[code], "at": [*areas[code].representative_point().coords[0]]}
        for code, mark in marks.items()
        if mark.label and code in areas
    ]
    return pdk.Layer(
        "TextLayer",
        points,
        id="names",
        get_position="at",
        get_text="name",
        get_size=12,
        get_color=_rgba(paint.ink),
        get_pixel_offset=[0, -12],
        background=True,
        get_background_color=_rgba(paint.surface, 205),
        background_padding=[3, 1],
        font_family=String("Source Sans, sans-serif"),
        character_set=String("auto"),
        pickable=False,
    )


def _spots(spots: Sequence[Spot], paint: Paint) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [{"at": [spot.lon, spot.lat], "tip": _tip(spot.name, spot.lines)} for spot in spots],
        id="spots",
        get_position="at",
        get_radius=5,
        radius_units=String("pixels"),
        stroked=True,
        get_fill_color=_rgba(paint.second),
        get_line_color=_rgba(paint.surface),
        line_width_units=String("pixels"),
        get_line_width=1.5,
        pickable=True,
    )


def _geojson(name: str, features: list[dict[str, object]], pickable: bool = False) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id=name,
        pickable=pickable,
        stroked=True,
        filled=True,
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=String("pixels"),
        line_joint_rounded=True,
    )


def _feature(area: Any, properties: Mapping[str, object]) -> dict[str, object]:
    drawn = json.loads(shapely.to_geojson(shapely.set_precision(area, 0.001, mode="pointwise")))
    return {"type": "Feature", "properties": dict(properties), "geometry": drawn}


def _tip(name: str, lines: Sequence[str]) -> str:
    return render_template("tip.html", name=name, lines=lines)


def _rgba(color: str, alpha: int = 255) -> Rgba:
    return [*bytes.fromhex(color.removeprefix("#")), alpha]
