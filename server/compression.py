"""Streamlit's own files, compressed once for each process and kept in memory.

Streamlit sends them uncompressed: 8 MB of JavaScript on a first visit. Their names hold a hash of
their contents, so browsers may cache them for good.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from functools import cache
from pathlib import Path

import anyio
import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.streamlit_compat import ASSETS, ASSETS_PATH

SUFFIXES = {".js", ".css", ".json", ".svg", ".txt", ".wasm", ".ttf"}
BROTLI_QUALITY = 9  # 3 MB in a third of a second; 11 takes ten times as long for 5 % less
KEEP = "public, immutable, max-age=31536000"
_compressing = threading.Lock()


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
def _compressed(path: Path, encoding: str) -> tuple[bytes, str]:
    """Return a file in an encoding, and its entity tag."""
    plain = path.read_bytes()
    packed = (
        brotli.compress(plain, quality=BROTLI_QUALITY)
        if encoding == "br"
        else gzip.compress(plain, mtime=0)
    )
    return packed, f'"{hashlib.sha256(packed).hexdigest()[:20]}"'


def compressed(path: Path, encoding: str) -> tuple[bytes, str]:
    """Return `_compressed`, computed once even when many ask at the same time."""
    with _compressing:
        return _compressed(path, encoding)


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
