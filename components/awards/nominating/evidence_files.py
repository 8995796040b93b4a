"""Evidence of a draft: files added, listed, removed, and downloaded by whoever sent them."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components import ask, flash, upload_permits
from components.awards.viewing import viewer
from components.reader_language import _
from components.streamlit_compat import session_id
from data_access.awards import evidence

# HEIC is let through to be refused in a sentence that says what to send instead.
KINDS = ["pdf", "png", "jpg", "jpeg", "xlsx", "ods", "csv", "heic", "heif"]
MOST_SENT = 3 * evidence.LARGEST >> 20  # a larger photograph gets such a sentence, too


def render(token: str, criterion: str | None, closed: bool) -> None:
    """Render the files on one criterion, or those of the nomination as a whole."""
    with ask.reading() as connection:
        rows = [
            row for row in evidence.attached(connection, token) if row.criterion_code == criterion
        ]
    where = criterion or "whole"
    for row in rows:
        _one(token, row, closed)
    flash.show(f"files-{where}")
    if closed:
        return
    upload_permits.offer(session_id())
    turn = f"files-turn-{where}"
    key = f"files-{where}-{st.session_state.setdefault(turn, 0)}"

    def put() -> None:
        given = st.session_state[key]
        if given is None:
            return
        st.session_state[turn] += 1
        content = given.getvalue()
        flash.attempt(
            f"files-{where}",
            lambda: evidence.attach(ask.engine(), token, given.name, content, criterion),
        )

    with st.expander(_("Agregar un archivo que lo respalde")):
        st.file_uploader(
            _(
                "PDF, imagen PNG o JPEG, u hoja de cálculo; hasta {size} MB",
                size=evidence.LARGEST >> 20,
            ),
            KINDS,
            key=key,
            on_change=put,
            max_upload_size=MOST_SENT,
        )


def _one(token: str, row: Any, closed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        viewer.offer(row, partial(handed_back, token, row.id), f"own-evidence-{row.id}")
        if not closed:
            st.button(_("Quitar"), key=f"remove-{row.id}", on_click=partial(removed, token, row))


def handed_back(token: str, number: int) -> evidence.Content:
    """Return the file; raise Refusal if the link does not own it."""
    with ask.reading() as connection:
        return evidence.hand_back(connection, token, number)


def removed(token: str, row: Any) -> None:
    """Remove a file from the draft."""
    where = f"files-{row.criterion_code or 'whole'}"
    flash.attempt(where, lambda: evidence.remove(ask.engine(), token, row.id))
