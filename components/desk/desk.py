"""The two parts of the data desk: uploading data, and the history of what was uploaded."""

from __future__ import annotations

import streamlit as st

from components import publication
from components.desk import door, past, route, steps
from components.markup import plain
from components.reader_language import _, current
from data_access.viewer import Viewer

KEY = "desk-side"


def render(viewer: Viewer) -> None:
    """Render both parts; the history is read only when it is opened, and files are kept."""
    labels = [_("Cargar datos"), _("Historial")]
    st.session_state[KEY] = labels[route.in_history()]

    def turned() -> None:
        route.go(st.session_state[KEY] == labels[1])

    bringing, history = st.tabs(labels, key=KEY, on_change=turned)
    with bringing:
        if publication.is_closed_to(viewer):
            st.info(plain(door.NOT_YET.to(current())))
        else:
            steps.render(viewer)
    if history.open:
        with history:
            past.render(viewer)
