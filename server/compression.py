"""Streamlit's own files, compressed once for each process and kept in memory.

Streamlit sends them uncompressed: 8 MB of JavaScript on a first visit. Their names hold a hash of
their contents, so browsers may cache them for good. Whoever asks first gets a file as small as it
becomes at once; it is made smaller for all others when the first readers are served.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import queue
import threading
import time
from functools import cache
from pathlib import Path

import anyio
import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.streamlit_compat import ASSETS, ASSETS_PATH

SUFFIXES = {".js", ".css", ".json", ".svg", ".txt", ".wasm", ".ttf"}
AT_ONCE, LATER = 9, 10  # qualities of Brotli: 3 MB in a third of a second, or in three for 7 % less
# Seconds from the first question for a file until it is made smaller: five seconds' work for a page
# with a map, while a server that was just started computes its first answers.
CALM = 600
KEEP = "public, immutable, max-age=31536000"
_compressing = threading.Lock()
_smaller: dict[Path, bytes] = {}
_waiting: queue.SimpleQueue[tuple[float, Path]] = queue.SimpleQueue()


@cache
def _known() -> dict[str, Path]:
    """Return the compressible files by their URL path; any other path is passed on."""
    return {
        ASSETS_PATH + path.relative_to(ASSETS).as_posix(): path
        for path in ASSETS.rglob("*")
        if path.suffix in SUFFIXES
    }


def accepted(header: str) -> str | None:
    """Return the best encoding that an Accept-Encoding header allows; None for none of ours."""
    offered = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";q=")
        offered[name.strip()] = weight.strip() not in ("0", "0.0", "0.00", "0.000")
    for encoding in ("br", "gzip"):
        if offered.get(encoding, offered.get("*", False)):
            return encoding
    return None


@cache
def _compressed(path: Path, encoding: str) -> bytes:
    """Return a file in an encoding, as small as it becomes at once."""
    plain = path.read_bytes()
    if encoding != "br":
        return gzip.compress(plain, mtime=0)
    _waiting.put((time.monotonic(), path))
    _begin()
    packed: bytes = brotli.compress(plain, quality=AT_ONCE)
    return packed


@cache
def _tag(path: Path, encoding: str) -> str:
    """Return a file's entity tag: weak, since it is the same however small the file was made."""
    return f'W/"{hashlib.sha256(path.read_bytes()).hexdigest()[:20]}-{encoding}"'


def compressed(path: Path, encoding: str) -> tuple[bytes, str]:
    """Return a file in an encoding and its entity tag, computed once even when many ask at once."""
    if encoding == "br" and path in _smaller:
        return _smaller[path], _tag(path, encoding)
    with _compressing:
        return _compressed(path, encoding), _tag(path, encoding)


@cache
def _begin() -> None:
    threading.Thread(target=_make_smaller, daemon=True).start()


def _make_smaller() -> None:
    """Make each file that was asked for a while ago smaller, one after the other, for ever."""
    while True:
        asked, path = _waiting.get()
        time.sleep(max(0.0, asked + CALM - time.monotonic()))
        _smaller[path] = brotli.compress(path.read_bytes(), quality=LATER)


class StaticFiles:
    """ASGI middleware that answers requests for Streamlit's compressible files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a known file; pass anything else on."""
        path = _known().get(scope["path"]) if scope["type"] == "http" else None
        if path is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = accepted(headers.get("accept-encoding", ""))
        if encoding is None:
            await self.app(scope, receive, send)
            return
        body, tag = await anyio.to_thread.run_sync(compressed, path, encoding)
        about = {
            "Content-Encoding": encoding,
            "Cache-Control": KEEP,
            "ETag": tag,
            "Vary": "Accept-Encoding",
        }
        unchanged = tag in headers.get("if-none-match", "")
        response = Response(
            b"" if unchanged else body,
            status_code=304 if unchanged else 200,
            headers=about,
            media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        )
        if scope["method"] == "HEAD":
            response.body = b""
        await response(scope, receive, send)
