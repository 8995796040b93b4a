"""The juror's position on the scoring page, held in the URL, so that a reload returns to it."""

from __future__ import annotations

import streamlit as st

EDITION, NOMINATION, VIEW = "edicion", "postulacion", "vista"
REVIEW, COMPARE = "revisar", "comparar"


def edition() -> str | None:
    """Return the edition that the URL names, if any."""
    return st.query_params.get(EDITION)


def nomination() -> str | None:
    """Return the nomination that is open, if any."""
    return st.query_params.get(NOMINATION)


def reviewing() -> bool:
    """Return whether the URL asks for the review that precedes submission."""
    return st.query_params.get(VIEW) == REVIEW


def comparing() -> bool:
    """Return whether the URL asks for two nominations side by side."""
    return st.query_params.get(VIEW) == COMPARE


def go(edition: str, nomination: str | None = None, view: str | None = None) -> None:
    """Write a position into the URL."""
    for key, value in ((EDITION, edition), (NOMINATION, nomination), (VIEW, view)):
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
