"""A file of evidence, opened in the page or downloaded, by whoever may read it at that moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from components import dialogs, own_files
from components.markup import plain
from components.reader_language import _, current
from components.streamlit_compat import BuiltFile, session_id
from data_access.awards.evidence import Content
from data_access.refusal import Refusal

HOUSE, OWN, ASSETS = "m4sd_evidence", "viewer", "assets"
NAME = f"{HOUSE}.{OWN}"

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
        _component()(key=f"shown-{key}", data=about)
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


def _component() -> Callable[..., Any]:
    """Return the component, registered with the running server as the field of texts is."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        manifest = ComponentManifest(HOUSE, "1", [ComponentConfig(OWN, ASSETS)])
        manager.register_from_manifest(manifest, Path(__file__).parent)
    return st.components.v2.component(NAME, css="viewer.css", js="viewer.js")
