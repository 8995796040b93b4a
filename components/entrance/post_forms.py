"""Forms that the browser posts to a route of the server, since only that can set a cookie."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components.templating import render_template
from components.theme import paint


@dataclass(frozen=True)
class Form:
    """A form of one button; `email` is the label of a field for an address, if it has one."""

    action: str
    button: str
    email: str = ""


def render(*forms: Form) -> None:
    """Draw forms beside each other, as many as fit."""
    st.html(render_template("entrance/forms.html", forms=forms, colors=paint()))
