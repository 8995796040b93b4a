"""Several processes behind a real HAProxy, as `assets/deploy` describes: nobody is lost.

In `make test-all`; skipped with its reason where HAProxy is not installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert
from websockets.exceptions import ConnectionClosed

from data_access.database import engine_for
from data_access.tables import Setting
from tests import databases
from tests.reader import reading
from tests.serving import free_port, serving_process, wait_for

HAPROXY = shutil.which("haproxy") or "/usr/sbin/haproxy"
CONFIGURATION = Path(__file__).parents[2] / "assets" / "deploy" / "haproxy.cfg"
PROCESSES = 2
WITHIN = 30  # seconds

pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.matrix,
    pytest.mark.skipif(not Path(HAPROXY).exists(), reason="HAProxy is not installed here"),
]


@dataclass
class House:
    """The proxy's address, and the processes behind it by the name of their server."""

    url: str
    processes: dict[str, subprocess.Popen[bytes]]
    database: str


@pytest.fixture
def house(copying: databases.Copying, tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        database = stack.enter_context(copying("postgresql", "empty"))
        ports = [free_port() for _ in range(PROCESSES)]
        processes = {
            f"app{at}": stack.enter_context(serving_process(database, port))
            for at, port in enumerate(ports, start=1)
        }
        yield House(stack.enter_context(proxy(ports, tmp_path)), processes, database)


@contextmanager
def proxy(ports: list[int], folder: Path) -> Iterator[str]:
    """HAProxy with the example's configuration on other ports; its address."""
    text = CONFIGURATION.read_text("utf-8")
    for at, port in enumerate(ports, start=1):
        text = text.replace(f"127.0.0.1:{8510 + at} ", f"127.0.0.1:{port} ")
    text = re.sub(rf"\n    server app[{len(ports) + 1}-9] .*", "", text)
    path = folder / "haproxy.cfg"
    path.write_text(text, "utf-8")
    listen = f"127.0.0.1:{free_port()}"
    own = {"HAPROXY_LISTEN": listen, "HAPROXY_SOCKET": str(folder / "admin.sock")}
    process = subprocess.Popen([HAPROXY, "-db", "-f", str(path)], env={**os.environ, **own})
    try:
        wait_for(f"http://{listen}/health", process)
        yield f"http://{listen}"
    finally:
        process.terminate()
        process.wait(20)


def test_a_reader_stays_with_a_process_and_goes_on_with_another_when_it_is_gone(
    house: House,
) -> None:
    with httpx.Client(base_url=house.url, timeout=WITHIN) as client:
        client.get("/methods").raise_for_status()
        mine = client.cookies["M4SD_PROCESS"]
        assert {client.get("/health").status_code for _ in range(6)} == {200}
        assert client.cookies["M4SD_PROCESS"] == mine

        with reading(house.url, cookie=f"M4SD_PROCESS={mine}") as reader:
            assert len(reader.run("methods").messages) > 10
            house.processes[mine].kill()
            with pytest.raises(ConnectionClosed):
                for _ in reader.messages():
                    pass
        # The browser tries again by itself, with the cookie of the process that is gone.
        answers = [client.get("/methods").status_code for _ in range(4)]
        with reading(house.url, cookie=f"M4SD_PROCESS={mine}") as reader:
            again = reader.run("methods")

    assert answers == [200] * 4
    assert client.cookies["M4SD_PROCESS"] != mine
    assert len(again.messages) > 10


def test_what_is_saved_through_one_process_every_other_one_shows(house: House) -> None:
    def is_demo(name: str) -> bool:
        with reading(house.url, cookie=f"M4SD_PROCESS={name}") as reader:
            return "Datos sintéticos" in reader.run("methods").said().encode().decode("utf-8")

    engine = engine_for(house.database)
    assert [is_demo(name) for name in house.processes] == [False, False]
    with engine.begin() as connection:
        connection.execute(insert(Setting), {"key": "demo", "value": "1"})

    assert [is_demo(name) for name in house.processes] == [True, True]
    engine.dispose()
