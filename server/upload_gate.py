"""Who may send files to the server's memory: only a page with an upload field.

Streamlit accepts files from any open session, and keeps them until it closes. So a page with an
upload field registers its session, and all files together may only take so much memory.
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components import upload_permits
from components.streamlit_compat import UPLOAD_PATH, uploaded_bytes

MAX_HELD = 400 * 2**20  # bytes of all readers' files, besides one more in transit for each


def refusal(path: str) -> int | None:
    """Return the status that refuses an upload to `path`; None if it is allowed."""
    session = path.partition(UPLOAD_PATH)[2].partition("/")[0]
    if not upload_permits.offered(session):
        return 403
    return 413 if uploaded_bytes() >= MAX_HELD else None


class Uploads:
    """ASGI middleware in front of Streamlit's upload route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all requests but uploads that no field asked for or that exceed the memory."""
        app = self.app
        if scope["type"] == "http" and UPLOAD_PATH in scope["path"] and scope["method"] == "PUT":
            status = refusal(scope["path"])
            if status is not None:
                app = PlainTextResponse("", status)
        await app(scope, receive, send)
