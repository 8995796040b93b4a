"""A map taken away as a picture shows what the page's map shows, in the colours of paper."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from sqlalchemy import Engine

from components import pictures
from components.map_marks import Spot
from components.map_pictures import MapDrawing, PaperMap
from components.pictures import Told
from components.reports import native_charts
from components.theme import LIGHT
from data_access import boundaries
from data_access.language import Text
from tests.components.test_maps import MARKS

SVG = "{http://www.w3.org/2000/svg}"
TOLD = Told(Text("Dónde"), Text("Vacantes."), (Text("Fuente: una."),))


@pytest.fixture
def drawing(engine: Engine) -> MapDrawing:
    with engine.connect() as connection:
        shapes = boundaries.shapes(connection, "13")
    spot = Spot(-80.7, -0.95, "Un espacio")
    shown = PaperMap(
        shapes, MARKS, "1308", (spot,), ("#ffffff", "#b9610f"), ("0", "20"), (), ("Límites: INEC.",)
    )
    return MapDrawing(Text("Mapa de Manabí."), lambda: shown)


def test_it_has_each_place_the_scale_the_numbers_and_whose_limits_they_are(
    drawing: MapDrawing,
) -> None:
    svg = ET.fromstring(pictures.as_svg(TOLD, (drawing,), "es"))

    words = ["".join(one.itertext()) for one in svg.iter(f"{SVG}text")]
    assert {"0", "20", "Manta 20", "Límites: INEC.", "Fuente: una."} <= set(words)
    fills = [one.get("fill") for one in svg.iter(f"{SVG}path")]
    assert "rgba(185,97,15,1.0)" in fills  # the value
    assert fills.count("rgba(255,255,255,0.01)") == len(
        [mark for mark in MARKS.values() if mark.state == "unknown"]
    )
    assert len(list(svg.iter(f"{SVG}circle"))) == 1
    assert (svg.findtext(f"{SVG}desc") or "").strip() == "Mapa de Manabí."


def test_its_png_shows_the_colour_of_the_place(drawing: MapDrawing) -> None:
    picture = Image.open(io.BytesIO(pictures.as_png(TOLD, (drawing,), "es"))).convert("RGB")

    colors = {color for _count, color in picture.getcolors(maxcolors=1_000_000) or []}
    assert {(0xB9, 0x61, 0x0F), (0x0F, 0x76, 0x6E)} <= colors
    assert LIGHT.second == "#0f766e"  # of the point


def test_a_slide_has_the_list_beside_a_map_as_its_chart(drawing: MapDrawing) -> None:
    assert native_charts.bars_of((drawing,), "es") is None
