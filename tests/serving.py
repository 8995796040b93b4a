"""A real server of the app, on a port of its own, for tests that speak HTTP or drive a browser.

A run starts some thirty, and half of what one takes is to import other people's libraries. So
`serving` forks from a process that has imported those and nothing of ours; what `streamlit run`
does then is done in the fork. `serving_process` starts Python anew, as an operator does.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import ModuleType
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
STARTS_WITHIN = 600  # seconds; a second or two where nobody else is at work
ENDS_WITHIN = 20
# None of them starts a thread of Python's when it is imported, which no fork would have.
IMPORTED = (
    *("streamlit.web.cli", "streamlit.web.server.starlette.starlette_app", "uvicorn"),
    *("pandas", "scipy.stats", "pyarrow", "sqlalchemy", "shapely", "altair", "pydeck"),
    *("geopandas", "xlsxwriter", "jinja2", "babel", "brotli"),
)


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
    with tempfile.NamedTemporaryFile() as said:
        fork = Fork(command(port, app), {**os.environ, "DATABASE_URL": database, **settings}, said)
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", fork)
            yield f"http://127.0.0.1:{port}"
        finally:
            fork.end()


def command(port: int, app: str) -> list[str]:
    """What `python -m` is asked for."""
    place = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    return ["streamlit", "run", app, *place]


@cache
def forking() -> ForkServerContext:
    """Where servers are forked from: begun with the first one, ended with this process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context


class Fork:
    """A server that was forked, as much of a `Popen` as is asked of it here."""

    def __init__(self, command: list[str], settings: Mapping[str, str], said: IO[bytes]) -> None:
        self.stdout = said
        self._process: ForkServerProcess = forking().Process(
            target=_serve, args=(command, dict(settings), said.name)
        )
        with no_main_script():
            self._process.start()

    def poll(self) -> int | None:
        """Return how it ended; None as long as it runs."""
        return self._process.exitcode

    def end(self) -> None:
        """End it, and wait until it has."""
        self._process.terminate()
        self._process.join(ENDS_WITHIN)
        if self._process.exitcode is None:
            self._process.kill()
            raise TimeoutError("the server does not end")


@contextmanager
def no_main_script() -> Iterator[None]:
    """Let a fork run no script before its own work: it would run whatever is `__main__` here, which
    after a test of a page is that page.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(command: list[str], settings: dict[str, str], said: str) -> None:
    """Become `python -m streamlit`, in a fork."""
    from streamlit.web import cli

    with Path(said).open("ab", buffering=0) as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(ROOT)
    sys.argv = command
    try:
        cli.main()
    finally:
        atexit._run_exitfuncs()  # which a process of `multiprocessing` does not do by itself


@contextmanager
def serving_process(
    database: str, port: int, app: str = "app.py", **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The same as a process on a port, which a test may end before the block does."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command(port, app)],
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
        process.wait(ENDS_WITHIN)


def wait_for(url: str, process: subprocess.Popen[bytes] | Fork) -> None:
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
