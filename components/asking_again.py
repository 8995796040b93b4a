"""What cannot be undone is asked for twice: by a word that is typed, or by a second press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import flash
from components.reader_language import _, current
from data_access.language import Text
from data_access.refusal import Refusal


def by_word(where: str, word: Text, button: Text, act: Callable[[], Text]) -> None:
    """Render a field for a word, and a button that acts only if that word stands in it.

    `where` names both, and the place of what came of it.
    """
    language = current()
    asked = word.to(language)
    st.text_input(
        _("Para confirmarlo, escriba «{word}»", word=asked), key=f"{where}-word", autocomplete="off"
    )

    def acted() -> None:
        flash.attempt(where, confirmed)

    def confirmed() -> Text:
        if str(st.session_state.get(f"{where}-word", "")).strip().lower() != asked.lower():
            raise Refusal(Text("No se hizo nada: escriba «{word}» y pulse otra vez.", word=asked))
        done = act()
        st.session_state[f"{where}-word"] = ""
        return done

    st.button(
        button.to(language),
        type="primary",
        key=f"{where}-do",
        on_click=acted,
    )


def by_press(where: str, yes: Text, no: Text, act: Callable[..., None], *about: Any) -> None:
    """Render the second press in a dialog: the button that acts, and the one that does not."""
    with st.container(horizontal=True):
        said = yes.to(current())
        if st.button(said, type="primary", key=f"{where}-yes", on_click=act, args=about):
            st.rerun()
        if st.button(no.to(current()), key=f"{where}-no"):
            st.rerun()
