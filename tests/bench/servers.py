"""The servers that are measured: ours, and the peers', each as its makers say it is started."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.serving import ROOT, free_port

PEERS = Path(__file__).parent / "peers"
DASH = ROOT / "var" / "bench" / "dash"  # its own place: nothing of ours imports it
DASH_PACKAGES = ("dash>=4,<5", "gunicorn>=23,<25")
DASH_WORKERS = 2
STARTS_WITHIN = 180  # seconds; a peer reads its files first


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, its process, and the seconds until it first answered."""

    url: str
    pid: int
    started: float


@contextmanager
def started(command: list[str], port: int, answers_at: str, **settings: str) -> Iterator[Server]:
    """Run a server as long as the block lasts."""
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=said, stderr=said
        )
        try:
            while not _answers(url + answers_at):
                if process.poll() is not None or time.perf_counter() - start > STARTS_WITHIN:
                    said.seek(0)
                    raise RuntimeError(f"{command} did not start: {said.read()[-2000:]!r}")
                time.sleep(0.02)
            yield Server(url, process.pid, time.perf_counter() - start)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(url: str) -> bool:
    try:
        urlopen(url, timeout=5).close()
    except (URLError, ConnectionError, TimeoutError):
        return False
    return True


@contextmanager
def streamlit(script: str | Path, **settings: str) -> Iterator[Server]:
    """Serve a Streamlit script."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with started(command, port, "/_stcore/health", **settings) as server:
        yield server


@contextmanager
def ours(database: str, processes: int = 1) -> Iterator[list[Server]]:
    """Serve the application by some processes of one database."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(streamlit("app.py", DATABASE_URL=database))
            for _ in range(processes)
        ]


@contextmanager
def dash(files: Path, quick: bool) -> Iterator[Server]:
    """Serve the Dash page by gunicorn; raise RuntimeError where Dash cannot be had.

    In a hurry it is not downloaded for the first time.
    """
    _install_dash(quick)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(DASH_WORKERS)]
    command += ["--bind", f"127.0.0.1:{port}", "--timeout", "300", "dash_page:server"]
    paths = os.pathsep.join([str(DASH), str(PEERS)])
    with started(command, port, "/", BENCH_FILES=str(files), PYTHONPATH=paths) as server:
        yield server


def _install_dash(quick: bool) -> None:
    if (DASH / "gunicorn").exists():
        return
    if quick:
        raise RuntimeError("Dash is not here yet: make bench downloads it")
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
    command += ["--python", sys.executable, "--target", str(DASH), *DASH_PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Dash could not be installed: {done.stderr[-300:]}")
