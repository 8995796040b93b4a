"""One entry of a list: a few lines of text that wrap on a telephone, and its buttons."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.language import current
from components.theme import paint
from data_access.language import Text

WRAPPED = "overflow-wrap:anywhere;line-height:1.5"


@contextmanager
def card(key: str, title: str, *lines: Text, mark: Text | None = None) -> Iterator[None]:
    """Draw an entry: its name, what is said of it, and what the `with` block draws beside it."""
    with (
        st.container(border=True, key=key),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        st.html(as_html(title, *lines, mark=mark), width="stretch")
        yield


def as_html(title: str, *lines: Text, mark: Text | None = None) -> str:
    """The text of an entry, safe whoever wrote it; `mark` is a state, in words."""
    state = "" if mark is None else f" · {html.escape(mark.to(current()))}"
    first = f'<div style="{WRAPPED}"><strong>{html.escape(title)}</strong>{state}</div>'
    return first + "".join(map(line, lines))


def line(text: Text) -> str:
    """One line of an entry, quieter than its title."""
    style = f"{WRAPPED};color:{paint().muted};font-size:.9rem"
    return f'<div style="{style}">{html.escape(text.to(current()))}</div>'


def nothing(text: Text) -> None:
    """Say that a list is empty."""
    st.caption(text.to(current()))
