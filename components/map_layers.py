"""The layers of a map: ground, places, hatching, the chosen place's edge, points and names."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pydeck as pdk
import shapely
from pydeck.types import String

from components.map_marks import Mark, Spot
from components.reader_language import current
from components.templating import render_template
from components.theme import Paint
from data_access.language import Text

STRIPES = 42  # hatching lines over the height of the view
LARGEST, SMALLEST = 0.055, 0.009  # radii of circles, as parts of the view
LETTERS = 16  # of a line of a name
PLACES = "places"

Rgba = list[int]


def layers(
    shapes: Any,
    marks: Mapping[str, Mark],
    paint: Paint,
    chosen: str | None,
    spots: Sequence[Spot],
    bounds: Sequence[float],
) -> list[pdk.Layer]:
    """Return the layers of a map that is opened on some bounds, the lowest first."""
    _west, south, _east, north = bounds
    height = north - south
    areas = {shape.code: _area(shape, marks, height) for shape in shapes.children}
    names = {shape.code: shape.name.to(current()) for shape in shapes.children}
    drawn = [
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
        drawn.append(_geojson("chosen", [_feature(areas[chosen], line)]))
    if spots:
        drawn.append(_spots(spots, paint))
    # Last, as a point on a place's number would hide it; a point has no words but its tooltip.
    drawn.append(_labels(areas, names, marks, paint))
    return drawn


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
        {
            # A long name on one line would leave the map on a telephone.
            "name": "\n".join(textwrap.wrap(f"{names[code]} {mark.label}", LETTERS)),
            "at": [*areas[code].representative_point().coords[0]],
        }
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
