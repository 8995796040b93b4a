"""A reader without a browser: Streamlit's messages over a real websocket, counted on the wire."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import ClientConnection, connect

STREAM = "/_stcore/stream"
WAITS = 60  # seconds for a message
REMEMBERED_RUNS = 2  # as long as a browser remembers a message that no run repeated


class CountedSocket(socket.socket):
    """A socket that counts what it receives."""

    received = 0

    def recv(self, *arguments: Any) -> bytes:
        """Receive, and count."""
        data = super().recv(*arguments)
        self.received += len(data)
        return data


@dataclass
class Run:
    """What one run of the script sent, in how many bytes of the wire, after how many seconds."""

    messages: list[ForwardMsg] = field(default_factory=list)
    wire: int = 0
    seconds: float = 0.0

    def said(self) -> str:
        """Return all that was sent, as one text to search in."""
        return "\n".join(str(message) for message in self.messages)


class Reader:
    """One open page; it remembers large messages as Streamlit's own browser code does."""

    def __init__(self, connection: ClientConnection, wire: CountedSocket, url: str) -> None:
        self.connection, self.wire, self.url = connection, wire, url
        self.remembered: dict[str, int] = {}
        self.runs = 0

    def send(self, message: BackMsg) -> None:
        """Send one message."""
        self.connection.send(message.SerializeToString())

    def ask(self, page: str = "", query: str = "", dark: bool = False) -> None:
        """Ask for a run of a page with a query, without waiting for it."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name = query, page
        state.cached_message_hashes.extend(self.remembered)
        state.context_info.url = f"{self.url}/{page}"
        state.context_info.timezone = "America/Guayaquil"
        state.context_info.locale = "es-EC"
        state.context_info.color_scheme = "dark" if dark else "light"
        self.send(message)

    def run(self, page: str = "", query: str = "", dark: bool = False) -> Run:
        """Ask for a run, and return what it sent until it finished."""
        run, before, start = Run(), self.wire.received, time.perf_counter()
        self.ask(page, query, dark)
        for message in self.messages():
            run.messages.append(message)
            if message.WhichOneof("type") == "script_finished":
                break
        run.seconds, run.wire = time.perf_counter() - start, self.wire.received - before
        self._remember(run)
        return run

    def messages(self) -> Iterator[ForwardMsg]:
        """Yield what the server sends; raise TimeoutError after a minute of silence."""
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.connection.recv(timeout=WAITS))  # type: ignore[arg-type]
            yield message

    def _remember(self, run: Run) -> None:
        self.runs += 1
        for message in run.messages:
            if message.metadata.cacheable:
                self.remembered[message.hash] = self.runs
            elif message.ref_hash:
                self.remembered[message.ref_hash] = self.runs
        oldest = self.runs - REMEMBERED_RUNS
        self.remembered = {key: run for key, run in self.remembered.items() if run > oldest}


@contextmanager
def reading(url: str, cookie: str = "") -> Iterator[Reader]:
    """Open a page of a server, as long as the block lasts."""
    address = urlsplit(url)
    plain = socket.create_connection((address.hostname, address.port))
    wire = CountedSocket(fileno=plain.detach())
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connect(
        f"ws://{address.netloc}{STREAM}",
        sock=wire,
        origin=url,  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        compression=None,
        extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],  # as browsers do
        max_size=None,
        additional_headers={"Cookie": cookie} if cookie else None,
    ) as connection:
        yield Reader(connection, wire, url)
