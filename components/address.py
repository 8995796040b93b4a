"""What a page shows, held in its address: each run reads it there, a change is written there."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.reader_language import _, current
from data_access.language import Text

PAGE = "pagina"


def go(**changes: str) -> None:
    """Write a change into the address; "" takes a key out. Any change but of the page leads to
    the first page of a list."""
    if PAGE not in changes:
        st.query_params.pop(PAGE, None)
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)


def choice(key: str, label: str, options: Mapping[str, Text]) -> str:
    """A select box whose value stands in the address under `key`; the first option is the usual
    one and leaves the address empty, and so does what is no option."""
    usual = next(iter(options))
    asked = st.query_params.get(key, usual)
    widget = f"choice-{key}"
    st.session_state[widget] = asked if asked in options else usual

    def changed() -> None:
        chosen = st.session_state[widget]
        go(**{key: "" if chosen == usual else chosen})

    language = current()
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options[code].to(language),
        key=widget,
        on_change=changed,
    )
    return str(st.session_state[widget])


def search(key: str, label: str) -> str:
    """A field to search with, whose text stands in the address under `key`."""
    widget = f"search-{key}"
    st.session_state[widget] = st.query_params.get(key, "")

    def changed() -> None:
        go(**{key: st.session_state[widget].strip()})

    st.text_input(
        label, key=widget, on_change=changed, type="search", placeholder=_("Parte del correo")
    )
    return str(st.session_state[widget])


def page() -> int:
    """Which part of a list the address asks for; what is no number is the first."""
    asked = st.query_params.get(PAGE, "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 9 else 1


def pager(total: int, at_once: int) -> None:
    """Buttons to the parts before and after, where a list has more than one."""
    last = max(-(-total // at_once), 1)
    at = min(page(), last)
    if last == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        for step, label in ((-1, _("Anteriores")), (1, _("Siguientes"))):
            st.button(
                label,
                key=f"pager-{step}",
                disabled=not 1 <= at + step <= last,
                on_click=go,
                kwargs={PAGE: str(at + step) if at + step > 1 else ""},
            )
        st.caption(_("Página {page} de {last}", page=at, last=last))
