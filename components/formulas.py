"""Formulas as text that fits a phone: one equation a line."""

from __future__ import annotations

from markupsafe import Markup

from components.templating import render_template
from data_access.language import Text, say

BETWEEN = ";  "  # what separates the equations of a definition


def render(formula: str | Text, language: str) -> Markup:
    """Return a formula as HTML; nothing where there is none."""
    equations = [one for one in say(formula, language).split(BETWEEN) if one]
    return render_template("formula.html", equations=equations) if equations else Markup()
