"""Readers of pages over a real websocket: from the message that asks to `script_finished`.

They speak the protocol of Streamlit's own browser, and draw nothing: what a browser adds is
measured apart. Any Streamlit page can be read so, our own and those that it is compared with.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 300  # seconds for one run
LARGEST = 2**28  # bytes of a message
PAUSE = 5.0
PICTURES = ("vega_lite_chart", "deck_gl_json_chart")


@dataclass
class Runs:
    """Seconds, bytes (before compression) and pictures of each run, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Reader:
    """One reader's session on a server."""

    def __init__(self, url: str, page: str = "", cookie: str = "") -> None:
        self.url, self.page, self.cookie = url, page, cookie
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Reader:
        """Open the session."""
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(
            address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self.url,  # type: ignore[arg-type]
            max_size=LARGEST,
            open_timeout=60,
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
        )
        return self

    async def __aexit__(self, *_problem: object) -> None:
        """Close the session."""
        if self._socket is not None:
            await self._socket.close()

    async def run(self, runs: Runs, **query: str) -> None:
        """Run the page for an address; keep how long it took and how much came."""
        if self._socket is None:
            raise RuntimeError("the session is not open")
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = self.page
        message.rerun_script.context_info.timezone = "America/Guayaquil"
        message.rerun_script.context_info.locale = "es-EC"
        message.rerun_script.context_info.url = f"{self.url}/{self.page}"
        start, size, pictures = time.perf_counter(), 0, 0
        await self._socket.send(message.SerializeToString())
        while True:
            got = await asyncio.wait_for(self._socket.recv(), LONGEST)
            content = got.encode() if isinstance(got, str) else got
            size += len(content)
            forward = ForwardMsg.FromString(content)
            kind = forward.WhichOneof("type")
            drawn = forward.delta.new_element.WhichOneof("type") if kind == "delta" else None
            pictures += drawn in PICTURES
            if drawn == "exception":
                runs.errors.append(forward.delta.new_element.exception.message)
            if kind == "script_finished":
                break
        runs.seconds.append(time.perf_counter() - start)
        runs.sizes.append(size)
        runs.pictures.append(pictures)


async def one_after_another(
    url: str, page: str, addresses: list[dict[str, str]], rounds: int = 1, cookie: str = ""
) -> list[Runs]:
    """Return the runs of one reader who opens addresses in turn, by round."""
    found = []
    async with Reader(url, page, cookie) as reader:
        await reader.run(Runs())  # the empty visit before
        for _ in range(rounds):
            runs = Runs()
            for address in addresses:
                await reader.run(runs, **address)
            found.append(runs)
    return found


async def at_once(
    urls: list[str], page: str, addresses: list[dict[str, str]], readers: int, seconds: float
) -> Runs:
    """Return the runs of many readers who pause between two, spread over the servers."""
    runs = Runs()
    end = time.monotonic() + seconds

    async def read(number: int) -> None:
        try:
            await asyncio.sleep(PAUSE * number / readers)
            async with Reader(urls[number % len(urls)], page) as reader:
                at = number
                while time.monotonic() < end:
                    await reader.run(runs, **addresses[at % len(addresses)])
                    at += 1
                    await asyncio.sleep(PAUSE)
        except Exception as problem:  # a reader who fell out is a figure, too
            runs.errors.append(repr(problem))

    await asyncio.gather(*(read(number) for number in range(readers)))
    return runs
