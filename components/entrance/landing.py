"""The start page of a reader who asked for none: the one with the tasks of their role."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from components.navigation import FRONT, PAGES
from data_access.viewer import (
    LEADER,
    MONITOR,
    SECRETARY,
    Viewer,
    chairs_somewhere,
    judges_somewhere,
)

# In an address: the reader has just signed in and asked for no page.
JUST_IN = "inicio"
Start = tuple[str, dict[str, str]]  # a page and its query


def start(viewer: Viewer) -> Start:
    """Return the page and query where a viewer starts.

    A juror at what is due, a secretary at the jury desk, a leader at their own place, a monitor at
    what is late or missing, others on the front page.
    """
    if judges_somewhere(viewer):
        return "score", {}
    if chairs_somewhere(viewer) and viewer.of(SECRETARY):
        return "jury_desk", {}
    if viewer.of(LEADER):
        return FRONT, {"territory": min(viewer.of(LEADER))}
    if viewer.holds(MONITOR):
        return "indicators", {"estado": "pendiente"}
    return FRONT, {}


def address(viewer: Viewer) -> str:
    """Return the same as an address of this site."""
    page, query = start(viewer)
    path = "/" if page == FRONT else f"/{page}"
    return f"{path}?{urlencode(query)}" if query else path


def led_on(viewer: Viewer) -> None:
    """Send a reader who has just signed in with an institution to their start page."""
    if st.query_params.pop(JUST_IN, None) is None:
        return
    page, query = start(viewer)
    if page == FRONT:
        st.query_params.update(query)
    else:
        st.switch_page(str(PAGES[page].file), query_params=query)
