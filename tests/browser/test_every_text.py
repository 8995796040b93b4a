"""Every text that saves itself is whole whatever happens while it is typed.

Those of jurors, of the decision and of the appeal are typed in `test_award_appeal.py`.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data_access import clock
from data_access.awards import editions, nominations
from data_access.awards.edition_rules import Rules
from data_access.database import engine_for
from data_access.demo.demo_awards import OPEN
from data_access.imports.loading import import_files
from tests.browser.conftest import FADED, NARROW, WIDE, Reader, reader
from tests.browser.hazards import Text, befall
from tests.browser.jurors import Server
from tests.data_access.awards.story import SECRETARY
from tests.data_access.imports.books import filled, person
from tests.data_access.releases.programmes import LEADER
from tests.databases import leave_nothing_to_compute
from tests.releasing import published

pytestmark = pytest.mark.browser
DAY = dt.timedelta(days=1)
YEAR = "from=2025-01-01&until=2026-01-01"
PREPARED, CALL = "EMP-2031", "EMP-2032"


@dataclass
class House:
    """The demo with an edition in preparation, a call with a draft, a waiting batch, releases."""

    server: Server
    nomination: str
    token: str
    batch: int
    release: int


@pytest.fixture(scope="module")
def house(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    path = tmp_path_factory.mktemp("texts") / "texts.db"
    shutil.copy(demo_file, path)
    engine = engine_for(f"sqlite:///{path}")
    for code, days in ((PREPARED, 10), (CALL, -1)):
        begins = clock.now() + days * DAY
        rules = Rules("Premio", begins, begins + 20 * DAY, begins + 40 * DAY)
        editions.make(engine, SECRETARY, "EMPRESAS", code, rules)
    editions.open_call(engine, SECRETARY, CALL)
    begun = nominations.start(engine, CALL, "ana@example.org")
    published(engine)  # until then no leader brings anything in
    newest = published(engine)  # with one before it, to which readers go back
    leave_nothing_to_compute(engine)
    book = filled(path.with_name("libro.xlsx"), personas=[person("P-NEW")])
    waiting = import_files(engine, [book], LEADER, accept_warnings=True)
    assert waiting.batch is not None, waiting.errors
    engine.dispose()
    server = Server.on(path)
    server.start()
    yield House(server, begun.code, begun.token, waiting.batch, newest.number)
    server.stop()


def unfolded(page: Page, key: str) -> None:
    """Open the first fold of the page, if the text is not in sight."""
    if not page.locator(f".st-key-{key} textarea").is_visible():
        page.locator('[data-testid="stExpander"] summary').first.click()


def unmet(page: Page, key: str) -> None:
    """Say that the first requirement is not met, which needs a reason."""
    if page.locator(f".st-key-{key}").count() == 0:
        page.locator('[class*="st-key-outcome-"]').first.get_by_text("No", exact=True).click()


def reviewed(page: Page, key: str) -> None:
    """Look at the batch that waits, if nobody does."""
    if page.locator(f".st-key-{key}").count() == 0:
        page.locator('[class*="st-key-desk-review-"] button').click()


def taken_back(page: Page, key: str) -> None:
    """Ask to take the newest release back, in a dialog that covers the page."""
    ask = page.locator(".st-key-publishing-back button")
    if page.locator(f".st-key-{key}").count() == 0:
        if not ask.is_visible():
            page.locator(".st-key-publishing-past summary").click()
            page.evaluate(FADED)  # while the fold opens, its button moves away under the press
        ask.click()


def closed(page: Page) -> None:
    """Close the dialog."""
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")


def nothing_covered(page: Page) -> None:
    """It covers nothing."""


def there(page: Page, key: str) -> None:
    """It stands on the page by itself."""


@dataclass(frozen=True)
class Case:
    """A text: whose, on which page, under which key, how it comes into sight and lets others."""

    role: str | None
    path: str
    key: str
    reveal: Callable[[Page, str], None] = there
    leave: Callable[[Page], None] = nothing_covered


DESK = "/jury_desk?edicion={edition}&parte={part}"
CASES = {
    "amendment": Case("secretary", f"/editions?edicion={OPEN}", f"live-{OPEN}-amendment-reason"),
    "prizes": Case("secretary", f"/editions?edicion={OPEN}", f"live-edition-{OPEN}-prizes"),
    "weights": Case("secretary", f"/editions?edicion={OPEN}", f"live-{OPEN}-weights-reason"),
    "levels": Case(
        "secretary",
        f"/editions?edicion={PREPARED}",
        f"live-edition-{PREPARED}-0-levels-en",
        unfolded,
    ),
    "recusal": Case(
        "secretary",
        DESK.format(edition=OPEN, part="jurado"),
        f"live-{OPEN}-recusal-reason",
    ),
    "requirement": Case(
        "secretary", DESK.format(edition=OPEN, part="elegibilidad"), f"live-{OPEN}-{{first}}", unmet
    ),
    "grace": Case(
        "secretary",
        DESK.format(edition=CALL, part="elegibilidad"),
        f"live-{CALL}-{{nomination}}-grace-reason",
    ),
    "summary": Case(None, "/nominate?enlace={token}", "nomination-{nomination}-summary"),
    "answer": Case(None, "/nominate?enlace={token}", "nomination-{nomination}-CONTRATACION"),
    "closing": Case("monitor", f"/indicators?{YEAR}&parte=cierre", "live-closing-2025-reason"),
    "target": Case(
        "monitor",
        f"/indicators?indicador=SK-01&territory=1308&{YEAR}&parte=datos",
        "live-form-metas-SK-01-1308-2025-evidence",
        unfolded,
    ),
    "batch": Case(
        "monitor", "/data_desk?view=history&batch={batch}", "live-batch-{batch}-reason", reviewed
    ),
    "release": Case("monitor", "/data_desk", "live-release-{release}-reason", taken_back, closed),
    "contact": Case("administrator", "/administration?parte=ajustes", "live-setting-contact_es"),
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_text_is_whole_whatever_happens_while_it_is_typed(
    browser: Browser, house: House, name: str, language: str
) -> None:
    case = CASES[name]
    at = who(browser, house, case.role, language)
    names = dict(vars(house))
    at.open(case.path.format(**names))
    if "{first}" in case.key:
        names["first"] = at.page.locator('[class*="st-key-outcome-"]').first.evaluate(
            "(e) => e.className.match(/st-key-outcome-(\\S+)/)[1]"
        )
    key = case.key.format(**names)

    def reveal() -> None:
        case.reveal(at.page, key)
        at.page.locator(f".st-key-{key} textarea").wait_for()

    reveal()
    begun = at.page.locator(f".st-key-{key} textarea").input_value()
    text = Text(at, key, reveal, begun, lambda: case.leave(at.page))
    befall(text, house.server, language)
    at.page.context.close()


def who(browser: Browser, house: House, role: str | None, language: str) -> Reader:
    """A reader of that role; in Spanish on a telephone, in English at a desk."""
    url = house.server.url
    locale, width = {"es": ("es-EC", NARROW), "en": ("en-US", WIDE)}[language]
    found = reader(browser, url, locale, width)
    if role is not None:
        headers = {"origin": url}
        found.page.request.post(f"{url}/demo/{role}", headers=headers, max_redirects=0)
    found.page.on("dialog", lambda dialog: dialog.accept())
    return found
