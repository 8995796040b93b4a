"""Page state in the query string: each run reads it there, and each change is written there."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.reader_language import _, current
from data_access.language import Text

PAGE = "pagina"


def go(**changes: str) -> None:
    """Write changes to the query string; "" removes a key.

    Any change but of the page number returns to the first page of a list.
    """
    if PAGE not in changes:
        st.query_params.pop(PAGE, None)
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)


def choice(key: str, label: str, options: Mapping[str, Text]) -> str:
    """Return the value of a select box that is kept in the query string under `key`.

    The first option is the default: it leaves the query string empty, and stands for any value that
    is not an option.
    """
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


def search(key: str, label: str, example: str = "") -> str:
    """Return the text of a search field that is kept in the query string under `key`."""
    widget = f"search-{key}"
    st.session_state[widget] = st.query_params.get(key, "")

    def changed() -> None:
        go(**{key: st.session_state[widget].strip()})

    st.text_input(
        label,
        key=widget,
        on_change=changed,
        type="search",
        placeholder=example or _("Parte del correo"),
        width=440,
    )
    return str(st.session_state[widget])


def page() -> int:
    """Return the page of a list that the query string asks for, from 1; 1 if it is no number."""
    asked = st.query_params.get(PAGE, "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 9 else 1


def pager(total: int, at_once: int) -> None:
    """Render buttons to the previous and next page, where a list has more than one."""
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
