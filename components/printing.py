"""Every page on paper: its styles, and the texts that only paper needs.

Pages need do nothing. Content for the screen alone stands in a container whose key begins with
`screen-`; content for paper alone in one whose key begins with `paper-`, or is given to `on_paper`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components import brand
from components.reader_language import _, current
from components.templating import render_template
from components.theme import DARK, LIGHT, paint
from data_access import clock
from data_access.language import Text, say

FOLDER = Path(__file__).parent


@cache
def sheet(name: str) -> Markup:
    """Return a style sheet of this folder."""
    return Markup((FOLDER / f"{name}.css").read_text("utf-8"))


def styles(demo: bool) -> Markup:
    """Return the styles of a page on paper, as an HTML element."""
    foot = brand.name()
    if demo:
        foot = _("{name}. Datos sintéticos.", name=foot)
    dark = sheet("print_dark") if paint() is DARK else ""
    return render_template(
        "printing/styles.html", sheet=sheet("print"), dark=dark, foot=foot, colors=LIGHT
    )


def on_paper(parts: Iterable[Text]) -> None:
    """Render a line that is printed and not shown on the screen."""
    said = " · ".join(part.to(current()) for part in parts)
    st.html(render_template("printing/line.html", said=said))


def imprint() -> None:
    """Render the page's address and the day of printing; page.js updates both."""
    parts = (
        (_("Dirección"), "address", address()),
        (_("Impreso"), "today", say(clock.today(), current())),
    )
    st.html(render_template("printing/imprint.html", parts=parts))


def address() -> str:
    """Return the address of this page with its query."""
    query = urlencode(st.query_params.to_dict())
    return f"{st.context.url or ''}{'?' if query else ''}{query}"
