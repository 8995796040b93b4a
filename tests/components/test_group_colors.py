"""A group of people keeps its colour, and is told from the others of its dimension by anybody."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from components import drawings
from components.group_colors import color
from components.theme import DARK, LIGHT, Paint
from data_access.answers.shared_columns import SCOPE_COLUMNS
from tests.components.test_theme import contrast

DIMENSIONS = ("sexo", "grupo_edad", "nacionalidad", "situacion")
APART = 12  # CIE76: what two bars beside each other need
# What each kind of colour blindness, complete, makes of linear red, green and blue (Machado 2009).
SEEN_BY = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopes": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Matrix = tuple[tuple[float, ...], ...]


def lab(hex_code: str, seen: Matrix) -> tuple[float, float, float]:
    """CIELAB of a colour as somebody sees it."""
    parts = [int(hex_code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = (
        min(max(sum(m * part for m, part in zip(row, linear, strict=True)), 0.0), 1.0)
        for row in seen
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_two_groups_of_a_dimension_look_alike_to_anybody(dimension: str, paint: Paint) -> None:
    codes = SCOPE_COLUMNS[dimension].codes
    found = {code: color(dimension, code, paint) for code in codes or {}}

    for seen in SEEN_BY.values():
        for one, other in combinations(found, 2):
            ways = lab(str(found[one]), seen), lab(str(found[other]), seen)
            assert math.dist(*ways) >= APART, (one, other)


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
def test_groups_stand_out_from_the_page(paint: Paint) -> None:
    for shade in (*paint.groups, *paint.age_ramp):
        assert contrast(shade, paint.surface) >= 3


def test_on_paper_a_group_has_its_colour_of_the_light_appearance() -> None:
    for dimension in DIMENSIONS:
        for code in SCOPE_COLUMNS[dimension].codes or {}:
            dark = color(dimension, code, DARK)
            assert drawings.on_paper((dark,)) == (color(dimension, code, LIGHT),)


def test_who_is_not_known_is_grey_and_what_is_no_group_of_people_has_no_colour() -> None:
    assert color("sexo", "NR", LIGHT) == LIGHT.neutral
    assert color("nacionalidad", "OTRA", DARK) == DARK.neutral
    assert color("canal", "FERIA", LIGHT) is None
