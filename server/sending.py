"""Messages leave at once and small: a run of a script sends dozens of them, most as before."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

WINDOW = 15  # bits: 32 kB of what was sent before, in 112 kB more memory for each open page


def at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Have the servers that `loop` starts from now on hold no message back for the one before.

    asyncio sees to it itself for sockets that name their protocol. The one that Streamlit binds
    does not, so a reader's confirmation that comes 40 milliseconds late delays the rest of the run.
    What a listening socket is told holds for the connections that it accepts.
    """
    create_server = loop.create_server

    async def create(*arguments: Any, **options: Any) -> asyncio.Server:
        sock = options.get("sock")
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await create_server(*arguments, **options)

    # A loop that is not asyncio's own takes no such change, and holds nothing back.
    with suppress(AttributeError):
        loop.create_server = create  # type: ignore[method-assign]


def as_what_changed() -> None:
    """Compress each message by the last 32 kB sent, in which most of a run stood already.

    uvicorn looks back for 4 kB, which is less than a run that changes nothing.
    """

    def looking_back(**_usual: Any) -> ServerPerMessageDeflateFactory:
        return ServerPerMessageDeflateFactory(
            server_max_window_bits=WINDOW,
            client_max_window_bits=12,
            compress_settings={"memLevel": 5},
        )

    websockets_sansio_impl.ServerPerMessageDeflateFactory = looking_back  # type: ignore[attr-defined, assignment]
