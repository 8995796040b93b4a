"""What holds for every page: language, privacy, accessibility, and calm when it breaks."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from components.navigation import PAGES
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.browser.heights import PAGES as SHORT
from tests.browser.heights import opened_parts
from tests.browser.test_loading import LOADING
from tests.sampling import sampled
from tests.serving import serving

pytestmark = pytest.mark.browser
# What Streamlit's own markup does and an app cannot change.
STREAMLIT_OWN = {
    "scrollable-region-focusable": "st.table scrolls sideways on a telephone without a tab stop; "
    "its rows are in the downloads too",
}
# Every width, language and appearance, each beside others of its kind.
LOOKS = [
    ("es-EC", "light", WIDE),
    ("en-US", "dark", WIDE),
    ("es-EC", "light", NARROW),
    ("en-US", "dark", NARROW),
]


def grave(one: Reader) -> dict[str, list[str]]:
    """What axe finds serious on the page as it stands.

    What it finds is looked for once more: on a busy machine a part may just have been put in, and
    not be in the page's own colours yet.
    """
    if not _found(one):
        return {}
    one.page.wait_for_timeout(1500)
    one.settle()
    return _found(one)


def _found(one: Reader) -> dict[str, list[str]]:
    """What axe finds serious at this moment.

    The list of a menu with groups is Streamlit's own markup, which no app can change.
    """
    menu = {"exclude": [['[data-testid="stSidebarNav"]']]}
    return {
        v["id"]: [node["html"][:300] + node["failureSummary"] for node in v["nodes"]]
        for v in Axe().run(one.page, menu).response["violations"]
        if v["impact"] in ("serious", "critical") and v["id"] not in STREAMLIT_OWN
    }


def test_the_app_asks_nothing_of_any_other_host_and_the_console_is_quiet(
    browser: Browser, mapped_url: str
) -> None:
    leader = reader(browser, mapped_url)
    leader.open("/?territory=13&parte=todo")
    for toggle in leader.page.get_by_text("Ver tabla").all():
        toggle.click()
        leader.settle()
    leader.page.get_by_text("¿Cómo se calcula?").first.click()
    leader.page.wait_for_timeout(1000)

    assert leader.outside == []
    assert leader.complaints == []
    assert leader.page.locator(LOADING).count() == 0  # it went when the page was there
    leader.page.context.close()


@pytest.mark.parametrize("path", sampled(SHORT, "/indicators?indicador=SK-01"))
def test_no_page_asks_for_what_is_not_there(visitor: Reader, path: str) -> None:
    failed: list[str] = []
    visitor.page.on("requestfailed", lambda request: failed.append(request.url))
    visitor.page.on("response", lambda one: failed.append(one.url) if one.status > 399 else None)

    for _part in opened_parts(visitor, path):
        pass

    assert (failed, visitor.complaints, visitor.outside) == ([], [], [])


def test_a_visitor_reads_the_language_of_the_browser(browser: Browser, app_url: str) -> None:
    guest = reader(browser, app_url, "en-US")
    guest.open("/labour?territory=1308")

    assert guest.headline.startswith("In Manta")
    assert guest.page.evaluate("document.documentElement.lang") == "en"
    guest.page.context.close()


def test_a_language_chosen_is_remembered_and_the_place_stays(visitor: Reader) -> None:
    visitor.open("/labour?territory=1308")
    visitor.page.get_by_role("link", name="English").click()
    visitor.page.locator('html[lang="en"]').wait_for(state="attached")
    visitor.settle()
    assert visitor.headline.startswith("In Manta")
    assert "territory=1308" in visitor.page.url

    again = Reader(visitor.page.context.new_page(), visitor.url)
    again.open("/labour")

    assert again.headline.startswith("In the surveyed places of Ecuador")


PATHS = (
    *("/", "/?territory=1308", "/labour?territory=13", "/methods?answer=labour.gap"),
    *("/open_data?parte=programas", "/indicators?parte=tabla"),
)


@pytest.mark.parametrize(
    ("locale", "scheme", "width", "path"),
    [
        # One look in every run; the pages of the awards have another.
        pytest.param(*look, path, marks=() if at == by and at == 2 else pytest.mark.matrix)
        for at, look in enumerate(LOOKS)
        for by, path in enumerate(PATHS)
    ],
)
def test_axe_finds_nothing_serious(
    browser: Browser, app_url: str, locale: str, scheme: str, width: int, path: str
) -> None:
    guest = reader(browser, app_url, locale, width, scheme)
    guest.open(path)
    for entry in guest.page.locator("details.m4sd-entry summary").all()[:2]:
        entry.click()
    guest.page.wait_for_timeout(1000)

    assert grave(guest) == {}
    guest.page.context.close()


@pytest.mark.parametrize("name", sampled(PAGES, "score"))
def test_a_fresh_server_asked_first_for_a_page_shows_it_inside_the_shell(
    browser: Browser, demo_file: Path, tmp_path: Path, name: str
) -> None:
    with serving(f"sqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}") as url:
        stranger = reader(browser, url)
        stranger.page.goto(f"{url}/{name}")
        stranger.page.locator("h2").first.wait_for()
        stranger.settle()

        assert stranger.page.locator(".m4sd-name").count() == 1
        stranger.page.context.close()


def test_when_the_database_breaks_the_reader_gets_a_number_and_no_traceback(
    browser: Browser, demo_file: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    shutil.copy(demo_file, broken)
    with serving(f"sqlite:///{broken}") as url:
        with sqlite3.connect(broken) as connection:
            connection.execute("ALTER TABLE survey RENAME TO gone")
        guest = reader(browser, url)
        guest.page.goto(url)
        alert = guest.page.get_by_text("número de incidente")
        alert.wait_for()
        guest.settle()

        assert "Traceback" not in guest.page.content()
        assert "sqlalchemy" not in guest.page.content()
        guest.page.context.close()
