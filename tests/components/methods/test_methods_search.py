"""What the search of the methods page shows of a text."""

from __future__ import annotations

from components.methods.methods_search import AROUND, excerpt

BEFORE, AFTER = "antes " * 30, " luego" * 30


def test_an_excerpt_shows_what_is_said_on_both_sides_of_the_word() -> None:
    found = excerpt(f"{BEFORE}estimación{AFTER}", ["estimacion"])

    before, after = found.split("estimación")
    assert before.startswith("… antes ")
    assert after.endswith(" luego …")
    for side in (before, after):
        assert AROUND - len("antes ") <= len(side) <= AROUND + len("… ")


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("Una estimación.", ["estimacion"]) == "Una estimación."
