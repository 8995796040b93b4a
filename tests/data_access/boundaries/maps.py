"""Official-looking map files of our own: every canton a cell around its point, and three zones."""

from __future__ import annotations

import json
import os
import zipfile
from functools import cache
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data_access import territory
from data_access.boundaries.boundary_refusal import BoundaryError
from data_access.boundaries.limit_checking import check
from data_access.boundaries.map_reading import read
from data_access.boundaries.serving import PROVINCES

OFFICIAL = os.environ.get("OFFICIAL_BOUNDARIES")
needs_official_limits = pytest.mark.skipif(
    not OFFICIAL, reason="set OFFICIAL_BOUNDARIES to a folder with COD-AB's limits to try them"
)


@cache
def _cantons() -> gpd.GeoDataFrame:
    """Cells around the points of cantons, on land; nobody's limits, but shaped like some."""
    features = json.loads(PROVINCES.read_text(encoding="utf-8"))["features"]
    land = shapely.union_all([shapely.geometry.shape(f["geometry"]) for f in features])
    codes = [*territory.CANTONS]
    points = shapely.MultiPoint([_point(code).coords[0] for code in codes])
    cells = shapely.get_parts(shapely.voronoi_polygons(points, ordered=True))
    areas = dict(zip(codes, shapely.intersection(cells, land.buffer(0.08)), strict=True))
    for zone in territory.ZONES:
        areas[zone] = _point(zone).buffer(0.03)
    zones = shapely.union_all([areas[zone] for zone in territory.ZONES])
    areas = {c: a if c in territory.ZONES else a.difference(zones) for c, a in areas.items()}
    return gpd.GeoDataFrame(
        {
            "DPA_PROVIN": [code[:2] for code in areas],
            "DPA_CANTON": list(areas),
            "DPA_DESCAN": [territory.name(code).to("es").upper() for code in areas],
        },
        geometry=list(areas.values()),
        crs=4326,
    )


def cantons() -> gpd.GeoDataFrame:
    """A map of 221 cantons and 3 zones that a test may change: DPA_CANTON, EPSG:4326."""
    return _cantons().copy()


def provinces() -> gpd.GeoDataFrame:
    """The same as provinces, with the zones as one area: DPA_PROVIN."""
    return cantons().dissolve("DPA_PROVIN", as_index=False)[["DPA_PROVIN", "geometry"]]


def cut(frame: gpd.GeoDataFrame, code: str, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    """The map with one area replaced."""
    frame.loc[frame["DPA_CANTON"] == code, "geometry"] = shape
    return frame


def area(frame: gpd.GeoDataFrame, code: str) -> shapely.Geometry:
    """One area of a map."""
    return frame.set_index("DPA_CANTON").geometry[code]


def written(frame: gpd.GeoDataFrame, path: Path) -> Path:
    """The map as a file in the format of its name; `.zip` is a zipped shapefile."""
    if path.suffix != ".zip":
        frame.to_file(path)
        return path
    folder = path.parent / f"{path.stem}_parts"
    folder.mkdir()
    frame.to_file(folder / "cantones.shp")
    return zipped(path, *folder.iterdir())


def zipped(path: Path, *files: Path) -> Path:
    """A zip of files, in a folder of its own as downloads often have."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"ECU/{file.name}")
    return path


def refusal(path: Path, language: str = "es") -> list[str]:
    """The sentences with which a file is refused."""
    with pytest.raises(BoundaryError) as refused:
        check(read(path))
    return [text.to(language) for text in refused.value.texts]


def _point(code: str) -> shapely.Point:
    place = territory.place(code)
    return shapely.Point(place.lon, place.lat)
