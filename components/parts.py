"""The parts of a page: tabs named by their question, of which only the open one runs.

Which one is open stands in the address, under `parte`, so that a link leads to it. With
`parte=todo` all of them stand one below another: for paper, and for whoever searches a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components import printing, streamlit_compat
from components.reader_language import URL_KEY, _, current
from components.templating import render_template
from components.words import Listed
from data_access.language import Text

PART, WHOLE = "parte", "todo"
TALL = 320  # pixels of the grey surface that stands for a part until it is drawn
NOTHING = Text("De esto no hay nada que mostrar en este lugar y período.")


@dataclass(frozen=True)
class Part:
    """A part of a page: its name in addresses, its question, and what renders it, in order.

    `keys` are those of the address that only this part reads: a link with one of them opens it.
    """

    name: str
    title: Text
    sections: tuple[Callable[[Any], object], ...]
    keys: tuple[str, ...] = ()

    def render(self, asked: object) -> None:
        """Render every section of what is asked for."""
        for section in self.sections:
            section(asked)


def render(asked: object, *parts: Part, lists: bool = False) -> None:
    """Render the tabs and the open part, or all parts where the address asks for the whole page.

    `asked` is what every section is given: the questions of the page, with its place and period.
    `lists`: the parts are lists whose filters have the same keys. Turning to another begins it
    without them, and nobody reads all of them as one page.
    """
    if st.query_params.get(PART) == WHOLE and not lists:
        _link(_("Ver por partes"), None)
        for part in parts:
            st.header(part.title.to(current()), anchor=False)
            part.render(asked)
        return
    titles = {part.name: part.title.to(current()) for part in parts}
    chosen = opened(*parts)
    st.session_state["parts"] = titles[chosen.name]

    def changed() -> None:
        name = next(name for name in titles if titles[name] == st.session_state["parts"])
        others = {key for part in parts if part.name != name for key in part.keys}
        for key in set(st.query_params) - {URL_KEY} if lists else others:
            st.query_params.pop(key, None)
        st.query_params[PART] = name

    printing.on_paper(on_paper(chosen, parts))
    tabs = st.tabs(list(titles.values()), key="parts", on_change=changed)
    for tab, part in zip(tabs, parts, strict=True):
        if tab.open:
            with tab:
                room = st.skeleton(height=TALL).container()
                with room:
                    part.render(asked)
                if streamlit_compat.is_empty(room):
                    room.info(NOTHING.to(current()))
                if not lists:
                    _link(_("Ver la página entera"), WHOLE)


def on_paper(chosen: Part, parts: Sequence[Part]) -> list[Text]:
    """Return what paper says of a page in parts: which one it has, and which it has not."""
    others = Listed(part.title for part in parts if part is not chosen)
    return [chosen.title, Text("La página tiene además: {others}", others=others)]


def opened(*parts: Part) -> Part:
    """Return the part that the address names, or has a key of; else the first."""
    asked = st.query_params.get(PART, "")
    named = [part for part in parts if part.name == asked]
    meant = [part for part in parts if set(part.keys) & set(st.query_params)]
    return (named or meant or list(parts))[0]


def _link(said: str, part: str | None) -> None:
    query = {key: value for key, value in st.query_params.items() if key != PART}
    if part is not None:
        query[PART] = part
    with st.container(key="screen-whole"):
        st.html(render_template("parts/whole.html", url=f"?{urlencode(query)}", said=said))
