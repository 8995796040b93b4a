"""The entries of a legend, as the page and pictures of it show them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup


class Swatch(Markup):
    """One entry as HTML, which knows what it shows: its colour, form, edge and name."""

    color: str
    kind: str
    edge: str | None
    said: str

    def __new__(cls, html: Any, color: str, kind: str, edge: str | None, said: str) -> Swatch:
        """Return the HTML with what it shows."""
        made = super().__new__(cls, html)
        made.color, made.kind, made.edge, made.said = color, kind, edge, said
        return made
