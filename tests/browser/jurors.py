"""A demo of its own, a server that can be killed, and a juror at the field of a score sheet."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page
from sqlalchemy import select

from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN
from data_access.tables import Score, ScoreSheet
from tests.browser.conftest import NARROW, Reader, reader
from tests.serving import free_port, wait_for

ROOT = Path(__file__).parents[2]
WITHIN = 120_000  # milliseconds


@dataclass
class Server:
    """The app on one database and one port; it may die and come back under the same address."""

    database: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def on(cls, database: Path) -> Server:
        return cls(database, free_port())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        place = ["--server.port", str(self.port), "--server.address", "127.0.0.1"]
        self.process = subprocess.Popen(
            command + place,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": f"sqlite:///{self.database}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(f"{self.url}/_stcore/health", self.process)
        except RuntimeError:
            self.stop()
            raise

    def kill(self) -> None:
        """End it as a crash would, with no time to finish anything."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


def entered(
    browser: Browser, url: str, role: str = "juror", width: int = NARROW, scheme: str = "light"
) -> Reader:
    """Somebody who came into the demo with one click."""
    found = reader(browser, url, width=width, scheme=scheme)
    found.page.request.post(f"{url}/demo/{role}", headers={"origin": url}, max_redirects=0)
    return found


def sheet_path(nomination: str) -> str:
    return f"/score?edicion={OPEN}&postulacion={nomination}"


def field(page: Page, nomination: str, criterion: str) -> Locator:
    """The field of one criterion."""
    return page.locator(f".st-key-field-{OPEN}-{nomination}-{criterion}")


def choose(page: Page, nomination: str, criterion: str, level: int) -> None:
    """Choose the level at a place of the scale, counted from 0, where the criterion folds."""
    one = field(page, nomination, criterion)
    if not one.get_by_role("radio").first.is_visible():
        one.locator(".folded").click()
    one.locator(".level").nth(level).click()


def comment(page: Page, nomination: str, criterion: str) -> Locator:
    return field(page, nomination, criterion).get_by_label("Comentario")


def is_saved(page: Page, nomination: str, criterion: str) -> None:
    """Wait until the field says that it is saved."""
    state = field(page, nomination, criterion).locator(".state[data-mark=saved]")
    state.filter(has_text="Guardado").wait_for(timeout=WITHIN)


def stored(database: Path, nomination: str, criterion: str) -> tuple[Any, str]:
    """What the database holds for the demo juror: value and comment of the last version."""
    engine = engine_for(f"sqlite:///{database}")
    with engine.connect() as connection:
        row = connection.execute(
            select(Score.value, Score.comment)
            .join(
                ScoreSheet,
                (ScoreSheet.edition_code == Score.edition_code)
                & (ScoreSheet.nomination_code == Score.nomination_code)
                & (ScoreSheet.juror_code == Score.juror_code)
                & (ScoreSheet.version == Score.version),
            )
            .where(Score.edition_code == OPEN, Score.nomination_code == nomination)
            .where(Score.juror_code == DEMO_SEAT, Score.criterion_code == criterion)
            .order_by(Score.version.desc())
            .limit(1)
        ).first()
    engine.dispose()
    return (None, "") if row is None else (row.value, row.comment or "")


def eventually(found: Callable[[], Any], wanted: Any, seconds: float = 20) -> None:
    """Wait until something becomes true of the database."""
    until = time.monotonic() + seconds
    while found() != wanted and time.monotonic() < until:
        time.sleep(0.2)
    assert found() == wanted
