"""What may come in over the websocket of a page, how often, and from how many pages of one source.

Streamlit obeys whatever message arrives: any open page could empty everybody's cache, or have the
script run at each change of a file. So only what a page of this app sends is passed on. Whoever
sends too fast is read more slowly, so that nothing of what was written is lost.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from components.navigation import PAGES
from components.streamlit_compat import STREAM_PATH, kind_of_message
from data_access.auth.rate_limits import source_of
from data_access.language import Text
from server.document import language_of
from server.own_page import page, paragraph
from server.sources import Pace, Source, Sources

log = logging.getLogger(__name__)

# "" is no message at all, for which Streamlit closes the connection.
PASSED_ON = frozenset(
    {
        *("", "rerun_script", "stop_script", "app_heartbeat", "file_urls_request"),
        *("backend_operation_request.deferred_file", "backend_operation_request.dataframe_chunk"),
    }
)
PAGES_PER_SOURCE, MESSAGES_PER_SECOND = 200, 5
RETRY_AFTER = 60  # seconds


class WebsocketGate:
    """ASGI middleware in front of Streamlit's websocket, and of the documents that open one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        most, per_second = (
            whole_number(os.environ.get("PAGES_PER_SOURCE"), PAGES_PER_SOURCE),
            whole_number(os.environ.get("MESSAGES_PER_SECOND"), MESSAGES_PER_SECOND),
        )
        self.sources = Sources(most, per_second)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a page too many; of all others pass on what a page may send, at its pace."""
        address = source_of((scope.get("client") or (None,))[0])
        if scope["type"] == "websocket" and STREAM_PATH in scope["path"]:
            if self.sources.full(address):
                log.warning("a source has %s pages open; no more are taken", self.sources.most)
                await WebSocket(scope, receive, send).send_denial_response(_denied())
            else:
                await self._connect(self.sources.of(address), scope, receive, send)
        elif _asks_for_a_page(scope) and self.sources.full(address):
            await _full(Request(scope, receive), self.sources.most)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connect(self, source: Source, scope: Scope, receive: Receive, send: Send) -> None:
        own = Pace(self.sources.per_second)

        async def receive_allowed() -> Message:
            while True:
                message = await receive()
                data = message.get("bytes")
                if message["type"] != "websocket.receive" or data is None:
                    return message
                now = time.monotonic()
                wait = max(own.wait(now), source.pace.wait(now))
                if wait:
                    # The connection is not read meanwhile, so its sender has to wait too.
                    await asyncio.sleep(wait)
                kind = kind_of_message(data)
                if kind in PASSED_ON:
                    return message
                log.warning("a page sent the message %s, which is not obeyed", kind)

        source.pages += 1
        try:
            await self.app(scope, receive_allowed, send)
        finally:
            source.pages -= 1


def _denied() -> Response:
    return PlainTextResponse("", 429, headers={"Retry-After": str(RETRY_AFTER)})


def _full(request: Request, most: int) -> Response:
    """Return a page that says why no other page opens, and what to do."""
    said = Text(
        "Desde su conexión a internet ya hay {count} página abierta de este observatorio, y no se "
        "admiten más. Cierre las que no use y recargue esta en un minuto. Si muchas personas usan "
        "la misma conexión, pida a la administración que suba el límite.",
        "Desde su conexión a internet ya hay {count} páginas abiertas de este observatorio, y no "
        "se admiten más. Cierre las que no use y recargue esta en un minuto. Si muchas personas "
        "usan la misma conexión, pida a la administración que suba el límite.",
        most,
    )
    told = paragraph(said, language_of(request.scope))
    response = page(request, Text("Demasiadas páginas abiertas"), told, status=429)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _asks_for_a_page(scope: Scope) -> bool:
    path: str = scope["path"] if scope["type"] == "http" else ""
    return path == "/" or path.removeprefix("/") in PAGES


def whole_number(said: str | None, usual: int) -> int:
    """Return what a setting says; `usual`, with a line in the log, if that is no number above 0."""
    if not said:
        return usual
    if said.isdecimal() and int(said) > 0:
        return int(said)
    log.error("a limit is set to %r, which is no whole number above 0: %s is used", said, usual)
    return usual
