"""The colours of a map: from 0, evenly, and as strong for the same distance on either side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.color_scale import ColorScale, around_zero, from_zero, legible
from components.theme import DARK, LIGHT, Paint
from tests.components.test_theme import contrast

RAMP, GAP = LIGHT.demand_ramp, LIGHT.gap_ramp
values = st.lists(st.integers(1, 10_000).map(float), min_size=1, max_size=25)


def test_without_a_figure_above_zero_there_is_no_scale() -> None:
    assert from_zero([], RAMP) is None
    assert from_zero([0.0], RAMP) is None
    assert around_zero([0.0], GAP) is None


@given(values)
def test_a_scale_begins_at_zero_and_ends_at_the_largest(found: list[float]) -> None:
    scale = from_zero(found, RAMP)

    assert scale is not None
    assert (scale.color(0), scale.color(max(found))) == (RAMP[0], RAMP[-1])
    assert scale.color(max(found) / 2) == RAMP[2]


def test_two_figures_near_each_other_are_nearly_of_one_colour() -> None:
    scale = from_zero([272.0, 288.0], RAMP)

    assert scale is not None
    low, high = scale.color(272), scale.color(288)
    parts = zip(bytes.fromhex(low[1:]), bytes.fromhex(high[1:]), strict=True)
    assert max(abs(one - other) for one, other in parts) < 20


@given(values)
def test_a_surplus_is_as_strong_as_a_shortage_of_the_same_size(found: list[float]) -> None:
    scale = around_zero([-value for value in found], DARK.gap_ramp)

    assert scale is not None
    assert scale.color(0) == DARK.gap_ramp[2]
    assert scale.color(max(found)) == DARK.gap_ramp[-1]
    assert scale.color(-max(found)) == DARK.gap_ramp[0]


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
def test_a_number_on_the_scale_is_in_the_ink_that_can_be_read(paint: Paint) -> None:
    scale = ColorScale(0.0, 1.0, paint.supply_ramp)

    worst = min(
        contrast(color, legible(color, paint.surface, paint.ink))
        for color in (scale.color(share / 100) for share in range(101))
    )

    assert worst > 3.8
    assert legible(paint.supply_ramp[0], paint.surface, paint.ink) == paint.ink
    assert legible(paint.supply_ramp[-1], paint.surface, paint.ink) == paint.surface
