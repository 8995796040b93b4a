"""Long lists of names fold to a count; the file downloads keep them whole."""

from __future__ import annotations

from components.words import MOST_NAMES, folded


def test_a_short_list_of_names_stands_as_it_is() -> None:
    names = [f"P{at}" for at in range(MOST_NAMES)]

    assert folded(names).to("es") == ", ".join(names)


def test_a_long_list_names_the_first_and_counts_the_rest() -> None:
    names = [f"P{at:04}" for at in range(1299)]

    assert folded(names).to("es") == "P0000, P0001, P0002 y 1.296 más"
    assert folded(names).to("en") == "P0000, P0001, P0002 and 1,296 more"
