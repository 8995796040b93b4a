"""Classes of a map: few colours, in order, and the same strength on either side of zero."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from components.classes import MOST, diverging, sequential
from components.theme import LIGHT

RAMP, GAP = LIGHT.demand_ramp, LIGHT.gap_ramp
numbers = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(1, 10_000).map(float), max_size=25
)


def test_no_values_have_no_classes() -> None:
    assert sequential({}, RAMP) == ([], {})
    assert diverging({}, GAP) == ([], {})


def test_one_value_is_one_class_in_the_middle_of_the_ramp() -> None:
    legend, colors = sequential({"1308": 7.0}, RAMP)

    assert [(c.low, c.high, c.color) for c in legend] == [(7, 7, RAMP[2])]
    assert colors == {"1308": RAMP[2]}


@given(numbers)
@example({"a": 1.0, "b": 9992.0, "c": 9997.0})  # natural breaks once left a class empty
def test_a_larger_value_never_wears_a_lower_colour(values: dict[str, float]) -> None:
    legend, colors = sequential(values, RAMP)

    assert len(legend) <= MOST
    ordered = sorted(values, key=values.__getitem__)
    steps = [RAMP.index(colors[key]) for key in ordered]
    assert steps == sorted(steps)
    for key, value in values.items():
        (wears,) = [c for c in legend if c.color == colors[key]]
        assert wears.low <= value <= wears.high


def test_shortage_and_surplus_take_the_two_sides_of_the_ramp() -> None:
    legend, colors = diverging({"a": -900.0, "b": -10.0, "c": 12.0, "d": 880.0}, GAP)

    assert colors == {"a": GAP[0], "b": GAP[1], "c": GAP[3], "d": GAP[4]}
    assert [c.low for c in legend] == [-900, -10, 12, 880]


def test_a_single_distance_is_a_strong_one() -> None:
    assert diverging({"a": 5.0}, GAP)[1] == {"a": GAP[4]}
    assert diverging({"a": -5.0, "b": 5.0}, GAP)[1] == {"a": GAP[0], "b": GAP[4]}
