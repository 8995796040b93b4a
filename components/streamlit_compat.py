"""Undocumented names of Streamlit that this app uses, and that may move.

Each name here has a test that fails when Streamlit removes it: an upgrade is repaired in this file.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import streamlit
from google.protobuf.message import DecodeError, Message
from streamlit import runtime
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.stats import CacheStat

log = logging.getLogger(__name__)
STATIC_FOLDER = Path(streamlit.__file__).parent / "static"
INDEX = STATIC_FOLDER / "index.html"  # the document of every page
ASSETS = STATIC_FOLDER / "static"  # its scripts, styles and fonts
ASSETS_PATH = "/static/"
MEDIA_PATH = "/media/"  # files that readers download
UPLOAD_PATH = "/_stcore/upload_file/"  # followed by the session and the file
STREAM_PATH = "/_stcore/stream"  # the websocket of a page
METRICS_PATH, AGENT_PATH = "/_stcore/metrics", "/_stcore/agent"
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


def icon_font() -> Path:
    """Return the font of the icons; raise StopIteration if Streamlit has no such file."""
    return next(ASSETS.glob("media/MaterialSymbols-Rounded.*.woff2"))


def session_id() -> str | None:
    """Return the id of the session whose script runs; None outside of one."""
    context = get_script_run_ctx()
    return None if context is None else context.session_id


def query_value(name: str) -> str | None:
    """Return a value of the page's address, also of a key that `st.query_params` leaves out."""
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else parse_qs(context.query_string).get(name, [None])[0]


def run_marker() -> object | None:
    """Return an object that is another one in each run of a script; None outside of one."""
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else context.cursors


class _Silenced(logging.Filter):
    """Drops a logger's warnings while `quiet` returns True."""

    def __init__(self, quiet: Callable[[], bool]) -> None:
        super().__init__()
        self.quiet = quiet

    def filter(self, _record: logging.LogRecord) -> bool:
        return not self.quiet()


def say_nothing_of_a_missing_page(quiet: Callable[[], bool]) -> None:
    """Keep Streamlit's warnings that no page is there out of the log while `quiet` returns True."""
    silenced = _Silenced(quiet)
    for name in ("runtime.scriptrunner_utils.script_run_context", "delta_generator"):
        logging.getLogger(f"streamlit.{name}").addFilter(silenced)


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


def session_cookies(session: str) -> Mapping[str, str]:
    """Return the cookies with which a session's page was connected; none if it is gone."""
    client = runtime.get_instance().get_client(session)
    context = None if client is None else client.client_context
    return {} if context is None else context.cookies


def session_is_open(session: str) -> bool:
    """Return whether a session's page is still connected."""
    return runtime.get_instance().is_active_session(session)


def stored_for_download(path: str) -> bool:
    """Return whether the media file at a path is one to download, rather than a picture.

    Raise TypeError if files are not held in memory.
    """
    storage = runtime.get_instance().media_file_mgr._storage
    if not isinstance(storage, MemoryMediaFileStorage):
        raise TypeError(f"files are held by {type(storage).__name__}")
    try:
        kind = storage.get_file(path.rpartition("/")[2]).kind
    except MediaFileStorageError:
        return False
    return bool(kind is MediaFileKind.DOWNLOADABLE)


@dataclass(frozen=True)
class BuiltFile:
    """A file that a press on a button of a session has built; `inline`, to be seen in its page."""

    session: str
    content: bytes
    name: str
    media_type: str
    inline: bool = False


def serve_downloads(allowed: Callable[[str], bool], keep: Callable[[BuiltFile], str]) -> None:
    """Have files of download buttons built for their own session alone and kept by `keep`.

    Streamlit itself builds them for any session that names one, and serves them to whoever has the
    address. `allowed` says whether a session may still have files; `keep` returns an address.
    """

    async def handle(
        self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
    ) -> BackendOperationResponse:
        try:
            file = await asyncio.to_thread(_built, request.deferred_file.file_id, session_id)
        except Exception:
            log.exception("a file for download could not be built")
            return BackendOperationResponse(request_id=request.request_id, error_msg="refused")
        url = DeferredFileResponsePayload(url=keep(file))
        return BackendOperationResponse(request_id=request.request_id, deferred_file=url)

    def _built(file_id: str, session: str) -> BuiltFile:
        entry = runtime.get_instance().media_file_mgr._deferred_callables.get(file_id)
        if entry is None or entry["session_id"] != session or not allowed(session):
            raise PermissionError(f"no file {file_id} of this session")
        content = entry["callable"]()
        if not isinstance(content, bytes):
            raise TypeError(f"a download of {type(content).__name__}")
        media_type = entry["mimetype"] or "application/octet-stream"
        return BuiltFile(session, content, entry["filename"] or "m4sd", media_type)

    DeferredFileHandler.handle = handle  # type: ignore[method-assign]


def kind_of_message(data: bytes) -> str:
    """Return what a page's message asks for: `rerun_script`, `backend_operation_request.…`.

    It is "" for what is no message.
    """
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return ""
    kind = message.WhichOneof("type") or ""
    if kind != "backend_operation_request":
        return kind
    return f"{kind}.{message.backend_operation_request.WhichOneof('payload')}"


@dataclass(frozen=True)
class Element:
    """What one command of Streamlit sends to the browser; nobody may change it."""

    kind: str
    message: Message
    layout: Any


class _Recorder(DeltaGenerator):
    """Takes a command's element in the place of the page."""

    def __init__(self) -> None:
        super().__init__(root_container=None)
        self.made: list[Element] = []

    def _enqueue(
        self,
        delta_type: str,
        element_proto: Message,
        layout_config: Any = None,
        has_one_shot_effect: bool = False,
        agent_props: str | None = None,
    ) -> DeltaGenerator:
        self.made.append(Element(delta_type, element_proto, layout_config))
        return self


def browser_part(name: str, folder: Path, *, js: str, css: str | None = None) -> Callable[..., Any]:
    """Return a component whose script and styles are files of `assets` in a folder.

    `name` is HOUSE.OWN. Files of its own are what the Content-Security-Policy allows; Streamlit
    finds such files through a manifest, that of an installed package or, as here, one given to the
    running server.
    """
    house, _dot, own = name.partition(".")
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(name) is None:
        manifest = ComponentManifest(house, "1", [ComponentConfig(own, "assets")])
        manager.register_from_manifest(manifest, folder)
    made: Callable[..., Any] = streamlit.components.v2.component(name, css=css, js=js)
    return made


def element(make: Callable[[DeltaGenerator], object]) -> Element:
    """Return the element of the one command that `make` gives, without rendering it.

    Most of what a chart costs is done once so, for all readers and runs. The command must be one
    that nobody can answer: a field or button belongs to its session.
    """
    recorder = _Recorder()
    make(recorder)
    (made,) = recorder.made
    return made


def render(made: Element) -> None:
    """Render an element where the next command of the page would."""
    page = get_dg_singleton_instance().main_dg
    page._enqueue(made.kind, made.message, layout_config=made.layout)


def is_empty(container: DeltaGenerator) -> bool:
    """Return whether nothing has been rendered into a container of this run."""
    cursor = container._cursor
    return cursor is None or cursor.index == 0
