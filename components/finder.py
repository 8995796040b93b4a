"""The search in the bar: an indicator, a page or a place, chosen by what it is called.

`page.js` opens it when "/" is pressed.
"""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from components import labels, scope_bar
from components.navigation import FRONT, PAGES
from components.parts import PART
from components.reader_language import URL_KEY, _, current
from data_access import lists, territory
from data_access.language import Text
from data_access.viewer import Viewer

FIELD, FOUND, TIMES = "find", "found", "times-found"
PAGE, INDICATOR, PLACE = "page", "indicador", "territory"
Target = tuple[str, str]  # what is gone to, and its name or code
# Whose figures are of a place; from any other page a place leads to the front page.
PLACED = ("overview", "labour", "hiring", "training", "ventures", "community", "indicators")
KEPT = (PLACE, *scope_bar.PERIOD_KEYS, URL_KEY)  # of the address, on the way to another page


def render(viewer: Viewer, page: st.Page) -> None:
    """Render the search, and go where the reader chose to in the last run."""
    shown = tuple(name for name, one in PAGES.items() if one.listed and one.allowed(viewer))
    targets = named(shown, current())

    def chosen() -> None:
        st.session_state[FOUND] = st.session_state[FIELD]
        st.session_state[FIELD] = None
        # Another popover takes the place of this one, which would stay open.
        st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1

    key = f"finder-{st.session_state.get(TIMES, 0)}"
    with (
        st.container(key="screen-finder"),
        st.popover(_("Buscar"), icon=":material/search:", key=key),
    ):
        st.selectbox(
            _("Un indicador, una página o un lugar"),
            list(targets),
            index=None,
            placeholder=_("Escriba una palabra"),
            key=FIELD,
            on_change=chosen,
        )
    wanted = targets.get(st.session_state.pop(FOUND, None) or "")
    if wanted is not None:
        _go(wanted, page)


@lru_cache(maxsize=64)
def named(pages: tuple[str, ...], language: str) -> dict[str, Target]:
    """Return everything that can be found, by what a reader sees: pages, then indicators, then
    places."""
    found: list[tuple[Text, Target]] = [
        (Text("{name} (página)", name=PAGES[name].title), (PAGE, name)) for name in pages
    ]
    found += [
        (Text("{name} ({code}, indicador)", name=name, code=code), (INDICATOR, code))
        for code, name in lists.INDICATORS.items()
    ]
    codes = (*territory.PROVINCES, *territory.CANTONS)
    found += [
        (Text("{name} (lugar)", name=labels.place_among_all(code)), (PLACE, code)) for code in codes
    ]
    return {said.to(language): target for said, target in found}


def _go(wanted: Target, page: st.Page) -> None:
    """Go to a page or an indicator in the place and period shown, or to a place on this page."""
    kind, code = wanted
    query = {key: st.query_params[key] for key in KEPT if key in st.query_params}
    if kind == PLACE:
        here = page.url_path or FRONT
        if here in PLACED:
            st.query_params[PLACE] = code
            return
        st.switch_page(str(PAGES[FRONT].file), query_params={**query, PLACE: code})
    elif kind == INDICATOR:
        st.query_params.pop(PART, None)
        st.switch_page(str(PAGES["indicators"].file), query_params={**query, INDICATOR: code})
    else:
        st.switch_page(str(PAGES[code].file), query_params=query)
