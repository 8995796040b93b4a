"""Under which names the app answers: against a page whose name is led to this machine's address.

Such a page (DNS rebinding) is of one origin with the app under its own name, and reads in a
visitor's browser what an inner network alone may reach. A request names its host, so that one under
a strange name is refused. Numbers cannot be led elsewhere.
"""

from __future__ import annotations

import ipaddress
import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from data_access import addresses

HEALTH = "/health"
MACHINE = "localhost"
LONGEST = 100  # characters of a name in the log
log = logging.getLogger(__name__)


def is_ours(host: str) -> bool:
    """Return whether a request may name this host; any, while the public address is not set."""
    if not addresses.is_set():
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in (MACHINE, urlsplit(addresses.base_url()).hostname) or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Hosts:
    """ASGI middleware that answers 421 to what is meant for another host."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all requests under a name of ours; a proxy asks after the health without one."""
        host = Headers(scope=scope).get("host", "") if scope["type"] != "lifespan" else ""
        if scope["type"] == "lifespan" or scope["path"] == HEALTH or is_ours(host):
            await self.app(scope, receive, send)
            return
        log.warning("a request for the host %r was refused: BASE_URL names another", host[:LONGEST])
        response = PlainTextResponse("", 421)
        if scope["type"] == "http":
            await response(scope, receive, send)
        else:
            await WebSocket(scope, receive, send).send_denial_response(response)
