"""The place and period of one page go along to the next that is chosen in the menu.

Streamlit's menu leads to a page without the query of the one before, so that a leader who pressed
"Empleo" saw the whole country. An address that names anything itself is left as it is.
"""

from __future__ import annotations

import streamlit as st

from components.reader_language import URL_KEY

KEYS = ("territory", "from", "until")
STATE = "carried"  # the page before and its scope
# Those with a place above them.
PAGES = (
    *("overview", "labour", "hiring", "training", "ventures", "community", "paths"),
    "indicators",
)


def along(page: str) -> None:
    """Write the scope of the page before into the address of one that came without any."""
    if page not in PAGES:
        return
    before, scope = st.session_state.get(STATE, (page, {}))
    if page != before and not set(st.query_params) - {URL_KEY}:
        for key, value in scope.items():
            st.query_params[key] = value
    told = st.query_params
    st.session_state[STATE] = (page, {key: told[key] for key in KEYS if key in told})
