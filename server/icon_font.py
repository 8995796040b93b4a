"""The font of the icons, of which a browser gets those that are drawn: 15 KB in place of 375.

`assets/icon/subset.py` makes it. Where another version of Streamlit is installed its own font, of
another name, is sent whole.
"""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.streamlit_compat import ASSETS_PATH
from server.compression import KEEP

FOLDER = Path(__file__).parents[1] / "assets" / "icon"


class IconFont:
    """ASGI middleware that answers requests for the font that we have a part of."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.own = {f"{ASSETS_PATH}media/{path.name}": path for path in FOLDER.glob("*.woff2")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the part of the font; pass anything else on."""
        path = self.own.get(scope["path"]) if scope["type"] == "http" else None
        if path is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        response = FileResponse(path, media_type="font/woff2", headers={"Cache-Control": KEEP})
        await response(scope, receive, send)
