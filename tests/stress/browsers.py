"""Three real browsers that score while everybody else saves: each in a chromium of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import Engine

from components.own_files import SESSION_COOKIE as COOKIE
from data_access.auth import sessions
from data_access.awards import juror_tasks
from data_access.awards.scoring import ScoreEntry
from data_access.tables import Account
from data_access.viewer import Viewer
from tests.browser import chromium
from tests.serving import serving
from tests.stress.jury import CRITERIA, EDITION
from tests.writing import writing

BROWSERS = 3
WITHIN = 60_000  # milliseconds that a save may take to be shown under this load


@dataclass
class Seen:
    """What one browser showed as saved: by criterion, the level and the comment."""

    viewer: Viewer
    page: Page
    nomination: str
    last: dict[str, ScoreEntry] = field(default_factory=dict)
    saves: int = 0

    def type(self, chance: Random) -> None:
        """Choose a level and write a comment in a field at random; wait until it is saved."""
        criterion = chance.choice(CRITERIA)
        place = self.page.locator(f".st-key-field-{EDITION}-{self.nomination}-{criterion}")
        value = chance.randint(1, 5)
        text = "".join(chance.choices("áéí xyz", k=12)).strip() + str(self.saves)
        place.get_by_role("radio").nth(value - 1).check()
        place.get_by_label("Comentario").fill(text)
        place.get_by_label("Comentario").blur()
        # The field says "saved" once the server has told it so of just this content.
        place.locator(".state[data-mark=saved]").filter(has_text="Guardado").wait_for(
            timeout=WITHIN
        )
        self.last[criterion] = ScoreEntry(Decimal(value), comment=text)
        self.saves += 1


@contextmanager
def opened(
    engine: Engine, url: str, folder: Path, viewers: Sequence[Viewer]
) -> Iterator[list[Seen]]:
    """A server of the app on the database, and a browser for each viewer on a sheet of its own."""
    path = chromium.find() or chromium.install()
    with ExitStack() as stack:
        address = stack.enter_context(serving(url, SALTS_FILE=str(folder / "salts.json")))
        playwright = stack.enter_context(sync_playwright())
        found = []
        for at, viewer in enumerate(viewers):
            browser = playwright.chromium.launch(
                executable_path=path, args=list(chromium.ARGUMENTS)
            )
            stack.callback(browser.close)
            context = browser.new_context(locale="es-EC", viewport={"width": 360, "height": 900})
            context.add_cookies(
                [{"name": COOKIE, "value": session(engine, viewer), "url": address}]
            )
            nomination = f"P-{at:03}"
            page = context.new_page()
            page.goto(f"{address}/score?edicion={EDITION}&postulacion={nomination}")
            page.locator(".st-key-app-footer").wait_for(timeout=WITHIN)
            found.append(Seen(viewer, page, nomination))
        yield found


def session(engine: Engine, viewer: Viewer) -> str:
    """The secret of a session of somebody who has a seat."""
    with writing(engine) as connection:
        account = connection.execute(
            Account.__table__.select().where(Account.email == viewer.name)
        ).one()
        return sessions.start(connection, account.id, "stress")


def work(seen: Sequence[Seen], seconds: float) -> None:
    """Type in all browsers in turn for some seconds."""
    chance, until = Random(7), time.monotonic() + seconds
    while time.monotonic() < until:
        for one in seen:
            one.type(chance)


def lost(engine: Engine, seen: Seen) -> list[str]:
    """Every field that does not stand as its browser last showed it."""
    with engine.connect() as connection:
        own = juror_tasks.own_sheet(connection, seen.viewer, EDITION, seen.nomination)
    return [
        f"browser of {seen.viewer.name} {criterion}: {own.entries.get(criterion)} for {entry}"
        for criterion, entry in seen.last.items()
        if own.entries.get(criterion) != entry
    ]
