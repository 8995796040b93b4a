"""One figure of a page, alone, for a frame of another site: `?embed=1&figura=KEY`.

The page runs as always, for the public whoever looks, and of what it renders the frame gets the one
figure, with a link to the whole page. Which sites may frame it says `FRAME_ANCESTORS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components import page_style, sharing, streamlit_compat
from components.navigation import FRONT, PAGES
from components.reader_language import URL_KEY, _, current
from components.templating import render_template
from data_access.viewer import VISITOR

EMBED, FIGURE = "embed", "figura"
HEIGHT = 640  # pixels: most figures with what stands around them
_frame: ContextVar[Frame | None] = ContextVar("frame", default=None)


@dataclass
class Frame:
    """The room of the one figure, its key, and whether the page has rendered it."""

    key: str
    room: Any
    found: bool = False


def asked() -> bool:
    """Return whether this run is for a frame of another site."""
    return streamlit_compat.query_value(EMBED) == "1"


def leaves_out(key: str) -> bool:
    """Return whether a frame is being filled and this figure is not the one it is for."""
    frame = _frame.get()
    return frame is not None and frame.key != key


def room(key: str) -> AbstractContextManager[Any]:
    """Return where a figure is rendered: the frame's room, or wherever the page is."""
    frame = _frame.get()
    if frame is None or frame.key != key:
        return nullcontext()
    frame.found = True
    return frame.room  # type: ignore[no-any-return]


def render(page: Any) -> None:
    """Run a page and render the figure that the address names, or a sentence if it has none."""
    page_style.render()
    st.html(render_template("frame/embedded_style.html"))
    with st.container(key="embed"):
        shown = st.container()
        below = st.container()
    rest = st.empty()
    with _filling(shown) as frame:
        try:
            with rest.container(key="embed-rest"):
                page.run()
        finally:  # also where the page stops by itself, as at a place that there is not
            with below:
                if not frame.found:
                    st.info(_("Esa figura no está en la página, o no hay datos para ella."))
                st.markdown(_("[Ver la página en el observatorio]({url})", url=whole(frame.key)))
    rest.empty()


@contextmanager
def _filling(shown: Any) -> Iterator[Frame]:
    frame = Frame(st.query_params.get(FIGURE, ""), shown)
    token = _frame.set(frame)
    try:
        yield frame
    finally:
        _frame.reset(token)


def whole(key: str) -> str:
    """Return the address of the page that a framed figure is on, which leads to it."""
    query = {name: value for name, value in st.query_params.items() if name != FIGURE}
    return f"{_page()}{'?' if query else ''}{urlencode(query)}#figure-{key}"


def offer(key: str, title: str) -> None:
    """Render, if it is asked for, the code by which another site shows a figure of this page."""
    name = urlsplit(st.context.url or "").path.strip("/")
    public = PAGES.get(name, PAGES[FRONT]).allowed(VISITOR)
    if not public or sharing.SECRET in st.query_params:
        return
    if not st.toggle(_("Insertar en otro sitio"), key=f"embed-{key}"):
        return
    own = {name: value for name, value in st.query_params.items() if name != URL_KEY}
    query = {**own, URL_KEY: current(), EMBED: "1", FIGURE: key}
    url = f"{_page()}?{urlencode(query)}"
    code = render_template("figure/iframe.html", url=url, title=title, height=HEIGHT)
    st.code(code.strip(), language=None, wrap_lines=True)
    st.caption(_("Muestra lo que ve el público, con su fuente y su fecha."))
    if not os.environ.get("FRAME_ANCESTORS", "").strip():
        st.caption(
            _(
                "Por ahora esta instalación no deja que otros sitios la muestren: pida a la "
                "administración que añada el suyo."
            )
        )


def _page() -> str:
    """Return the address of this page, without its query."""
    return f"{sharing.origin()}{urlsplit(st.context.url or '').path or '/'}"
