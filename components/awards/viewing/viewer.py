"""A file of evidence, opened in the page or downloaded, by whoever may read it at that moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from components import dialogs, own_files
from components.markup import plain
from components.reader_language import _, current
from components.streamlit_compat import BuiltFile, browser_part, session_id
from data_access.awards.evidence import Content
from data_access.refusal import Refusal

NAME, FOLDER = "m4sd_evidence.viewer", Path(__file__).parent

Read = Callable[[], Content]


def offer(row: Any, read: Read, key: str) -> None:
    """Render a file's buttons: to open it in the page, where browsers can, and to download it.

    `read` hands the file out, or raises Refusal; it is called when somebody presses.
    """
    name = f"{plain(row.name)} ({size_of(row.size)})"
    if row.media_type not in own_files.SHOWN:
        _download(name, row, read, key)
    elif st.button(name, key=f"see-{key}", icon=":material/visibility:"):
        dialogs.show(plain(row.name), _opened, row, read, key, width="large")


def size_of(size: int) -> str:
    """Return a file's size in KB or MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 2**10)} KB"


def bytes_of(read: Read) -> bytes:
    """Return the file, or the reason of its refusal as bytes."""
    try:
        return read().content
    except Refusal as problem:
        return problem.text.to(current()).encode()


def _opened(row: Any, read: Read, key: str) -> None:
    given = read()
    session = session_id()
    if session is not None:
        file = BuiltFile(session, given.content, given.name, given.media_type, inline=True)
        about = {
            "address": own_files.keep(file),
            "name": given.name,
            "picture": given.media_type.startswith("image/"),
        }
        browser_part(NAME, FOLDER, css="viewer.css", js="viewer.js")(key=f"shown-{key}", data=about)
    _download(_("Descargar"), row, read, key)


def _download(label: str, row: Any, read: Read, key: str) -> None:
    st.download_button(
        label,
        data=lambda: bytes_of(read),
        file_name=row.name,
        mime=row.media_type,
        on_click="ignore",
        key=key,
    )
