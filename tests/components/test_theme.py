"""Colours can be told from their ground and from each other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from components.theme import DARK, LIGHT, Paint


def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_its_surface(paint: Paint) -> None:
    assert contrast(paint.ink, paint.surface) >= 7
    assert contrast(paint.muted, paint.surface) >= 4.5


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["demand", "supply", "first", "second", "neutral", "edge"])
def test_marks_stand_out_from_their_surface(paint: Paint, name: str) -> None:
    assert contrast(getattr(paint, name), paint.surface) >= 3


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["demand_ramp", "supply_ramp", "neutral_ramp"])
def test_ramps_run_evenly_away_from_the_surface(paint: Paint, name: str) -> None:
    ramp = getattr(paint, name)
    steps = [contrast(color, paint.surface) for color in ramp]

    assert steps == sorted(steps)
    for one, other in pairwise(ramp):
        assert contrast(one, other) >= 1.25
