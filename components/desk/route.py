"""The reader's position on the data desk, held in the URL: uploading, or a batch in the history."""

from __future__ import annotations

import streamlit as st

VIEW, PAGE, BATCH = "view", "page", "batch"
HISTORY = "history"


def in_history() -> bool:
    """Return whether the URL names the history."""
    return st.query_params.get(VIEW) == HISTORY


def page() -> int:
    """Return the page of the history, from 1; anything invalid is the first."""
    return _number(PAGE) or 1


def batch() -> int | None:
    """Return the number of the batch that is open, if any."""
    return _number(BATCH)


def _number(key: str) -> int | None:
    asked = st.query_params.get(key, "")
    plain = asked.isascii() and asked.isdecimal() and len(asked) < 10
    return int(asked) if plain and int(asked) > 0 else None


def go(history: bool, page: int = 1, batch: int | None = None) -> None:
    """Write a position on the data desk into the URL; default values are left out."""
    wanted = {
        VIEW: HISTORY if history else "",
        PAGE: str(page) if history and page > 1 else "",
        BATCH: str(batch) if history and batch else "",
    }
    for key, value in wanted.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)


def show(number: int) -> None:
    """Open a batch in the history, on its first page, which has the newest."""
    go(True, batch=number)
