"""The choice of groups to compare side by side, kept in the URL."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import labels
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import _, current
from data_access.language import Text

URL_KEY = "lado"
# Words that leave four of them on one line of a telephone; the figure has the whole name.
SHORT = {"situacion": Text("Situación"), "grupo_edad": Text("Edad")}


def pick(asked: ProgrammeQuestions, splits: Sequence[str], page: str) -> str | None:
    """Return the dimension to compare by; None, with a message, where a filter fixes it."""
    split = choose(splits, page)
    if asked.scope.get(split):
        st.caption(_("Para comparar, quite el filtro de arriba."))
        return None
    return split


def choose(splits: Sequence[str], page: str) -> str:
    """Return one of some dimensions, the first unless the URL names another."""
    key = f"{page}-split"
    wanted = st.query_params.get(URL_KEY)
    st.session_state[key] = wanted if wanted in splits else splits[0]

    def remember() -> None:
        st.query_params[URL_KEY] = st.session_state[key]

    st.segmented_control(
        _("Comparar por"),
        splits,
        format_func=lambda name: SHORT.get(name, labels.scope_key(name)).to(current()),
        key=key,
        on_change=remember,
        required=True,
    )
    return str(st.session_state[key])
