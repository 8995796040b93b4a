"""The shapes of states are drawn, and what stands around them is text."""

from __future__ import annotations

from components import page_style
from components.indicators.framework_rows import AIMED, SYMBOLS
from components.shapes import DRAWN, drawn
from components.templating import render_template


def test_each_state_of_a_target_with_a_shape_is_drawn_and_keeps_its_letter() -> None:
    said = drawn("◔ Atrás <3")

    assert said == '<i class="m4sd-shape" data-shape="◔">◔</i> Atrás &lt;3'
    assert f">{said}<" in render_template("indicators/key.html", said=said)
    assert all(DRAWN.fullmatch(SYMBOLS[state]) for state in AIMED if state != "no_verdict")


def test_the_style_draws_every_shape() -> None:
    style = page_style.sheet("es")

    shapes = DRAWN.pattern.strip("([])").replace("○", "")  # which is its border alone
    assert all(f'[data-shape="{shape}"]' in style for shape in shapes)
