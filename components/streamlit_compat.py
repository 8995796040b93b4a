"""Undocumented names of Streamlit that this app uses, and that may move.

Each name here has a test that fails when Streamlit removes it: an upgrade is repaired in this file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.stats import CacheStat

STATIC_FOLDER = Path(streamlit.__file__).parent / "static"
INDEX = STATIC_FOLDER / "index.html"  # the document of every page
ASSETS = STATIC_FOLDER / "static"  # its scripts, styles and fonts
ASSETS_PATH = "/static/"
MEDIA_PATH = "/media/"  # files that readers download
UPLOAD_PATH = "/_stcore/upload_file/"  # followed by the session and the file
LOGIN_PATH, CALLBACK_PATH = "/auth/login", "/oauth2callback"
COOKIE_PREFIX = "_streamlit_"
USER_COOKIE = "_streamlit_user"


@cache
def font_path() -> str:
    """Return the address of the font of the pages.

    Raise StopIteration if Streamlit has no such file.
    """
    font = next(ASSETS.glob("media/SourceSansVF-Upright.*.woff2"))
    return f"{ASSETS_PATH}{font.relative_to(ASSETS).as_posix()}"


def session_id() -> str | None:
    """Return the id of the session whose script runs; None outside of one."""
    context = get_script_run_ctx()
    return None if context is None else context.session_id


def uploaded_bytes() -> int:
    """Return how many bytes of uploaded files this process holds."""
    families = runtime.get_instance().uploaded_file_mgr.get_stats().values()
    return sum(
        stat.byte_length for stats in families for stat in stats if isinstance(stat, CacheStat)
    )


def remove_upload(file_id: str) -> None:
    """Remove a file that the session of this run uploaded.

    Do nothing outside of a session. Raise TypeError if uploads are not held in memory.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    manager = context.uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        raise TypeError(f"uploads are held by {type(manager).__name__}")
    manager.remove_file(context.session_id, file_id)
