"""Whatever way official limits come, they are found in the file, or the file is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data_access import territory
from data_access.boundaries import map_reading, unpacking
from data_access.boundaries.codes import CANTON, PROVINCE, find, read_code
from tests.data_access.boundaries.maps import cantons, provinces, refusal, written, zipped

NO_MAP = (
    "{} no es un mapa que se pueda leer: dé un GeoJSON, un GeoPackage o un shapefile comprimido "
    "en .zip (con sus partes .shp, .shx, .dbf y .prj)."
)


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("limites.geojson", 4326),
        ("limites.gpkg", 4326),
        ("limites.gpkg", 32717),
        ("limites.zip", 4326),
        ("limites.zip", 32717),
        ("limites.shp", 24817),  # PSAD56, of older official maps
    ],
)
def test_each_format_and_projection_gives_the_same_cantons(
    tmp_path: Path, name: str, crs: int
) -> None:
    ours = cantons()
    found = map_reading.read(written(ours.to_crs(crs), tmp_path / name))
    assert found.codes.level == CANTON
    assert found.codes.column == "DPA_CANTON"
    assert found.codes.codes == tuple(ours["DPA_CANTON"])
    assert found.frame.crs == 4326
    assert found.notes == ()
    assert shapely.hausdorff_distance(found.frame.geometry[0], ours.geometry[0]) < 1e-6


def test_a_folder_with_a_shapefile_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "INEC"
    folder.mkdir()
    written(cantons(), folder / "cantones.shp")
    assert map_reading.read(folder).layer == "cantones"


def test_among_several_layers_that_of_the_cantons_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "COD-AB"
    folder.mkdir()
    parishes = pd.concat([cantons(), cantons()])
    for name, frame in (("adm1", provinces()), ("adm2", cantons()), ("adm3", parishes)):
        frame.to_file(folder / f"{name}.shp")
    found = map_reading.read(zipped(tmp_path / "cod-ab.zip", *folder.iterdir()))
    assert (found.layer, found.codes.level) == ("adm2", CANTON)


def test_a_map_of_provinces_is_known_as_one(tmp_path: Path) -> None:
    frame = provinces().assign(OBJECTID=range(1, 26))
    found = map_reading.read(written(frame, tmp_path / "provincias.gpkg"))
    assert (found.codes.level, found.codes.column) == (PROVINCE, "DPA_PROVIN")


@pytest.mark.parametrize(
    ("cell", "level", "code"),
    [
        ("0101", CANTON, "0101"),
        ("EC0101", CANTON, "0101"),
        ("101", CANTON, "0101"),
        (101, CANTON, "0101"),
        (101.0, CANTON, "0101"),
        (" 1308.0 ", CANTON, "1308"),
        ("EC0808", CANTON, "2302"),
        ("9003", CANTON, "9003"),
        ("EC13", PROVINCE, "13"),
        (1.0, PROVINCE, "01"),
        ("9999", CANTON, None),
        ("13", CANTON, None),
        ("Manta", CANTON, None),
        (None, CANTON, None),
        (float("nan"), CANTON, None),
        (101.5, CANTON, None),
    ],
)
def test_codes_are_understood_as_spreadsheets_and_ocha_write_them(
    cell: object, level: str, code: str | None
) -> None:
    assert read_code(cell, level) == code


@pytest.mark.parametrize(
    ("column", "write"),
    [
        ("ADM2_PCODE", lambda code: f"EC{code}"),
        ("canton_code", str),
        ("COD_CANTON", int),
        ("clave", float),
        ("anything", lambda code: code.lstrip("0")),
    ],
)
def test_the_code_column_is_found_by_name_or_by_what_it_holds(
    column: str, write: Callable[[str], object]
) -> None:
    codes = (*territory.CANTONS, *territory.ZONES)
    frame = pd.DataFrame(
        {
            "OBJECTID": range(1, len(codes) + 1),
            "ADM1_PCODE": [f"EC{code[:2]}" for code in codes],
            "nombre": [territory.name(code).to("es") for code in codes],
            "area": [100.5 + i for i in range(len(codes))],
            column: [write(code) for code in codes],
        }
    )
    found = find(frame)
    assert found is not None
    assert (found.level, found.column, found.codes) == (CANTON, column, codes)


def test_a_map_without_dpa_codes_says_which_columns_it_has(tmp_path: Path) -> None:
    frame = cantons()[["DPA_DESCAN", "geometry"]].rename(columns={"DPA_DESCAN": "nombre"})
    path = written(frame, tmp_path / "sin_codigos.gpkg")
    assert refusal(path) == [
        "sin_codigos.gpkg: ninguna columna tiene códigos DPA de cantones (0101) ni de provincias "
        "(01). Columnas: nombre. Ponga el código en una columna DPA_CANTON o DPA_PROVIN."
    ]


def test_a_file_that_is_no_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "carta.txt"
    path.write_text("Estimada alcaldesa: adjunto los límites.")
    assert refusal(path) == [NO_MAP.format("carta.txt")]
    path = tmp_path / "datos.geojson"
    path.write_text('{"cantones": 221}')
    assert refusal(path) == [NO_MAP.format("datos.geojson")]


def test_a_map_format_that_points_elsewhere_is_not_opened(tmp_path: Path) -> None:
    target = written(cantons(), tmp_path / "limites.gpkg")
    path = tmp_path / "limites.geojson"
    path.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="limites">'
        f"<SrcDataSource>{target}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    assert refusal(path) == [NO_MAP.format("limites.geojson")]


def test_an_empty_file_and_a_missing_one_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "limites.gpkg"
    assert refusal(path) == [f"No existe el archivo {path}."]
    path.touch()
    assert refusal(path) == ["limites.gpkg está vacío: pida el mapa otra vez."]


def test_a_zip_or_folder_without_a_map_is_refused(tmp_path: Path) -> None:
    letter = tmp_path / "LEEME.txt"
    letter.write_text("Los mapas van en otro correo.")
    assert refusal(zipped(tmp_path / "limites.zip", letter)) == [NO_MAP.format("limites.zip")]
    folder = tmp_path / "nada"
    folder.mkdir()
    assert refusal(folder) == [NO_MAP.format("nada")]


def test_a_damaged_zip_says_what_to_do(tmp_path: Path) -> None:
    path = written(cantons(), tmp_path / "limites.zip")
    path.write_bytes(path.read_bytes()[:5000])
    assert refusal(path) == [
        "limites.zip no se puede descomprimir: está dañado, tiene contraseña o usa una compresión "
        "poco común. Descomprímalo y dé la carpeta."
    ]


def test_a_shapefile_without_its_parts_says_which_it_needs(tmp_path: Path) -> None:
    path = written(cantons(), tmp_path / "limites.shp")
    path.with_suffix(".shx").unlink()
    assert refusal(path) == [
        "limites.shp está dañado o incompleto: pida el mapa otra vez. Un shapefile necesita sus "
        "partes .shp, .shx, .dbf y .prj, juntas."
    ]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = tmp_path / "bomba.shp"
    bomb.write_bytes(bytes(3_000_000))
    path = zipped(tmp_path / "bomba.zip", bomb)
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(unpacking, "MAX_BYTES", 2_000_000)
    assert refusal(path) == [
        "bomba.zip ocupa 3 MB sin comprimir y el máximo es 2 MB: simplifique el mapa o deje en él "
        "solo los cantones."
    ]


def test_without_a_projection_degrees_are_assumed_and_said(tmp_path: Path) -> None:
    path = written(cantons(), tmp_path / "limites.shp")
    path.with_suffix(".prj").unlink()
    assert [note.to("es") for note in map_reading.read(path).notes] == [
        "limites.shp no dice en qué sistema de coordenadas está; se tomó como EPSG:4326."
    ]


def test_without_a_projection_metres_are_refused(tmp_path: Path) -> None:
    path = written(cantons().to_crs(32717), tmp_path / "limites.shp")
    path.with_suffix(".prj").unlink()
    assert refusal(path) == [
        "limites.shp no dice en qué sistema de coordenadas está y no son grados: agregue el "
        "archivo .prj o guárdelo en EPSG:4326."
    ]


def test_names_in_an_old_encoding_do_not_stop_the_map(tmp_path: Path) -> None:
    path = tmp_path / "limites.shp"
    cantons().to_file(path, encoding="ISO-8859-1")
    path.with_suffix(".cpg").write_text("UTF-8")
    assert map_reading.read(path).codes.codes == tuple(cantons()["DPA_CANTON"])


def test_a_table_without_areas_is_no_map(tmp_path: Path) -> None:
    path = tmp_path / "tabla.gpkg"
    gpd.io.file.pyogrio.write_dataframe(pd.DataFrame({"DPA_CANTON": ["0101"]}), path)
    assert refusal(path) == [NO_MAP.format("tabla.gpkg")]
