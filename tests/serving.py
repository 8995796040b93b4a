"""A real server of the app, on a port of its own, for tests that speak HTTP or drive a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
STARTS_WITHIN = 600  # seconds; a second or two where nobody else is at work


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    database: str, port: int | None = None, app: str = "app.py", **settings: str
) -> Iterator[str]:
    """`streamlit run app.py` on a database URL, as long as the block lasts; its address."""
    port = port or free_port()
    with serving_process(database, port, app, **settings):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving_process(
    database: str, port: int, app: str = "app.py", **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The same as a process on a port, which a test may end before the block does."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", app),
            *("--server.port", str(port), "--server.address", "127.0.0.1"),
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers at an address."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stdout.read().decode() if process.stdout else ""
            raise RuntimeError(f"the server ended at once:\n{said}")
        try:
            urlopen(url, timeout=5)
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
