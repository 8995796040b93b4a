"""Where a map opens: on the places that have a figure, as large as the narrowest screen holds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pydeck as pdk
import shapely

from components.map_marks import Mark, Spot

TILE = 512  # pixels of the world at zoom 0 (Web Mercator)
AIR = 0.15  # of the places' own extent, on each side
LEAST = 0.25  # of the whole place: one canton alone is shown with its surroundings
Bounds = tuple[float, float, float, float]  # west, south, east, north


def opening(
    shapes: Any, marks: Mapping[str, Mark], chosen: str | None, spots: Sequence[Spot] = ()
) -> Bounds:
    """Return the bounds of the places with a figure, of the chosen one and of points on top.

    Without any of them, those of the whole place.
    """
    shown = [
        shapely.from_geojson(shape.geometry).bounds
        for shape in shapes.children
        if shape.code == chosen or (shape.code in marks and marks[shape.code].state == "value")
    ]
    shown += [(spot.lon, spot.lat, spot.lon, spot.lat) for spot in spots]
    if not shown:
        whole: Bounds = shapes.bounds
        return whole
    west, south = (min(one[at] for one in shown) for at in (0, 1))
    east, north = (max(one[at] for one in shown) for at in (2, 3))
    whole = shapes.bounds
    west, east = _wide(west, east, whole[2] - whole[0])
    south, north = _wide(south, north, whole[3] - whole[1])
    return west, south, east, north


def shows_inset(shapes: Any, bounds: Bounds) -> bool:
    """Return whether a map that opens on some bounds shows the frame of an inset."""
    seen = shapely.box(*bounds)
    return any(
        shape.role == "frame" and shapely.from_geojson(shape.geometry).intersects(seen)
        for shape in shapes.context
    )


def mercator(latitude: float) -> float:
    """Return how far up a Mercator map a latitude lies, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def of(bounds: Bounds, width: int, height: int) -> pdk.ViewState:
    """Return a fixed view that holds the bounds on a screen of some pixels."""
    west, south, east, north = bounds
    tall = mercator(north) - mercator(south)
    scale = min(width / (east - west), height / tall) * 0.94
    middle = (mercator(north) + mercator(south)) / 2
    latitude = math.degrees(2 * math.atan(math.exp(math.radians(middle))) - math.pi / 2)
    return pdk.ViewState(
        longitude=(west + east) / 2, latitude=latitude, zoom=math.log2(scale * 360 / TILE)
    )


def _wide(low: float, high: float, whole: float) -> tuple[float, float]:
    """Return an extent with air on both sides, no smaller than a part of the whole's."""
    more = max((high - low) * AIR, (LEAST * whole - (high - low)) / 2)
    return low - more, high + more
