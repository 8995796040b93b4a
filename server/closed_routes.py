"""Routes of Streamlit that are nobody's: its metrics, and its interface for programs."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.streamlit_compat import AGENT_PATH, METRICS_PATH

CLOSED = (METRICS_PATH, AGENT_PATH)


class ClosedRoutes:
    """ASGI middleware that answers 404 in their place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all requests but those for a closed route."""
        closed = scope["type"] == "http" and any(route in scope["path"] for route in CLOSED)
        app = PlainTextResponse("", 404) if closed else self.app
        await app(scope, receive, send)
