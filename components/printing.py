"""Every page on paper: its styles, and the words that only paper needs.

Pages need do nothing. What is for the screen alone stands in a container whose key begins with
`screen-`; what is for paper alone in one whose key begins with `paper-`, or said by `on_paper`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

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
    foot = _("Observatorio M4SD Ecuador")
    if demo:
        foot = _("{name}. Datos sintéticos.", name=foot)
    dark = sheet("print_dark") if paint() is DARK else ""
    return render_template(
        "printing/styles.html", sheet=sheet("print"), dark=dark, foot=foot, colors=LIGHT
    )


def on_paper(parts: Iterable[Text]) -> None:
    """A line that is printed and not seen on the screen."""
    said = " · ".join(part.to(current()) for part in parts)
    st.html(render_template("printing/line.html", said=said))


def imprint() -> None:
    """Where the printed page is found and when it was printed; page.js keeps both true."""
    parts = (
        (_("Dirección"), "address", address()),
        (_("Impreso"), "today", say(clock.today(), current())),
    )
    st.html(render_template("printing/imprint.html", parts=parts))


def address() -> str:
    """The address of this page as it stands."""
    query = urlencode(st.query_params.to_dict())
    return f"{st.context.url or ''}{'?' if query else ''}{query}"
