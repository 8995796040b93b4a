"""The place that the page opens at: a leader's own, where the address names none."""

from __future__ import annotations

import streamlit as st

from data_access.viewer import LEADER, Viewer, brings_any_data


def choose(viewer: Viewer) -> None:
    """Write a leader's own place to the address, unless there is one in it."""
    if brings_any_data(viewer) or "territory" in st.query_params:
        return
    own = sorted(viewer.of(LEADER))
    if own:
        st.query_params["territory"] = own[0]
