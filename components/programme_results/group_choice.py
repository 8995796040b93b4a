"""The choice of groups to hold side by side, kept in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import labels
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import _, current

URL_KEY = "lado"


def pick(asked: ProgrammeQuestions, splits: Sequence[str], page: str) -> str | None:
    """The dimension whose groups stand side by side; None, said, where a filter holds it fast."""
    split = choose(splits, page)
    if asked.scope.get(split):
        st.caption(_("Para comparar, quite el filtro de arriba."))
        return None
    return split


def choose(splits: Sequence[str], page: str) -> str:
    """One of some dimensions, the first unless the address names another."""
    key = f"{page}-split"
    wanted = st.query_params.get(URL_KEY)
    st.session_state[key] = wanted if wanted in splits else splits[0]

    def remember() -> None:
        st.query_params[URL_KEY] = st.session_state[key]

    st.segmented_control(
        _("Comparar por"),
        splits,
        format_func=lambda name: labels.scope_key(name).to(current()),
        key=key,
        on_change=remember,
        required=True,
    )
    return str(st.session_state[key])
