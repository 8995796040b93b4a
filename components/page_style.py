"""The style of every page: one sheet in the document, and the colours of the reader's appearance.

The sheet is there before anything is drawn, so that nothing changes its look once a run comes; the
browser's own appearance says its colours until the run does, which knows the reader's.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components import brand
from components.templating import render_template
from components.theme import DARK, LIGHT, paint
from data_access.language import translate


def sheet(language: str) -> Markup:
    """Return the style sheet of every page as an element of the document in a language."""
    return render_template(
        "frame/style.html",
        light=LIGHT,
        dark=DARK,
        menu=translate("Menú", language),
        more=translate("Más", language),
        skip=translate("Ir al contenido", language),
        brand=brand.brand().color,
    )


def render() -> None:
    """Render the colours of the appearance that the reader has now."""
    st.html(render_template("frame/color_style.html", colors=paint(), media=""))
