"""Formulas as text that a telephone can show: one equation a line."""

from __future__ import annotations

import html

from data_access.language import Text, say

BETWEEN = ";  "  # what separates the equations of a definition
STYLE = "font-size:1.06em;line-height:1.75;margin:.2rem 0 .5rem;overflow-wrap:anywhere"


def render(formula: str | Text, language: str) -> str:
    """A formula as HTML; nothing where there is none."""
    equations = say(formula, language).split(BETWEEN)
    lines = "<br>".join(html.escape(equation) for equation in equations if equation)
    return f'<p style="{STYLE}">{lines}</p>' if lines else ""
