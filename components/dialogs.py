"""A dialog over the page, which is rerun when the dialog closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from components import flash
from data_access.refusal import Refusal


def show(
    title: str,
    body: Callable[..., None],
    *about: object,
    width: Literal["small", "large"] = "small",
    closed: Callable[[], None] | None = None,
) -> None:
    """Open a dialog; a refusal, such as of a role revoked meanwhile, is shown in its place.

    `closed` is called when it was closed, before the page is rerun.
    """

    def drawn() -> None:
        try:
            body(*about)
        except Refusal as problem:
            flash.refused(problem)

    st.dialog(title, width=width, on_dismiss=closed or "rerun")(drawn)()
