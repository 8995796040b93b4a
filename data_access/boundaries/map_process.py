"""Reading a map file in a process of its own, which knows three formats and has limits.

GDAL reads what a file says it is, whatever its name, and some of its formats name other files and
hosts. Its list of formats is fixed when it is loaded, so that only a process started for this can
have a short one. Of these three GeoJSON may still name a host: that of its projection (`crs` of
type "link" or "url"), which GDAL would ask. A file that takes too long or too much memory takes
that process with it, no more.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pyogrio

from data_access.boundaries.boundary_refusal import BoundaryError
from data_access.boundaries.codes import Codes
from data_access.boundaries.map_reading import MapLayer, read
from data_access.child_process import limit_memory, run_module
from data_access.language import Text

DRIVERS = frozenset({"ESRI Shapefile", "GPKG", "GeoJSON"})
SECONDS = 120  # of wall time; the official limits of all parishes take about ten
MEMORY = 6_000_000_000  # bytes of address space, most of it reserved and never used
# A proxy that nobody can reach. GDAL has no switch for what it fetches itself.
NOWHERE = "http://127.0.0.1:0"


def read_apart(path: Path) -> MapLayer:
    """Return a file's most detailed map of cantons or provinces, read by a child process.

    Raise BoundaryError if the file has none, or if reading it exceeds the limits.
    """
    with TemporaryDirectory() as folder:
        run_module(
            "data_access.boundaries.map_process",
            path,
            Path(folder),
            seconds=SECONDS,
            environment=_environment(),
        )
        return _result(Path(folder), path.name)


def _environment() -> dict[str, str]:
    # Names of drivers may hold blanks, so that commas part them.
    others = ",".join(sorted(set(pyogrio.list_drivers()) - DRIVERS))
    gdal = dict(  # noqa: C408 - settings of GDAL, none of ours
        OGR_SKIP=others,
        GDAL_SKIP=others,
        GDAL_DRIVER_PATH="disable",
        CPL_VSIL_CURL_ALLOWED_FILENAME="none",
        GDAL_DISABLE_READDIR_ON_OPEN="TRUE",
        GDAL_HTTP_PROXY=NOWHERE,
        GDAL_HTTPS_PROXY=NOWHERE,
        PROJ_NETWORK="OFF",
    )
    # Hosts that are asked without a proxy, be it all of them, are asked for nothing here.
    kept = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
    return kept | gdal


def _result(folder: Path, name: str) -> MapLayer:
    try:
        found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    except OSError:
        raise BoundaryError(
            Text(
                "{file} pide demasiado tiempo o memoria: simplifique el mapa o deje en él solo los "
                "cantones.",
                file=name,
            )
        ) from None
    if "refused" in found:
        raise BoundaryError(*map(_text, found["refused"]))
    frame = gpd.read_feather(folder / "areas.feather")
    codes = Codes(found["level"], found["column"], tuple(found["codes"]), tuple(found["cells"]))
    return MapLayer(frame, codes, found["layer"], tuple(map(_text, found["notes"])))


def _text(written: list[Any]) -> Text:
    msgid, params = written
    return Text(msgid, **params)


def _written(text: Text) -> list[Any]:
    return [text.msgid, dict(text.params)]


def main(path: Path, folder: Path) -> None:
    """Read a map and lay what was found, or why it is refused, into a folder."""
    limit_memory(MEMORY)
    try:
        layer = read(path)
    except BoundaryError as error:
        found: dict[str, Any] = {"refused": list(map(_written, error.texts))}
    else:
        layer.frame[[layer.frame.geometry.name]].to_feather(folder / "areas.feather")
        found = {
            "level": layer.codes.level,
            "column": layer.codes.column,
            "codes": layer.codes.codes,
            "cells": layer.codes.cells,
            "layer": layer.layer,
            "notes": list(map(_written, layer.notes)),
        }
    # Last, and under another name until it is whole: it says that the areas are there, too.
    (folder / "written.json").write_text(json.dumps(found), encoding="utf-8")
    (folder / "written.json").rename(folder / "found.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
