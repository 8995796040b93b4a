"""A table in the page's own HTML: it fits its frame, aligns its numbers, and sorts on a press.

In a frame too narrow for its columns each row becomes a block, with the headings before its cells.
`page.js` sorts it in the browser, by the values and not by their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.reader_language import _
from components.templating import render_template

NARROW, USUAL = 3, 7  # columns that fit a telephone, and half a page


@dataclass(frozen=True)
class Heading:
    """A column: its name, and whether its cells are numbers."""

    said: str
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """What a cell says, and what it is sorted by: None where it holds no value, and comes last.

    `url` is where its words lead, if anywhere.
    """

    said: str
    value: str | float | None = None
    url: str = ""


def render(
    headings: Sequence[Heading], rows: Sequence[Sequence[Cell]], name: str, sorts: bool = True
) -> None:
    """Render a table with a name for those who cannot see it.

    `sorts`: it holds all its rows, so that the first after sorting are the first of all.
    """
    st.html(
        render_template(
            "table.html",
            headings=headings,
            rows=rows,
            name=name,
            sorts=sorts and len(rows) > 1,
            size="few" if len(headings) <= NARROW else "some" if len(headings) <= USUAL else "many",
            hint=_("Pulse un encabezado para ordenar."),
        )
    )
