"""A map as a picture: the layers that the page shows, in the colours of paper, as SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components import map_layers, map_view
from components.map_marks import Mark, Spot
from components.swatches import Swatch
from components.templating import render_template
from components.theme import LIGHT
from data_access.language import Text

HIGH = 400.0  # pixels
SCALE_ROOM = 26.0  # above the map, for the scale of its colours
NOTE, LETTERS = 16.0, 115  # the height of a line below it, and its letters
LINE = 13.0  # the height of a line of a name
Point = tuple[float, float]


@dataclass(frozen=True)
class PaperMap:
    """What a map shows on paper: as `maps.Map`, with its scale and the entries of its legend."""

    shapes: Any
    marks: Mapping[str, Mark]
    chosen: str | None = None
    spots: Sequence[Spot] = ()
    colors: Sequence[str] = ()
    ends: tuple[str, str] = ("", "")
    legend: Sequence[Swatch] = ()
    notes: Sequence[str] = ()  # whose limits they are, which goes wherever the map does


@dataclass(frozen=True)
class MapDrawing:
    """A map of a figure, kept as what it is made of until somebody presses for its picture."""

    said: Text
    made: Callable[[], PaperMap]

    def as_svg(self, wide: float) -> tuple[str, float]:
        """Return the map as the text of an SVG as wide as asked for, and how high it is."""
        shown = self.made()
        bounds = map_view.opening(shown.shapes, shown.marks, shown.chosen, shown.spots)
        project = _projection(bounds, wide, HIGH)
        layers = map_layers.layers(
            shown.shapes, shown.marks, LIGHT, shown.chosen, shown.spots, bounds
        )
        top = SCALE_ROOM if shown.colors else 0.0
        notes = [line for note in shown.notes for line in textwrap.wrap(note, LETTERS)]
        high = top + HIGH + NOTE * len(notes)
        svg = render_template(
            "pictures/map.svg",
            wide=wide,
            high=high,
            tall=HIGH,
            top=top,
            notes=[
                (round(top + HIGH + NOTE * (at + 1) - 4), said) for at, said in enumerate(notes)
            ],
            shapes=[one for layer in layers for one in _shapes(layer, project)],
            points=sorted(
                (one for layer in layers for one in _points(layer, project)),
                key=lambda one: bool(one["said"]),  # names over points
            ),
            scale=shown.colors,
            ends=shown.ends,
            colors=LIGHT,
        )
        return str(svg), high


def _projection(
    bounds: map_view.Bounds, wide: float, high: float
) -> Callable[[Sequence[float]], Point]:
    """Return the function from a longitude and latitude to a place in the picture (Mercator)."""
    west, south, east, north = bounds
    low, top = map_view.mercator(south), map_view.mercator(north)
    scale = min(wide / (east - west), high / (top - low))
    left = (wide - (east - west) * scale) / 2
    above = (high - (top - low) * scale) / 2

    def project(at: Sequence[float]) -> Point:
        return (
            round(left + (at[0] - west) * scale, 1),
            round(above + (top - map_view.mercator(at[1])) * scale, 1),
        )

    return project


def _shapes(layer: Any, project: Callable[[Sequence[float]], Point]) -> Iterator[dict[str, Any]]:
    """Yield the areas and lines of a layer as paths."""
    if layer.type != "GeoJsonLayer":
        return
    for feature in layer.data["features"]:
        own = feature["properties"]
        path = "".join(_paths(feature["geometry"], project))
        if path:
            yield {
                "path": path,
                "fill": _color(own["fill"]),
                "line": _color(own["line"]),
                "width": own["width"],
            }


def _paths(
    geometry: Mapping[str, Any], project: Callable[[Sequence[float]], Point]
) -> Iterator[str]:
    kind, found = geometry["type"], geometry.get("coordinates") or []
    if kind == "GeometryCollection":
        for one in geometry["geometries"]:
            yield from _paths(one, project)
        return
    lines: Sequence[Any] = ()
    if kind == "MultiPolygon":
        lines = [ring for part in found for ring in part]
    elif kind in ("Polygon", "MultiLineString"):
        lines = found
    elif kind == "LineString":
        lines = [found]
    for line in lines:
        if line:
            said = " ".join(f"{x},{y}" for x, y in map(project, line))
            yield f"M{said}{'Z' if 'Polygon' in kind else ''}"


def _points(layer: Any, project: Callable[[Sequence[float]], Point]) -> Iterator[dict[str, Any]]:
    """Yield the names and points of a layer."""
    if layer.type == "GeoJsonLayer":
        return
    for one in layer.data:
        x, y = project(one["at"])
        lines = one.get("name", "").split("\n")
        for at, said in enumerate(lines):
            yield {"x": x, "y": round(y + LINE * (at - (len(lines) - 1) / 2), 1), "said": said}


def _color(parts: Sequence[int]) -> str:
    red, green, blue, alpha = parts
    return f"rgba({red},{green},{blue},{round(alpha / 255, 2)})"
