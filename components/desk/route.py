"""Where on the desk a reader is, held in the URL: uploading, or in the history, at a batch."""

from __future__ import annotations

import streamlit as st

VIEW, PAGE, BATCH = "view", "page", "batch"
HISTORY = "history"


def in_history() -> bool:
    """Whether the URL speaks of the history."""
    return st.query_params.get(VIEW) == HISTORY


def page() -> int:
    """The page of the history, from 1; whatever makes no sense is the first."""
    return _number(PAGE) or 1


def batch() -> int | None:
    """The batch that the reader is about to undo, or looks at."""
    return _number(BATCH)


def _number(key: str) -> int | None:
    asked = st.query_params.get(key, "")
    plain = asked.isascii() and asked.isdecimal() and len(asked) < 10
    return int(asked) if plain and int(asked) > 0 else None


def go(history: bool, page: int = 1, batch: int | None = None) -> None:
    """Write a place on the desk into the URL; what is usual is left out."""
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
    """Look at a batch in the history, where the newest come first."""
    go(True, batch=number)
