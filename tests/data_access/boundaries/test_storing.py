"""Official limits are stored whole, small, and with the edges of neighbours still shared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from sqlalchemy import Engine, select

from data_access import territory
from data_access.boundaries import shapes
from data_access.boundaries.boundary_refusal import BoundaryError
from data_access.boundaries.limit_storing import import_boundaries
from data_access.boundaries.simplifying import VERTICES, simplify
from data_access.database import data_version
from data_access.tables import Boundary
from tests.data_access.boundaries.maps import (
    OFFICIAL,
    area,
    cantons,
    cut,
    needs_official_limits,
    provinces,
    written,
)


def stored(engine: Engine) -> dict[str, shapely.Geometry]:
    with engine.connect() as connection:
        rows = connection.execute(select(Boundary.territory_code, Boundary.geometry))
        return {row.territory_code: shapely.from_geojson(row.geometry) for row in rows}


def version(engine: Engine) -> int:
    with engine.connect() as connection:
        return data_version(connection, "territory")


def test_cantons_are_stored_with_all_that_is_made_of_them(engine: Engine, tmp_path: Path) -> None:
    before = version(engine)
    report = import_boundaries(engine, written(cantons(), tmp_path / "limites.zip"))
    limits = stored(engine)
    assert report.text.to("es") == "Se guardaron los límites de 221 cantones y 24 provincias."
    assert report.zones == ("9001", "9003", "9004")
    assert set(limits) == set(territory.PLACES) - {"EC"}
    assert version(engine) == before + 1
    rest = shapely.union_all([limits[code] for code in territory.cantons_of("13R")])
    assert limits["13R"].equals(rest)
    assert limits["13R"].union(limits["1308"]).equals(limits["13"])


def test_what_is_stored_is_a_coverage_on_a_grid(engine: Engine, tmp_path: Path) -> None:
    import_boundaries(engine, written(cantons(), tmp_path / "limites.gpkg"))
    limits = stored(engine)
    parts = np.array([limits[code] for code in (*territory.CANTONS, *territory.ZONES)])
    wholes = np.array([limits[code] for code in (*territory.PROVINCES, "90")])
    for level in (parts, wholes):
        assert shapely.is_valid(level).all()
        assert shapely.coverage_is_valid(level)
    xy = shapely.get_coordinates(parts)
    assert np.abs(xy - xy.round(3)).max() == 0


def test_a_map_of_provinces_leaves_the_cantons_as_points(engine: Engine, tmp_path: Path) -> None:
    report = import_boundaries(
        engine,
        written(provinces(), tmp_path / "provincias.geojson"),
        source="IGM",
        licence="CC BY 4.0",
        retrieved=dt.date(2026, 3, 1),
    )
    assert (report.cantons, report.provinces) == (0, 24)
    with engine.connect() as connection:
        country, manabi = shapes(connection, "EC"), shapes(connection, "13")
    assert [shape.code for shape in country.context] == ["90", "20"]
    assert country.attribution.to("es") == "Límites oficiales: IGM (CC BY 4.0)."
    assert manabi.kind == "points"
    assert manabi.attribution.to("es") == (
        "Límites oficiales: IGM (CC BY 4.0). Puntos de los cantones: INEC y OCHA, COD-AB 2019 "
        "(CC BY 3.0 IGO)."
    )


def test_a_refused_file_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    import_boundaries(engine, written(cantons(), tmp_path / "limites.gpkg"), source="INEC")
    before, moved = stored(engine), version(engine)
    frame = cantons()
    wrong = written(frame[frame["DPA_CANTON"] != "1308"], tmp_path / "sin_manta.gpkg")
    with pytest.raises(BoundaryError):
        import_boundaries(engine, wrong)
    assert stored(engine) == before
    assert version(engine) == moved


def test_a_map_of_cantons_takes_the_place_of_all_earlier_limits(
    engine: Engine, tmp_path: Path
) -> None:
    import_boundaries(engine, written(provinces(), tmp_path / "limites.gpkg"), source="INEC 2019")
    report = import_boundaries(
        engine, written(cantons(), tmp_path / "nuevos.gpkg"), source="INEC 2026"
    )
    with engine.connect() as connection:
        sources = connection.execute(select(Boundary.source).distinct()).scalars().all()
    assert sources == ["INEC 2026"]
    assert not any("círculos" in note.to("es") for note in report.notes)


def test_a_map_of_provinces_leaves_the_limits_of_cantons_as_they_are(
    engine: Engine, tmp_path: Path
) -> None:
    import_boundaries(engine, written(cantons(), tmp_path / "limites.gpkg"), source="INEC 2019")
    before = stored(engine)
    import_boundaries(engine, written(provinces(), tmp_path / "nuevos.gpkg"), source="INEC 2026")
    with engine.connect() as connection:
        sources = dict(connection.execute(select(Boundary.territory_code, Boundary.source)).all())
    assert {sources[code] for code in territory.CANTONS} == {"INEC 2019"}
    assert {sources[code] for code in territory.PROVINCES} == {"INEC 2026"}
    assert set(stored(engine)) == set(before)


def test_the_operator_hears_what_is_being_done(engine: Engine, tmp_path: Path) -> None:
    heard: list[str] = []
    import_boundaries(
        engine,
        written(cantons(), tmp_path / "limites.gpkg"),
        progress=lambda step: heard.append(step.to("es")),
    )
    assert heard == ["Leyendo el mapa…", "Revisando los límites…", "Simplificando…", "Guardando…"]


def test_a_detailed_map_is_simplified_with_its_edges_shared() -> None:
    frame = cantons()
    wavy = shapely.transform(shapely.segmentize(frame.geometry.to_numpy(), 0.002), _wave)
    areas = gpd.GeoSeries(wavy, index=frame["DPA_CANTON"], crs=4326)
    assert shapely.get_num_coordinates(wavy).sum() > 4 * VERTICES
    small = simplify(areas)
    assert shapely.get_num_coordinates(small.to_numpy()).sum() < 1.1 * VERTICES
    assert small.is_valid.all()
    assert shapely.coverage_is_valid(small.to_numpy())
    before, after = areas.to_numpy(), small.to_numpy()
    common = shapely.area(shapely.intersection(before, after))
    assert (common / shapely.area(shapely.union(before, after))).min() > 0.95


def test_overlapping_slivers_go_to_one_neighbour_and_cracks_are_closed() -> None:
    west, east = shapely.box(-80, -1, -79.5, 0), shapely.box(-79.501, -1, -79, 0)
    small = simplify(gpd.GeoSeries([west, east], index=["1308", "1309"], crs=4326))
    assert shapely.coverage_is_valid(small.to_numpy())
    assert shapely.area(small.to_numpy()).sum() == pytest.approx(1.0)


def test_a_canton_drawn_as_a_speck_is_not_lost_in_silence(engine: Engine, tmp_path: Path) -> None:
    frame = cantons()
    speck = area(frame, "1803").point_on_surface().buffer(0.0002)
    with pytest.raises(BoundaryError) as refused:
        import_boundaries(engine, written(cut(frame, "1803", speck), tmp_path / "limites.gpkg"))
    assert [text.to("es") for text in refused.value.texts] == [
        "Son demasiado pequeños para el mapa: 1803 Cevallos. Revise su trazado."
    ]


@needs_official_limits
def test_the_official_cantons_are_taken_in_each_format(engine: Engine, tmp_path: Path) -> None:
    official = gpd.read_file(Path(str(OFFICIAL)) / "ecu_cantones_simplified.geojson")
    for name, frame in (("ec.gpkg", official), ("ec.zip", official.to_crs(32717))):
        report = import_boundaries(engine, written(frame, tmp_path / name))
        assert (report.cantons, report.provinces, len(report.zones)) == (221, 24, 3)
    with engine.connect() as connection:
        manabi, country = shapes(connection, "13"), shapes(connection, "EC")
    assert len(manabi.children) == 22
    assert sum(len(shape.geometry) for shape in manabi.children) < 28_000
    assert sum(len(shape.geometry) for shape in country.children) < 113_000
    assert [shape.code for shape in country.context] == ["9001", "9003", "9004", "20"]
    limits = stored(engine)
    for place in official.itertuples():
        ours = limits[place.canton_code]
        assert ours.intersection(place.geometry).area / ours.union(place.geometry).area > 0.96


@needs_official_limits
def test_the_official_provinces_are_taken(engine: Engine) -> None:
    report = import_boundaries(engine, Path(str(OFFICIAL)) / "ecu_provincias_simplified.geojson")
    assert (report.level, report.provinces) == ("province", 24)


@needs_official_limits
def test_an_overlap_among_the_official_cantons_is_named(engine: Engine, tmp_path: Path) -> None:
    official = gpd.read_file(Path(str(OFFICIAL)) / "ecu_cantones_simplified.geojson")
    official = official.rename(columns={"canton_code": "DPA_CANTON"})
    manta = official.set_index("DPA_CANTON").geometry["1308"]
    path = written(cut(official, "1308", manta.buffer(0.02)), tmp_path / "ec.gpkg")
    with pytest.raises(BoundaryError) as refused:
        import_boundaries(engine, path)
    pairs = [text.to("es").split(" se superponen")[0] for text in refused.value.texts]
    assert "1308 Manta y 1309 Montecristi" in pairs


def _wave(xy: np.ndarray) -> np.ndarray:
    """A wriggle that moves shared vertices alike."""
    return xy + 0.0004 * np.sin(xy[:, ::-1].round(6) * 2000)
