"""Where on the own desk a juror is, held in the URL, so that a reload comes back to it."""

from __future__ import annotations

import streamlit as st

EDITION, NOMINATION, VIEW = "edicion", "postulacion", "vista"
REVIEW = "revisar"


def edition() -> str | None:
    """The edition that the URL names."""
    return st.query_params.get(EDITION)


def nomination() -> str | None:
    """The nomination that is open, if one is."""
    return st.query_params.get(NOMINATION)


def reviewing() -> bool:
    """Whether everything is being looked at before it is handed in."""
    return st.query_params.get(VIEW) == REVIEW


def go(edition: str, nomination: str | None = None, view: str | None = None) -> None:
    """Write a place into the URL."""
    for key, value in ((EDITION, edition), (NOMINATION, nomination), (VIEW, view)):
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
