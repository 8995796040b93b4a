"""One entry of a list: a few lines of text that wrap on a phone, and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup

from components.reader_language import current
from components.templating import render_template
from components.theme import paint
from data_access.language import Text


@contextmanager
def card(key: str, title: str, *lines: Text, mark: Text | None = None) -> Iterator[None]:
    """Render an entry: its name, its lines, and beside them what the `with` block renders."""
    with (
        st.container(border=True, key=key),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        st.html(as_html(title, *lines, mark=mark), width="stretch")
        yield


def as_html(title: str, *lines: Text, mark: Text | None = None) -> Markup:
    """Return the text of an entry as HTML; `mark` is a state, in words."""
    return render_template(
        "card.html",
        title=title,
        mark=None if mark is None else mark.to(current()),
        lines=[line(text) for text in lines],
    )


def line(text: Text) -> Markup:
    """Return one line of an entry as HTML, less prominent than its title."""
    return render_template("card_line.html", said=text.to(current()), color=paint().muted)


def nothing(text: Text) -> None:
    """Render the message that a list is empty."""
    st.caption(text.to(current()))
