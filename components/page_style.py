"""The style of every page, in the reader's language and the institution's colour."""

from __future__ import annotations

import streamlit as st

from components.reader_language import _
from components.templating import render_template
from components.theme import paint


def render(brand: str = "") -> None:
    """Render the style sheet; `brand` is a colour, or empty for that of the app."""
    st.html(
        render_template(
            "frame/style.html", colors=paint(), menu=_("Menú"), more=_("Más"), brand=brand
        )
    )
