"""Formulas as text that a telephone can show: one equation a line."""

from __future__ import annotations

import html

BETWEEN = ";  "  # what separates the equations of a definition
STYLE = "font-size:1.06em;line-height:1.75;margin:.2rem 0 .5rem;overflow-wrap:anywhere"


def drawn(formula: str) -> str:
    """A formula as HTML; nothing where there is none."""
    lines = "<br>".join(html.escape(line) for line in formula.split(BETWEEN) if line)
    return f'<p style="{STYLE}">{lines}</p>' if lines else ""
