"""The places of the programme, each one press away in the bar of every page with a place."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import labels
from components.reader_language import _, current
from data_access import territory
from data_access.language import Text

# Where the programme works; any other place is chosen behind the button beside them.
LOCALITIES = {
    territory.COUNTRY: Text("Todo el programa"),
    "1308": labels.place("1308"),
    "2301": labels.place("2301"),
    "13": Text("Provincia de Manabí"),
}


def pick(chosen: str, go: Callable[[str], None]) -> None:
    """Render them with the chosen one marked, if it is one of them; `go` leads to another."""
    key = "locality"
    st.session_state[key] = chosen if chosen in LOCALITIES else None

    def changed() -> None:
        # A second press on the chosen one unmarks it, and leads nowhere.
        if st.session_state[key] is not None:
            go(st.session_state[key])

    st.pills(
        _("Lugar"),
        list(LOCALITIES),
        format_func=lambda code: LOCALITIES[code].to(current()),
        key=key,
        on_change=changed,
        label_visibility="collapsed",
    )
