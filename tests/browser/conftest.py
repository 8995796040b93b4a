"""A chromium, the app on the demo programme, and a page that remembers what went wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import databases
from tests.browser import chromium
from tests.serving import serving

WIDE, NARROW = 1280, 360
PATIENCE = 120_000  # milliseconds, of a machine with much to do
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'

HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"
# What stands for an element whose code the browser does not have yet.
LOADING = "document.querySelector('[data-testid=stSkeleton]') !== null"
# What fades in is there whole; what turns for as long as something loads never ends, and neither
# does what fades inside a closed fold, which a browser does not draw.
FADED = """() => Promise.allSettled(document.getAnimations()
    .filter(one => Number.isFinite(one.effect?.getComputedTiming().endTime))
    .filter(one => one.effect.target?.checkVisibility())
    .map(one => one.finished))"""


@dataclass
class Reader:
    """A browser tab; `outside` are requests to other hosts, `complaints` the console's errors."""

    page: Page
    url: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.set_default_timeout(PATIENCE)
        own = (self.url, self.url.replace("http", "ws", 1), "data:", "blob:")
        self.page.on(
            "request", lambda r: None if r.url.startswith(own) else self.outside.append(r.url)
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type == "error" else None
        )

    def open(self, path: str = "/") -> None:
        """Go to an address of the app and wait until it is drawn."""
        self.page.goto(self.url + path)
        self.drawn()

    def drawn(self) -> None:
        """Wait until a page of the app is there, whole."""
        self.page.locator(".st-key-app-footer").wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and nothing on the page moves any more."""
        heights: list[int] = []
        while len(heights) < 3 or len(set(heights[-3:])) > 1 or self.page.evaluate(LOADING):
            self.page.wait_for_timeout(200)
            self.page.locator(READY).wait_for()
            heights.append(self.page.evaluate(HEIGHT))
        self.page.evaluate(FADED)

    def says(self, text: str) -> bool:
        """Whether the page says `text`, asked once it is drawn.

        The footer alone is no sign: parts above it may still be loading.
        """
        self.drawn()
        return self.page.get_by_text(text).count() > 0

    @property
    def headline(self) -> str:
        """The sentence that answers the page's question."""
        return self.page.locator("h2").first.inner_text()

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a select box by their visible names, behind the bar's button or not."""
        field = self.page.get_by_role("combobox", name=label)
        button = self.page.locator(".st-key-elsewhere").get_by_role("button")
        # The footer is no sign that a page's own fields are there.
        field.or_(button).first.wait_for()
        behind = not field.is_visible()
        if behind:
            button.click()
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        if behind:
            self.page.keyboard.press("Escape")
        self.settle()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium, and in CI the browser tests must run")
        pytest.skip("no chromium on this machine: see what `make test` said at its start")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def mapped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo programme with the limits of cantons, which all tests of a process look at."""
    path = tmp_path_factory.mktemp("mapped") / "mapped.db"
    databases.sqlite_copy("mapped", path)
    return path


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the demo programme, which all tests of a process look at."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with serving(databases.sqlite_copy("demo", path)) as url:
        yield url


@pytest.fixture(scope="session")
def mapped_url(mapped_file: Path) -> Iterator[str]:
    with serving(f"sqlite:///{mapped_file}") as url:
        yield url


@dataclass(frozen=True)
class Desk:
    """A server on a demo of its own, into which tests of the data desk bring files."""

    url: str
    database: Path


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with serving(databases.sqlite_copy("demo", path)) as url:
        yield Desk(url, path)


def reader(
    browser: Browser, url: str, locale: str = "es-EC", width: int = WIDE, scheme: str = "light"
) -> Reader:
    """A new visitor, who has never been here."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    return Reader(context.new_page(), url)


@pytest.fixture
def visitor(browser: Browser, app_url: str) -> Iterator[Reader]:
    found = reader(browser, app_url)
    yield found
    found.page.context.close()
