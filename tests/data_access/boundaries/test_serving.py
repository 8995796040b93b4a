"""What a map is given: its parts, their surroundings, the view, whose limits, and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from sqlalchemy import Engine

from data_access import territory
from data_access.boundaries import Shapes, shapes
from data_access.boundaries.inset import FRAME
from data_access.boundaries.limit_storing import import_boundaries
from tests.data_access.boundaries.maps import cantons, written


def drawn(engine: Engine, place: str) -> Shapes:
    with engine.connect() as connection:
        return shapes(connection, place)


@pytest.fixture
def official(engine: Engine, tmp_path: Path) -> Engine:
    import_boundaries(engine, written(cantons(), tmp_path / "limites.gpkg"), source="INEC")
    return engine


@pytest.fixture(params=["shipped", "official"])
def either(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Engine:
    """A database without official limits, and one with them."""
    if request.param == "official":
        import_boundaries(engine, written(cantons(), tmp_path / "limites.gpkg"))
    return engine


def size(given: Shapes) -> int:
    """Characters of the outlines that a map sends."""
    return sum(len(shape.geometry) for shape in given.children)


def test_the_country_is_its_provinces(engine: Engine) -> None:
    country = drawn(engine, "EC")
    assert country.kind == "polygons"
    assert tuple(shape.code for shape in country.children) == territory.PROVINCES
    assert country.attribution.to("es") == "Provincias: Natural Earth (dominio público)."
    assert size(country) < 110_000


def test_galapagos_stands_in_a_frame_and_the_mainland_stays_large(engine: Engine) -> None:
    country = drawn(engine, "EC")
    (islands,) = (s for s in country.children if s.code == "20")
    others = [shapely.from_geojson(s.geometry) for s in country.children if s.code != "20"]
    assert FRAME.contains(shapely.from_geojson(islands.geometry))
    assert not FRAME.intersects(shapely.union_all(others))
    assert [shape.role for shape in country.context] == ["frame"]
    west, south, east, north = country.bounds
    mainland = shapely.total_bounds(others)
    assert (mainland[2] - mainland[0]) / (east - west) > 0.98
    assert (mainland[3] - mainland[1]) / (north - south) > 0.98
    assert [note.to("es") for note in country.notes] == [
        "Galápagos se muestra en un recuadro, a menor escala."
    ]
    own = drawn(engine, "20")
    assert own.bounds[0] < -91  # where the islands truly are
    assert own.notes == ()


def test_without_official_limits_a_province_is_points_on_its_ground(engine: Engine) -> None:
    manabi = drawn(engine, "13")
    assert manabi.kind == "points"
    assert tuple(shape.code for shape in manabi.children) == territory.children("13")
    assert [(shape.code, shape.role) for shape in manabi.context] == [("13", "outline")]
    point = json.loads(manabi.children[7].geometry)
    place = territory.place("1308")
    assert point == {"type": "Point", "coordinates": [place.lon, place.lat]}
    assert manabi.attribution.to("es") == (
        "Provincias: Natural Earth (dominio público). Puntos de los cantones: INEC y OCHA, COD-AB "
        "2019 (CC BY 3.0 IGO)."
    )


def test_with_official_limits_a_province_is_its_cantons(official: Engine) -> None:
    manabi = drawn(official, "13")
    assert manabi.kind == "polygons"
    assert len(manabi.children) == 22
    assert {json.loads(s.geometry)["type"] for s in manabi.children} <= {"Polygon", "MultiPolygon"}
    assert manabi.context == ()
    assert manabi.attribution.to("es") == "Límites oficiales: INEC."
    assert size(manabi) < 28_000


def test_a_canton_stands_among_its_neighbours(either: Engine) -> None:
    manta = drawn(either, "1308")
    assert [shape.code for shape in manta.children] == ["1308"]
    siblings = [shape.code for shape in manta.context if shape.role == "sibling"]
    assert siblings == [code for code in territory.children("13") if code != "1308"]


def test_the_rest_of_manabi_is_one_shape_beside_manta(either: Engine) -> None:
    rest = drawn(either, "13R")
    assert [shape.code for shape in rest.children] == ["13R"]
    assert [shape.code for shape in rest.context if shape.role == "sibling"] == ["1308"]


def test_a_zone_is_drawn_with_the_provinces_it_lies_beside(official: Engine) -> None:
    beside = {p: [s.code for s in drawn(official, p).context] for p in territory.PROVINCES}
    assert {zone for zones in beside.values() for zone in zones} == set(territory.ZONES)
    assert beside["11"] == beside["20"] == []  # Loja, Galápagos


def test_undelimited_zones_are_drawn_and_are_never_among_the_children(official: Engine) -> None:
    country = drawn(official, "EC")
    zones = [shape.code for shape in country.context if shape.role == "zone"]
    assert zones == ["9001", "9003", "9004"]
    assert not {shape.code for shape in country.children} & set(zones)


def test_every_place_can_be_drawn_within_its_view(either: Engine) -> None:
    with either.connect() as connection:
        for code in territory.PLACES:
            given = shapes(connection, code)
            view = shapely.box(*given.bounds).buffer(0.12)  # shipped provinces are coarse
            assert tuple(s.code for s in given.children) == territory.children(code), code
            assert all(view.covers(shapely.from_geojson(s.geometry)) for s in given.children), code


def test_an_unknown_place_has_no_map(engine: Engine) -> None:
    with pytest.raises(KeyError):
        drawn(engine, "0808")
