"""A map file opens no other file and no host, and takes no more than its limits."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import shapely

from data_access.boundaries import map_process, map_reading
from data_access.boundaries.boundary_refusal import BoundaryError
from tests.data_access.boundaries.maps import cantons, refusal, written

OUTSIDE = """<OGRVRTDataSource><OGRVRTLayer name="outside">
<SrcDataSource>{path}</SrcDataSource><GeometryType>wkbPolygon</GeometryType>
<GeometryField encoding="WKT" field="wkt"/><LayerSRS>EPSG:4326</LayerSRS>
</OGRVRTLayer></OGRVRTDataSource>"""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file of this machine that no map has any business to read."""
    path = tmp_path / "private.csv"
    lines = (f'{code},"{shape.wkt}"' for code, shape in zip(*columns(), strict=True))
    path.write_text("\n".join(["DPA_CANTON,wkt", *lines]))
    return path


def columns() -> tuple[list[str], list[shapely.Geometry]]:
    ours = cantons().to_crs(4326)
    return list(ours["DPA_CANTON"]), list(ours.geometry)


def test_a_map_is_the_same_as_read_without_a_process_of_its_own(tmp_path: Path) -> None:
    path = written(cantons().to_crs(32717), tmp_path / "limites.zip")
    apart, here = map_process.read_apart(path), map_reading.read(path)

    assert (apart.codes, apart.layer, apart.notes) == (here.codes, here.layer, here.notes)
    assert apart.frame.crs == 4326
    assert apart.frame.geometry.geom_equals_exact(here.frame.geometry, 1e-9).all()


def test_a_refusal_is_told_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "otra.geojson").write_text('{"type": "FeatureCollection", "features": []}')

    with pytest.raises(BoundaryError) as apart:
        map_process.read_apart(tmp_path / "otra.geojson")

    assert [text.to("es") for text in apart.value.texts] == refusal(tmp_path / "otra.geojson")


@pytest.mark.parametrize("name", ["limites.geojson", "limites.json", "limites.gpkg", "limites.shp"])
def test_a_zip_reads_nothing_outside_it_whatever_its_files_are_called(
    tmp_path: Path, outside: Path, name: str
) -> None:
    path = tmp_path / "limites.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, OUTSIDE.format(path=outside))

    with pytest.raises(BoundaryError):
        map_process.read_apart(path)


def test_a_geojson_that_is_a_command_is_not_run(tmp_path: Path, outside: Path) -> None:
    command = f"gdal vector pipeline read {outside}"
    path = tmp_path / "limites.geojson"
    path.write_text(json.dumps({"type": "gdal_streamed_alg", "command_line": command}))

    with pytest.raises(BoundaryError):
        map_process.read_apart(path)
    # So it is the list of formats that keeps it out: a process that knows all of them runs it.
    assert map_reading.read(path).codes.codes


@pytest.mark.parametrize("kind", [("link", "href"), ("url", "url")])
def test_a_projection_at_an_address_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: tuple[str, str]
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    path = written(cantons().to_crs(4326), tmp_path / "limites.geojson")
    with host() as (address, asked):
        of_type, name = kind
        crs = {"type": of_type, "properties": {name: f"{address}/{of_type}"}}
        path.write_text(json.dumps(json.loads(path.read_text()) | {"crs": crs}))

        assert len(map_process.read_apart(path).codes.codes) == len(cantons())
        assert asked == []
        # A process without these settings asks the host.
        map_reading.read(path)
        assert asked[0] == f"/{of_type}"


@contextmanager
def host() -> Iterator[tuple[str, list[str]]]:
    """A host of this machine, and what it was asked for."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_a_file_that_takes_too_long_is_refused_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(cantons(), tmp_path / "limites.geojson")
    monkeypatch.setattr(map_process, "SECONDS", 0.01)

    with pytest.raises(BoundaryError, match="simplify the map"):
        map_process.read_apart(path)


def test_a_map_with_too_many_vertices_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_reading, "MAX_VERTICES", 10)

    assert "vértices y el máximo es 10" in refusal(written(cantons(), tmp_path / "m.geojson"))[0]
