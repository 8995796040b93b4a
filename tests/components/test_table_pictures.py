"""A table taken away as a picture says each cell, in columns that do not run into each other."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from components import pictures
from components.html_table import Cell, Heading
from components.pictures import Told
from components.table_pictures import LETTER, TableDrawing
from data_access.language import Text

SVG = "{http://www.w3.org/2000/svg}"
TOLD = Told(Text("Quiénes"), Text("Personas."), (Text("Fuente: una."),))
WIDE = 704


def drawn(columns: int, long: str) -> TableDrawing:
    headings = [Heading("Lugar"), *(Heading(f"Columna {at}", True) for at in range(columns))]
    rows = [
        [Cell(long), *(Cell(f"≈ {at}.234", at) for at in range(columns))],
        [Cell("Manta"), *(Cell("pocas") for _at in range(columns))],
    ]
    return TableDrawing(Text("Una tabla."), headings, rows)


def test_every_cell_is_in_the_picture_and_a_number_stands_to_the_right() -> None:
    svg = ET.fromstring(pictures.as_svg(TOLD, (drawn(3, "Santo Domingo"),), "es"))

    words = {"".join(one.itertext()): one for one in svg.iter(f"{SVG}text")}
    assert {"Lugar", "Columna 0", "Santo Domingo", "Manta", "≈ 2.234", "pocas"} <= set(words)
    assert words["≈ 2.234"].get("text-anchor") == "end"
    assert words["Manta"].get("text-anchor") == "start"


def test_no_word_of_a_wide_table_runs_into_the_next_column_or_out_of_the_picture() -> None:
    table = drawn(10, "La asociación de mujeres emprendedoras de Santo Domingo de los Tsáchilas")
    svg, high = table.as_svg(WIDE)
    found = ET.fromstring(svg)
    size = float(str(found.get("font-size")))

    lines: dict[float, list[tuple[float, float]]] = {}
    for one in found.iter("text"):
        x, y, wide = float(one.get("x", 0)), float(one.get("y", 0)), len(str(one.text))
        wide = round(wide * size * LETTER)
        left = x - wide if one.get("text-anchor") == "end" else x
        lines.setdefault(y, []).append((left, left + wide))
    for spans in lines.values():
        for (_left, end), (begin, _end) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            assert end <= begin + 1
        assert max(end for _left, end in spans) <= WIDE
    assert max(lines) < high
