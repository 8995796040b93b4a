"""Security headers on every response.

The policy is the one the app runs under: scripts and fonts only from this server, no inline
script. Municipalities that embed public pages name their sites in `FRAME_ANCESTORS`.
"""

from __future__ import annotations

import os

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = {
    "default-src": "'self'",
    # The map's code is partly WebAssembly; nothing compiles JavaScript from text.
    "script-src": "'self' 'wasm-unsafe-eval'",
    # Streamlit and emotion write style elements while they run.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' blob: data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


def frame_ancestors() -> str:
    """Return who may embed the app: `FRAME_ANCESTORS`, as the header has it; only itself if
    unset."""
    return os.environ.get("FRAME_ANCESTORS", "").strip() or "'self'"


def security_headers() -> dict[str, str]:
    """Return the headers that every response gets."""
    policy = {**POLICY, "frame-ancestors": frame_ancestors()}
    own = os.environ.get("BASE_URL", "").startswith("https://")
    return {
        # Half a year: whoever came over https once never comes over http again.
        **({"Strict-Transport-Security": "max-age=15768000"} if own else {}),
        "Content-Security-Policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class SecurityHeaders:
    """ASGI middleware that adds `security_headers` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers that the response does not set itself."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # A page may be stricter: one with a secret in its address sends no referrer.
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
