"""Small messages leave at once, on sockets as Streamlit binds them."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from server import sending
from tests.reader import Run, reading
from tests.serving import serving


async def accepted_without_delay(told: bool) -> bool:
    """Whether a connection that a server accepts has TCP_NODELAY set."""
    loop = asyncio.get_running_loop()
    if told:
        sending.at_once(loop)
    listening = socket.socket(socket.AF_INET)  # names no protocol
    listening.bind(("127.0.0.1", 0))
    accepted: asyncio.Future[bool] = loop.create_future()

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            sock = transport.get_extra_info("socket")
            accepted.set_result(bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))

    async with await loop.create_server(Connection, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        found = await accepted
        writer.close()
    return found


def test_a_server_holds_no_small_message_back() -> None:
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        usual, told = (
            thread.submit(asyncio.run, accepted_without_delay(told)).result()
            for told in (False, True)
        )

    assert told
    assert not usual, "asyncio does it by itself now: server/sending.py can go"


@pytest.mark.server
def test_a_run_that_changes_nothing_sends_a_fraction_and_searches_for_no_garbage() -> None:
    with (
        serving("sqlite://", app="tests/server/small_app.py") as url,
        reading(url) as reader,
    ):
        first, again = reader.run(), reader.run()

    assert again.wire < first.wire / 4
    assert searched(again) == searched(first)


def searched(run: Run) -> str:
    return run.said().partition("searched=")[2].partition('"')[0]
