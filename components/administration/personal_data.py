"""Withdrawal of consent and what is kept for too long: what goes is shown, then asked for again."""

from __future__ import annotations

import streamlit as st

from components import ask, asking_again, flash, guard
from components.markup import plain
from components.reader_language import _, current
from data_access.language import Text
from data_access.programme import erasing_words, retaining, withdrawing
from data_access.programme.erasing import Removal
from data_access.refusal import Refusal
from data_access.viewer import Viewer

CODES, WANTED, OLD = "withdraw-codes", "withdraw-wanted", "retention-seen"
WITHDRAW, RETENTION = "withdraw", "retention"


def render(viewer: Viewer) -> None:
    """Render both, each with what it takes out before the word that does it."""
    st.subheader(_("Quien retira su consentimiento"), anchor=False)
    st.caption(erasing_words.AFTER_WITHDRAWAL.to(current()))
    with st.form("withdraw-look", border=False):
        st.text_area(_("Códigos de personas, uno por línea"), key=CODES, height=100)
        st.form_submit_button(_("Ver qué se quitaría"), on_click=_look)
    wanted: list[str] | None = st.session_state.get(WANTED)
    if wanted is not None:
        _confirm(viewer, wanted)
    flash.show(WITHDRAW)
    st.subheader(_("Lo que se guarda por más tiempo del debido"), anchor=False)
    found = retaining.due(ask.engine(), viewer)
    for line in erasing_words.limits(found):
        st.markdown(plain(line.to(current())))
    if found.nothing:
        st.caption(_("No hay nada que quitar."))
    else:
        _told(found.people)
        word, button = Text("quitar"), Text("Quitar lo vencido")
        asking_again.by_word(RETENTION, word, button, _apply)
    flash.show(RETENTION)


def _confirm(viewer: Viewer, wanted: list[str]) -> None:
    try:
        found = withdrawing.consequences(ask.engine(), viewer, wanted)
    except Refusal as problem:  # somebody else did it meanwhile
        flash.refused(problem)
        return
    _told(found)
    word, button = Text("retirar"), Text("Quitarlo para siempre")
    asking_again.by_word(WITHDRAW, word, button, _withdraw)


def _told(found: Removal) -> None:
    st.warning(_("Se quita para siempre:"))
    st.markdown("\n".join(f"- {plain(line.to(current()))}" for line in erasing_words.lines(found)))


def _look() -> None:
    """Look what is stored of the codes that were written, with the reader's current roles."""
    st.session_state.pop(WANTED, None)

    def act() -> None:
        wanted = str(st.session_state[CODES]).split()
        withdrawing.consequences(ask.engine(), guard.viewer(), wanted)
        st.session_state[WANTED] = wanted

    flash.attempt(WITHDRAW, act)


def _withdraw() -> Text:
    done = withdrawing.withdraw(ask.engine(), guard.viewer(), st.session_state[WANTED])
    del st.session_state[WANTED]
    st.session_state[CODES] = ""
    return Text(
        "Se quitó lo guardado de {count} persona.",
        "Se quitó lo guardado de {count} personas.",
        done.people,
    )


def _apply() -> Text:
    done = retaining.apply(ask.engine(), guard.viewer())
    return Text(
        "Se quitó lo guardado de {count} persona y {entries} entradas del registro.",
        "Se quitó lo guardado de {count} personas y {entries} entradas del registro.",
        done.people.people,
        entries=done.entries,
    )
