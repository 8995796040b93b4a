"""An invited person comes in, stays in, and goes out, in a real browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from components.guard import COOKIE
from data_access.database import engine_for, writing
from data_access.records import invitations
from data_access.viewer import Grant
from tests.browser.conftest import Reader, reader
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("labour")]
EXACT = "Ve cifras exactas sobre personas"


@pytest.fixture
def database(demo_file: Path, tmp_path: Path) -> Path:
    """A programme of its own, where nobody has an account."""
    path = tmp_path / "house.db"
    shutil.copy(demo_file, path)
    return path


def link(database: Path) -> str:
    engine = engine_for(f"sqlite:///{database}")
    with writing(engine) as connection:
        token = invitations.invite(connection, "ana@example.org", Grant("monitor"), "OIM")
    engine.dispose()
    return f"/invite/{token}"


def is_in(page: Page) -> bool:
    page.locator(".st-key-app-footer").wait_for()
    return page.get_by_text(EXACT).count() == 1


def test_an_invited_person_clicks_once_and_stays_in_until_signing_out(
    browser: Browser, database: Path
) -> None:
    path = link(database)
    with serving(f"sqlite:///{database}") as url:
        guest = reader(browser, url)
        guest.page.goto(url + path)
        assert guest.page.get_by_text("OIM invita a ana@example.org").is_visible()
        guest.page.get_by_role("button", name="Entrar").click()
        guest.page.wait_for_url(f"{url}/")
        assert is_in(guest.page)

        guest.page.reload()
        assert is_in(guest.page)
        state = guest.page.context.storage_state()
        guest.page.context.close()

    # The server starts anew, and so does the browser.
    with serving(f"sqlite:///{database}") as url:
        context = browser.new_context(storage_state=state, locale="es-EC")
        first, second = Reader(context.new_page(), url), Reader(context.new_page(), url)
        for tab in (first, second):
            tab.open()
            assert is_in(tab.page)

        first.page.get_by_role("link", name="Mi sesión").click()
        first.page.get_by_role("button", name="Salir").click()
        first.page.wait_for_url(f"{url}/")
        assert not is_in(first.page)
        second.choose("Provincia", "Manabí")
        assert not is_in(second.page)

        first.page.goto(url + path)
        assert first.page.get_by_text("Este enlace ya se usó").is_visible()
        context.close()


def test_a_forged_cookie_shows_what_the_public_sees(browser: Browser, app_url: str) -> None:
    stranger = reader(browser, app_url)
    stranger.page.context.add_cookies([{"name": COOKIE, "value": "forged", "url": app_url}])
    stranger.open("/?territory=1308")

    assert not is_in(stranger.page)
    assert stranger.page.get_by_text("≈").count() > 0
    stranger.page.context.close()


def test_a_demo_can_be_entered_with_one_click(browser: Browser, database: Path) -> None:
    with serving(f"sqlite:///{database}") as url:
        guest = reader(browser, url)
        guest.open()
        guest.page.get_by_role("link", name="Entrar").click()
        guest.page.get_by_role("button", name="seguimiento del programa").click()
        guest.page.wait_for_url(f"{url}/")

        assert is_in(guest.page)
        guest.page.context.close()
