"""Limits that are wrong are refused, and the sentence says which and how to mend them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.affinity import translate

from data_access.boundaries.limit_checking import check
from data_access.boundaries.map_reading import read
from tests.data_access.boundaries.maps import area, cantons, cut, provinces, refusal, written


def test_a_missing_canton_is_named(tmp_path: Path) -> None:
    frame = cantons()
    path = written(frame[frame["DPA_CANTON"] != "1308"], tmp_path / "limites.gpkg")
    assert refusal(path) == ["Falta 1 de los 221 cantones: 1308 Manta. Agréguelo al mapa."]


def test_many_missing_cantons_are_counted_and_the_first_are_named(tmp_path: Path) -> None:
    frame = cantons()
    path = written(frame[frame["DPA_PROVIN"] != "13"], tmp_path / "limites.gpkg")
    assert refusal(path) == [
        "Faltan 22 de los 221 cantones: 1301 Portoviejo, 1302 Bolívar, 1303 Chone, 1304 El Carmen, "
        "1305 Flavio Alfaro, 1306 Jipijapa, 1307 Junín, 1308 Manta… (+14). Agréguelos al mapa."
    ]


def test_a_missing_province_is_named(tmp_path: Path) -> None:
    frame = provinces()
    path = written(frame[frame["DPA_PROVIN"] != "23"], tmp_path / "provincias.gpkg")
    assert refusal(path) == [
        "Falta 1 de las 24 provincias: 23 Santo Domingo de los Tsáchilas. Agréguela al mapa."
    ]


def test_unknown_codes_are_listed_with_their_rows_beside_what_is_missing(tmp_path: Path) -> None:
    frame = cantons()
    frame["DPA_CANTON"] = frame["DPA_CANTON"].replace({"0101": "9999", "0103": None})
    assert refusal(written(frame, tmp_path / "limites.gpkg")) == [
        "La columna DPA_CANTON tiene códigos que no son de la DPA; código y fila: 9999 (1), — (3). "
        "Corríjalos o quite esas filas.",
        "Faltan 2 de los 221 cantones: 0101 Cuenca, 0103 Gualaceo. Agréguelos al mapa.",
    ]


def test_a_canton_given_twice_is_named(tmp_path: Path) -> None:
    frame = cantons()
    twice = pd.concat([frame, frame[frame["DPA_CANTON"] == "2302"].assign(DPA_CANTON="0808")])
    assert refusal(written(twice, tmp_path / "limites.gpkg")) == [
        "Hay más de una fila para: 2302 La Concordia. Deje una fila por lugar; si es un mapa de "
        "parroquias, dé el de cantones."
    ]


def test_the_zones_may_be_missing(tmp_path: Path) -> None:
    frame = cantons()
    areas, notes = check(
        read(written(frame[frame["DPA_PROVIN"] != "90"], tmp_path / "limites.gpkg"))
    )
    assert len(areas) == 221
    assert notes == ()


def test_two_cantons_over_each_other_are_named_with_the_area(tmp_path: Path) -> None:
    frame = cantons()
    strip = area(frame, "1309").buffer(0.01)
    frame = cut(frame, "1308", area(frame, "1308").union(strip.intersection(area(frame, "1308"))))
    frame = cut(frame, "1309", strip)
    told = refusal(written(frame, tmp_path / "limites.gpkg"))
    assert any(
        text.startswith("1308 Manta y 1309 Montecristi se superponen en ")
        and text.endswith(" km²; se toleran franjas de hasta 200 m. Corrija el límite común.")
        for text in told
    )


def test_slivers_of_limits_simplified_apart_are_tolerated(tmp_path: Path) -> None:
    frame = cantons()
    frame = cut(frame, "1309", area(frame, "1309").buffer(0.0008))  # about 90 m over its neighbours
    areas, _ = check(read(written(frame, tmp_path / "limites.gpkg")))
    assert len(areas) == 224


def test_codes_in_rows_of_far_places_are_noticed(tmp_path: Path) -> None:
    frame = cantons()
    codes = frame["DPA_CANTON"].replace({"1308": "1701", "1701": "1308"})
    assert refusal(written(frame.assign(DPA_CANTON=codes), tmp_path / "limites.gpkg")) == [
        "El área con el código 1308 Manta está a 245 km de ese lugar: revise los códigos.",
        "El área con el código 1701 Quito está a 261 km de ese lugar: revise los códigos.",
    ]


def test_codes_of_small_neighbours_in_each_others_rows_are_noticed(tmp_path: Path) -> None:
    frame = cantons()
    codes = frame["DPA_CANTON"].replace({"1803": "1807", "1807": "1803"})
    assert refusal(written(frame.assign(DPA_CANTON=codes), tmp_path / "limites.gpkg")) == [
        "Los códigos de 1803 Cevallos y 1807 San Pedro de Pelileo están cambiados entre sí."
    ]


def test_an_outline_that_crosses_itself_is_not_guessed(tmp_path: Path) -> None:
    frame = cantons()
    west, south, east, north = area(frame, "1308").bounds
    bow = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    (told,) = refusal(written(cut(frame, "1308", bow), tmp_path / "limites.gpkg"))
    assert told.startswith(
        "El trazado de 1308 Manta no es válido y no se puede corregir sin adivinar "
        "(Self-intersection["
    )


def test_a_spike_is_taken_off_and_said(tmp_path: Path) -> None:
    frame = cantons()
    ring = list(area(frame, "1301").exterior.coords)
    x, y = ring[1]
    spiked = shapely.Polygon([*ring[:2], (x + 0.01, y + 0.01), *ring[1:]])
    areas, notes = check(read(written(cut(frame, "1301", spiked), tmp_path / "limites.gpkg")))
    assert areas.is_valid.all()
    assert [note.to("es") for note in notes] == ["Se corrigió el trazado de: 1301 Portoviejo."]


def test_places_without_an_area_are_named(tmp_path: Path) -> None:
    frame = cut(cantons(), "0101", None)
    assert refusal(written(frame, tmp_path / "vacio.gpkg")) == [
        "No tienen trazado: 0101 Cuenca. Dibújelos en el mapa."
    ]
    points = cantons().assign(geometry=cantons().representative_point())
    (told,) = refusal(written(points, tmp_path / "puntos.gpkg"))
    assert told.startswith("Son puntos o líneas y deben ser áreas (polígonos): 0101 Cuenca, ")


def test_a_map_that_lies_elsewhere_is_refused(tmp_path: Path) -> None:
    frame = cantons()
    moved = gpd.GeoSeries([translate(shape, 20, 0) for shape in frame.geometry], crs=4326)
    (told,) = refusal(written(frame.set_geometry(moved), tmp_path / "limites.gpkg"))
    assert told.startswith("Quedan fuera del Ecuador: 0101 Cuenca, ")
    assert told.endswith("… (+216). Revise el sistema de coordenadas del archivo.")


def test_a_refusal_speaks_english_too(tmp_path: Path) -> None:
    frame = cantons()
    path = written(frame[frame["DPA_CANTON"] != "1308"], tmp_path / "limites.gpkg")
    assert refusal(path, "en") == [
        "1 of the 221 cantons is missing: 1308 Manta. Add it to the map."
    ]
