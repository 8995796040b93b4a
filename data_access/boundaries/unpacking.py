"""Opening a map file, a folder with one, or a zip, within a size limit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from data_access.boundaries.boundary_refusal import BoundaryError
from data_access.language import Text

MAX_BYTES = 250_000_000  # unpacked; INEC's limits of all parishes are about half of it
# The first bytes say what a file is, whatever its name; other formats of GDAL are refused,
# since some of them (VRT) can reference any other file.
SIGNATURES = (b"SQLite format 3\x00", b"\x00\x00\x27\x0a", b"{")
ZIP = b"PK\x03\x04"
MAP_SUFFIXES = (".shp", ".gpkg", ".geojson", ".json")
PARTS = (*MAP_SUFFIXES, ".shx", ".dbf", ".prj", ".cpg")


@contextmanager
def unpacked(path: Path) -> Iterator[list[Path]]:
    """Yield the map files in a path: itself, those of a folder, or those unpacked from a zip.

    Unpacked files are deleted on leaving.
    """
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
            raise no_map(path)
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


def no_map(path: Path) -> BoundaryError:
    """Return the error for a path without a map."""
    return BoundaryError(
        Text(
            "{file} no es un mapa que se pueda leer: dé un GeoJSON, un GeoPackage o un shapefile "
            "comprimido en .zip (con sus partes .shp, .shx, .dbf y .prj).",
            file=path.name,
        )
    )


def damaged(file: Path) -> BoundaryError:
    """Return the error for a map that cannot be read."""
    return BoundaryError(
        Text(
            "{file} está dañado o incompleto: pida el mapa otra vez. Un shapefile necesita sus "
            "partes .shp, .shx, .dbf y .prj, juntas.",
            file=file.name,
        )
    )
