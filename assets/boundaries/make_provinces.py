"""Make `provinces.geojson`: the 24 provinces of Ecuador from Natural Earth (public domain).

    python assets/boundaries/make_provinces.py [world_map.gpkg]

Natural Earth reaches us in Debian's package `qgis-common`; without an argument the script asks
apt for it (`apt-get download`, no root needed) and unpacks it in a temporary folder.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

TARGET = Path(__file__).parent / "provinces.geojson"
INSIDE_PACKAGE = "usr/share/qgis/resources/data/world_map.gpkg"
DECIMALS = 3  # 0.001° is 111 m; a phone draws the country at about 1.5 km a pixel

# Natural Earth's `name` to the code of the DPA (INEC). Two names are swapped in the source: the
# polygon called Napo is Tungurahua's and the other way round (Ambato, capital of Tungurahua, lies
# in the one called Napo), which `check` makes sure of.
DPA = {
    "Azuay": "01",
    "Bolivar": "02",
    "Cañar": "03",
    "Carchi": "04",
    "Cotopaxi": "05",
    "Chimborazo": "06",
    "El Oro": "07",
    "Esmeraldas": "08",
    "Guayas": "09",
    "Imbabura": "10",
    "Loja": "11",
    "Los Rios": "12",
    "Manabi": "13",
    "Morona Santiago": "14",
    "Tungurahua": "15",  # Napo
    "Pastaza": "16",
    "Pichincha": "17",
    "Napo": "18",  # Tungurahua
    "Zamora Chinchipe": "19",
    "Galápagos": "20",
    "Sucumbios": "21",
    "Orellana": "22",
    "Santo Domingo de los Tsáchilas": "23",
    "Santa Elena": "24",
}
TOWNS = {"15": (-77.81, -0.99), "18": (-78.62, -1.24)}  # Tena, Ambato


def download(folder: Path) -> Path:
    """The world map out of the newest `qgis-common` that apt knows."""
    subprocess.run(["apt-get", "download", "qgis-common"], cwd=folder, check=True)
    (package,) = folder.glob("qgis-common_*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "unpacked"], check=True)
    return folder / "unpacked" / INSIDE_PACKAGE


def provinces(world: Path) -> gpd.GeoDataFrame:
    """The provinces by DPA code, in EPSG:4326, rounded so that shared edges stay shared."""
    frame = gpd.read_file(world, layer="states_provinces", where="iso_a2 = 'EC'").to_crs(4326)
    frame["code"] = frame["name"].map(DPA)
    frame["geometry"] = shapely.transform(
        frame.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS)
    )
    return frame.sort_values("code", ignore_index=True)[["code", "geometry"]]


def check(frame: gpd.GeoDataFrame) -> None:
    """Stop where the source is not what this script was written for."""
    shapes = dict(zip(frame["code"], frame.geometry, strict=True))
    assert frame["code"].tolist() == sorted(DPA.values()), "24 provinces, each once"
    assert frame.geometry.is_valid.all(), "valid polygons"
    assert shapely.coverage_is_valid(frame.geometry.to_numpy()), "shared edges, no overlaps"
    for code, town in TOWNS.items():
        assert shapes[code].contains(shapely.Point(town)), f"the capital of {code} lies in it"


def write(frame: gpd.GeoDataFrame, target: Path) -> None:
    """Compact GeoJSON: one feature a line, so that a change shows in a diff."""
    lines = []
    for code, shape in zip(frame["code"], frame.geometry, strict=True):
        feature = {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        lines.append(json.dumps(feature, separators=(",", ":")))
    body = ",\n".join(lines)
    target.write_text(f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Download where no world map is given, check, write."""
    with tempfile.TemporaryDirectory() as folder:
        frame = provinces(Path(arguments[0]) if arguments else download(Path(folder)))
    check(frame)
    write(frame, TARGET)
    print(f"{TARGET.name}: {len(frame)} provinces, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
