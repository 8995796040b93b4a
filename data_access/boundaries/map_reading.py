"""Reading limits from a map file: which layer, which codes, and the areas in degrees."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError

from data_access.boundaries import codes as dpa
from data_access.boundaries.boundary_refusal import BoundaryError, listing
from data_access.boundaries.unpacking import damaged, no_map, unpacked
from data_access.language import Text

MAX_VERTICES = 10_000_000  # the official limits of all parishes have about a quarter of it
WORLD = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class MapLayer:
    """Limits as a file gives them, in EPSG:4326; row i of `frame` has `codes.codes[i]`."""

    frame: gpd.GeoDataFrame
    codes: dpa.Codes
    layer: str
    notes: tuple[Text, ...]


def read(path: Path) -> MapLayer:
    """Return a file's most detailed map of cantons or provinces; raise BoundaryError if none."""
    with unpacked(path) as files:
        layers = [(file, layer) for file in files for layer in _layers(file)]
        if not layers:
            shapefiles = [file for file in files if file.suffix.lower() == ".shp"]
            raise damaged(shapefiles[0]) if shapefiles else no_map(path)
        candidates = []
        columns: dict[str, None] = {}
        for file, layer in layers:
            attributes = _attributes(file, layer)
            columns |= dict.fromkeys(map(str, attributes.columns))
            codes = dpa.find(attributes)
            if codes is not None:
                candidates.append((file, layer, codes))
        if not candidates:
            raise BoundaryError(
                Text(
                    "{file}: ninguna columna tiene códigos DPA de cantones (0101) ni de provincias "
                    "(01). Columnas: {columns}. Ponga el código en una columna DPA_CANTON o "
                    "DPA_PROVIN.",
                    file=path.name,
                    columns=listing(list(columns)) or "—",
                )
            )
        # Cantons before provinces; parishes repeat the code of their canton.
        file, layer, codes = min(
            candidates, key=lambda c: (c[2].level != dpa.CANTON, _repeats(c[2]))
        )
        frame = _geometry(file, layer)
    _refuse_detail(frame, path.name)
    located, notes = _in_degrees(frame, path.name)
    return MapLayer(located, codes, layer, notes)


def _refuse_detail(frame: gpd.GeoDataFrame, name: str) -> None:
    count = int(shapely.get_num_coordinates(frame.geometry.array).sum())
    if count > MAX_VERTICES:
        raise BoundaryError(
            Text(
                "{file} tiene {count} vértices y el máximo es {limit}: simplifique el mapa o deje "
                "en él solo los cantones.",
                file=name,
                count=count,
                limit=MAX_VERTICES,
            )
        )


def _repeats(codes: dpa.Codes) -> int:
    known = [code for code in codes.codes if code]
    return len(known) - len(set(known))


def _layers(file: Path) -> list[str]:
    try:
        return [str(name) for name, geometry in pyogrio.list_layers(file) if geometry]
    except (DataSourceError, DataLayerError):
        return []  # a zip may hold other things beside its map


def _attributes(file: Path, layer: str) -> pd.DataFrame:
    return _read(file, layer, read_geometry=False)


def _geometry(file: Path, layer: str) -> gpd.GeoDataFrame:
    frame = _read(file, layer, columns=[])
    if not isinstance(frame, gpd.GeoDataFrame):
        raise no_map(file)
    return frame


def _read(file: Path, layer: str, **options: object) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL warns about names and ring order
            try:
                frame: pd.DataFrame = pyogrio.read_dataframe(file, layer=layer, **options)
            except UnicodeDecodeError:
                frame = pyogrio.read_dataframe(file, layer=layer, encoding="ISO-8859-1", **options)
            return frame
    except (DataSourceError, DataLayerError, ValueError, RuntimeError):
        raise damaged(file) from None


def _in_degrees(frame: gpd.GeoDataFrame, name: str) -> tuple[gpd.GeoDataFrame, tuple[Text, ...]]:
    """Return the frame in EPSG:4326, and the assumptions made for that."""
    if frame.crs is not None:
        try:
            return frame.to_crs(4326), ()
        except (CRSError, RuntimeError):
            raise BoundaryError(
                Text(
                    "{file}: no se puede pasar de su sistema de coordenadas a EPSG:4326. Guárdelo "
                    "en EPSG:4326 o EPSG:32717.",
                    file=name,
                )
            ) from None
    west, south, east, north = frame.total_bounds
    if not (west >= WORLD[0] and south >= WORLD[1] and east <= WORLD[2] and north <= WORLD[3]):
        raise BoundaryError(
            Text(
                "{file} no dice en qué sistema de coordenadas está y no son grados: agregue el "
                "archivo .prj o guárdelo en EPSG:4326.",
                file=name,
            )
        )
    return frame.set_crs(4326), (
        Text(
            "{file} no dice en qué sistema de coordenadas está; se tomó como EPSG:4326.", file=name
        ),
    )
