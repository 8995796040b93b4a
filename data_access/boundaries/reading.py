"""Opening a map file: GeoJSON, GeoPackage, shapefile, or a zip or folder that holds one."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError

from data_access.boundaries import codes as dpa
from data_access.boundaries.refusal import BoundaryError, listing
from data_access.language import Text

MAX_BYTES = 250_000_000  # unpacked; INEC's limits of all parishes are about half of it
# The first bytes say what a file is, whatever its name; other formats of GDAL stay shut, since
# some of them (VRT) can point anywhere.
SIGNATURES = (b"SQLite format 3\x00", b"\x00\x00\x27\x0a", b"{")
ZIP = b"PK\x03\x04"
MAP_SUFFIXES = (".shp", ".gpkg", ".geojson", ".json")
PARTS = (*MAP_SUFFIXES, ".shx", ".dbf", ".prj", ".cpg")
WORLD = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Map:
    """Limits as a file gives them, in EPSG:4326; row i of `frame` has `codes.codes[i]`."""

    frame: gpd.GeoDataFrame
    codes: dpa.Codes
    layer: str
    notes: tuple[Text, ...]


def read(path: Path) -> Map:
    """The most detailed map of cantons or provinces in a file; BoundaryError if there is none."""
    with _unpacked(path) as files:
        layers = [(file, layer) for file in files for layer in _layers(file)]
        if not layers:
            raise _no_map(path)
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
    located, notes = _in_degrees(frame, path.name)
    return Map(located, codes, layer, notes)


def _repeats(codes: dpa.Codes) -> int:
    known = [code for code in codes.codes if code]
    return len(known) - len(set(known))


@contextmanager
def _unpacked(path: Path) -> Iterator[list[Path]]:
    """The map files in a path: itself, those of a folder, or those of a zip, unpacked meanwhile."""
    if not path.exists():
        raise BoundaryError(Text("No existe el archivo {file}.", file=str(path)))
    if path.is_dir():
        yield _maps_in(path)
        return
    _refuse_oversize(path.name, path.stat().st_size)
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise BoundaryError(
            Text("No se puede leer {file}: {reason}.", file=path.name, reason=str(error.strerror))
        ) from None
    if not start:
        raise BoundaryError(Text("{file} está vacío: pida el mapa otra vez.", file=path.name))
    if not start.startswith(ZIP):
        if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(SIGNATURES):
            raise _no_map(path)
        yield [path]
        return
    with TemporaryDirectory() as folder:
        _unzip(path, Path(folder))
        yield _maps_in(Path(folder))


def _unzip(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [m for m in archive.infolist() if m.filename.lower().endswith(PARTS)]
            # The sizes a zip declares are also the most that Python unpacks of it.
            _refuse_oversize(path.name, sum(member.file_size for member in wanted))
            archive.extractall(folder, wanted)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError):
        # RuntimeError: it asks for a password, or is packed in a way that Python does not know.
        raise BoundaryError(
            Text(
                "{file} no se puede descomprimir: está dañado, tiene contraseña o usa una "
                "compresión poco común. Descomprímalo y dé la carpeta.",
                file=path.name,
            )
        ) from None


def _maps_in(folder: Path) -> list[Path]:
    found = sorted(f for f in folder.rglob("*") if f.suffix.lower() in MAP_SUFFIXES and f.is_file())
    for file in found:
        _refuse_oversize(file.name, file.stat().st_size)
    return found


def _refuse_oversize(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise BoundaryError(
            Text(
                "{file} ocupa {size} MB sin comprimir y el máximo es {limit} MB: simplifique el "
                "mapa o deje en él solo los cantones.",
                file=name,
                size=size // 1_000_000,
                limit=MAX_BYTES // 1_000_000,
            )
        )


def _no_map(path: Path) -> BoundaryError:
    return BoundaryError(
        Text(
            "{file} no es un mapa que se pueda leer: dé un GeoJSON, un GeoPackage o un shapefile "
            "comprimido en .zip (con sus partes .shp, .shx, .dbf y .prj).",
            file=path.name,
        )
    )


def _layers(file: Path) -> list[str]:
    try:
        return [str(name) for name, geometry in pyogrio.list_layers(file) if geometry]
    except (DataSourceError, DataLayerError):
        raise _no_map(file) from None


def _attributes(file: Path, layer: str) -> pd.DataFrame:
    return _read(file, layer, read_geometry=False)


def _geometry(file: Path, layer: str) -> gpd.GeoDataFrame:
    frame = _read(file, layer, columns=[])
    if not isinstance(frame, gpd.GeoDataFrame):
        raise _no_map(file)
    return frame


def _read(file: Path, layer: str, **options: object) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL grumbles about names and ring order
            try:
                return pyogrio.read_dataframe(file, layer=layer, **options)
            except UnicodeDecodeError:
                return pyogrio.read_dataframe(file, layer=layer, encoding="latin-1", **options)
    except (DataSourceError, DataLayerError, ValueError, RuntimeError):
        raise BoundaryError(
            Text(
                "{file} está dañado o incompleto: la capa «{layer}» no se puede leer. Un shapefile "
                "necesita sus partes .shp, .shx y .dbf.",
                file=file.name,
                layer=layer,
            )
        ) from None


def _in_degrees(frame: gpd.GeoDataFrame, name: str) -> tuple[gpd.GeoDataFrame, tuple[Text, ...]]:
    """The frame in EPSG:4326, and what had to be assumed for that."""
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
