"""Who is reading, and whether this page is theirs: the first statement of every page."""

from __future__ import annotations

import streamlit as st

from components.language import _
from components.navigation import PAGES
from data_access.viewer import VISITOR, Viewer


def viewer() -> Viewer:
    """The reader of this run. Until there is sign-in, everybody is a visitor."""
    return VISITOR


def require(page: str) -> Viewer:
    """The reader, if the page named `page` is theirs; otherwise the run ends with a sentence."""
    reader = viewer()
    if not PAGES[page].allowed(reader):
        st.error(_("Esta página no está disponible para usted."))
        st.stop()
    return reader
