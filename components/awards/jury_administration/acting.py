"""A press of the secretariat: the change, its message, and the page anew."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import flash
from data_access.language import Text


def act(where: str, deed: Callable[[], object], done: Text | None = None) -> None:
    """Run a change, keep the message of its result, and rerun the page."""
    flash.attempt(where, deed, done)
    st.rerun()
