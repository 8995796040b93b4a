"""Every page on paper: its styles, and the words that only paper needs.

Pages need do nothing. What is for the screen alone stands in a container whose key begins with
`screen-`; what is for paper alone in one whose key begins with `paper-`, or said by `on_paper`.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from components.language import _, current
from components.theme import DARK, LIGHT, paint
from data_access import periods
from data_access.language import Text, say

FOLDER = Path(__file__).parent


@cache
def sheet(name: str) -> str:
    """A style sheet of this folder."""
    return (FOLDER / f"{name}.css").read_text("utf-8")


def styles(demo: bool) -> str:
    """The styles of a page on paper, as an HTML element."""
    foot = _("Observatorio M4SD Ecuador")
    if demo:
        foot = _("{name}. Datos sintéticos.", name=foot)
    said = json.dumps(foot, ensure_ascii=False)  # a string of CSS as well
    each = f"@page{{@bottom-left{{content:{said};font:8pt sans-serif;color:{LIGHT.muted}}}}}"
    dark = sheet("print_dark") if paint() is DARK else ""
    return f"<style>{sheet('print')}{dark}{each}</style>"


def on_paper(parts: Iterable[Text]) -> None:
    """A line that is printed and not seen on the screen."""
    said = html.escape(" · ".join(part.to(current()) for part in parts))
    st.html(f'<p class="m4sd-print">{said}</p>')


def imprint() -> None:
    """Where the printed page is found and when it was printed; page.js keeps both true."""
    parts = (
        (_("Dirección"), "address", address()),
        (_("Impreso"), "today", say(periods.today(), current())),
    )
    said = ". ".join(
        f'{html.escape(name)}: <span data-m4sd="{kind}">{html.escape(value)}</span>'
        for name, kind, value in parts
    )
    st.html(f'<p class="m4sd-print">{said}.</p>')


def address() -> str:
    """The address of this page as it stands."""
    query = urlencode(st.query_params.to_dict())
    return f"{st.context.url or ''}{'?' if query else ''}{query}"
