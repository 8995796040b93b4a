"""The shapes that a map draws for a place: its parts, its surroundings, the view and the source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import shapely
from sqlalchemy import Connection, select

from data_access import territory
from data_access.boundaries import inset
from data_access.boundaries.simplifying import to_json
from data_access.language import Text, Title
from data_access.tables import Boundary

PROVINCES = Path(__file__).parents[2] / "assets" / "boundaries" / "provinces.geojson"
POINTS = Text("Puntos de los cantones: INEC y OCHA, COD-AB 2019 (CC BY 3.0 IGO).")
SHIPPED = Text("Provincias: Natural Earth (dominio público).")
LEAST_VIEW = 0.2  # degrees: a small canton is shown with some of its surroundings
NEARBY = 0.01  # degrees: a zone at this distance of a province is drawn with it

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """One shape to draw: `geometry` is GeoJSON text.

    `role` is `child` (carries a value), `sibling` (a neighbour of the same level to click on),
    `outline` (the area under circles), `zone` (undelimited) or `frame` (around Galápagos).
    """

    code: str
    name: Title
    role: str
    geometry: str


@dataclass(frozen=True)
class Shapes:
    """All shapes on the map of one place, in EPSG:4326.

    `children` are the rows of a breakdown by territory, in their order: areas where `kind` is
    `polygons`, one point each where it is `points`. `bounds` is west, south, east, north.
    """

    territory: str
    kind: str
    children: tuple[Shape, ...]
    context: tuple[Shape, ...]
    bounds: Bounds
    attribution: Text
    notes: tuple[Text, ...] = ()


def shapes(connection: Connection, place: str) -> Shapes:
    """Return what to draw for a place; raise KeyError for an unknown code.

    The country is drawn by its provinces, a province by its cantons; a canton or `13R` is drawn
    among its neighbours. Without official limits of cantons, these are points on their province.
    """
    children = territory.children(place)
    siblings = _siblings(place)
    province = next((c for c in (place, *territory.ancestors(place)) if _is_province(c)), None)
    ground = (province,) if province else territory.PROVINCES
    official = _stored(connection, {*children, *siblings, *ground, *territory.ZONES, "90"})
    limits = {**_shipped(), **official}
    drawn = all(code in limits for code in children)

    def shape(code: str, role: str) -> Shape:
        area = role in ("outline", "zone") or (drawn and code in limits)
        return Shape(code, territory.name(code), role, limits[code] if area else _point(code))

    below = [shape(code, "child") for code in children]
    around = [shape(code, "sibling") for code in siblings]
    if not drawn:
        around = [*(shape(code, "outline") for code in ground), *around]
    around += [shape(code, "zone") for code in _zones(children, ground, limits)]
    notes: tuple[Text, ...] = ()
    if place == territory.COUNTRY:
        below, frame = _with_inset(below)
        around.append(frame)
        notes = (Text("Galápagos se muestra en un recuadro, a menor escala."),)
    outlines = [shape for shape in around if shape.role == "outline"]
    view = outlines if province and not drawn else below
    return Shapes(
        territory=place,
        kind="polygons" if drawn else "points",
        children=tuple(below),
        context=tuple(around),
        bounds=_bounds([*view, *(shape for shape in around if shape.role == "frame")]),
        attribution=_attribution(connection, official, points=not drawn),
        notes=notes,
    )


def _is_province(code: str) -> bool:
    return territory.level(code) == "province"


def _siblings(place: str) -> tuple[str, ...]:
    """Return the neighbours among which a canton, or the rest of a province, is shown."""
    if territory.level(place) == "canton":
        return tuple(c for c in territory.children(str(territory.parent(place))) if c != place)
    return (territory.RESTS[place],) if place in territory.RESTS else ()


def _zones(
    children: Iterable[str], ground: Iterable[str], limits: Mapping[str, str]
) -> Iterator[str]:
    """Yield the undelimited zones in or beside the provinces of a map, where limits are known."""
    near = [shapely.from_geojson(limits[code]) for code in ground]
    # A file of provinces may have them as one area.
    known = [code for code in territory.ZONES if code in limits] or ["90"] * ("90" in limits)
    for code in known:
        area = shapely.from_geojson(limits[code])
        if code not in children and shapely.dwithin(area, near, NEARBY).any():
            yield code


def _with_inset(provinces: list[Shape]) -> tuple[list[Shape], Shape]:
    def place(shape: Shape) -> Shape:
        if shape.code != inset.GALAPAGOS:
            return shape
        islands = inset.moved(shapely.from_geojson(shape.geometry))
        return Shape(shape.code, shape.name, shape.role, to_json(islands))

    name = territory.name(inset.GALAPAGOS)
    frame = Shape(inset.GALAPAGOS, name, "frame", to_json(inset.FRAME))
    return [place(shape) for shape in provinces], frame


def _bounds(view: Iterable[Shape]) -> Bounds:
    areas = [shapely.from_geojson(shape.geometry) for shape in view]
    west, south, east, north = shapely.total_bounds(areas).tolist()
    room = LEAST_VIEW / 2 if east - west < LEAST_VIEW > north - south else 0.0
    return west - room, south - room, east + room, north + room


def _point(code: str) -> str:
    place = territory.place(code)
    return f'{{"type":"Point","coordinates":[{place.lon},{place.lat}]}}'


def _stored(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    rows = connection.execute(
        select(Boundary.territory_code, Boundary.geometry).where(
            Boundary.territory_code.in_(sorted(codes))
        )
    )
    return {row.territory_code: row.geometry for row in rows}


@cache
def _shipped() -> dict[str, str]:
    """Return the provinces that come with the app, as GeoJSON text by code."""
    features = json.loads(PROVINCES.read_text(encoding="utf-8"))["features"]
    return {
        feature["properties"]["code"]: json.dumps(feature["geometry"], separators=(",", ":"))
        for feature in features
    }


def _attribution(connection: Connection, codes: Iterable[str], points: bool) -> Text:
    """Return the source of the limits drawn: those stored for `codes`, or the shipped ones."""
    stored = connection.execute(
        select(Boundary.source, Boundary.licence)
        .where(Boundary.territory_code.in_(sorted(codes)))
        .distinct()
        .order_by(Boundary.source)
    )
    named = [f"{source} ({licence})" if licence else source for source, licence in stored]
    limits = Text("Límites oficiales: {sources}.", sources="; ".join(named)) if named else SHIPPED
    return Text("{limits} {points}", limits=limits, points=POINTS) if points else limits
