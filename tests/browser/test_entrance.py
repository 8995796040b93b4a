"""An invited person comes in, stays in, and goes out, in a real browser."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine, func, select, update

from components.own_files import SESSION_COOKIE as COOKIE
from data_access import clock
from data_access.auth import invitations
from data_access.database import engine_for
from data_access.tables import Invitation
from data_access.viewer import Grant
from tests.browser.conftest import Reader, reader
from tests.serving import serving
from tests.writing import writing

pytestmark = pytest.mark.browser
EXACT = "Ve cifras exactas sobre personas"
JUROR = Grant("juror", "EMP-2026")
STILL_THE_JUROR = "Entró como ana@example.org: jurado de la edición EMP-2026."


@pytest.fixture
def database(demo_file: Path, tmp_path: Path) -> Path:
    """A programme of its own, where nobody has an account."""
    path = tmp_path / "house.db"
    shutil.copy(demo_file, path)
    return path


def link(engine: Engine, grant: Grant = JUROR) -> str:
    with writing(engine) as connection:
        token = invitations.invite(connection, "ana@example.org", grant, "OIM")
    return f"/invite/{token}"


def is_juror(one: Reader) -> bool:
    one.drawn()
    return one.page.get_by_text(STILL_THE_JUROR).count() == 1


def test_an_invited_juror_clicks_once_and_stays_in_until_signing_out(
    browser: Browser, database: Path
) -> None:
    engine = engine_for(f"sqlite:///{database}")
    path = link(engine)
    with serving(f"sqlite:///{database}") as url:
        guest = reader(browser, url)
        guest.page.goto(url + path)
        assert guest.page.get_by_text("OIM invita a ana@example.org").is_visible()
        assert guest.page.get_by_text("jurado de la edición EMP-2026").is_visible()
        assert guest.page.get_by_text("vence el").is_visible()
        guest.page.get_by_role("button", name="Entrar").click()
        guest.page.wait_for_url(f"{url}/score**")  # where a juror's work is
        assert is_juror(guest)

        guest.page.reload()
        assert is_juror(guest)
        state = guest.page.context.storage_state()
        guest.page.context.close()

    # The server starts anew, and so does the browser.
    with serving(f"sqlite:///{database}") as url:
        context = browser.new_context(storage_state=state, locale="es-EC")
        first, second = Reader(context.new_page(), url), Reader(context.new_page(), url)
        for tab in (first, second):
            tab.open("/labour")
            assert is_juror(tab)

        first.page.get_by_role("link", name="Mi sesión").click()
        first.page.get_by_role("button", name="Salir").click()
        first.page.get_by_text("Salió del observatorio.").wait_for()
        assert not is_juror(first)
        second.choose("Provincia", "Manabí")
        assert not is_juror(second)
        second.open("/labour")
        assert not is_juror(second)

        first.page.goto(url + path)
        assert first.page.get_by_text("Este enlace ya se usó").is_visible()
        context.close()
    engine.dispose()


def test_a_link_that_gives_nothing_says_so_kindly(
    browser: Browser, database: Path, app_url: str
) -> None:
    engine = engine_for(f"sqlite:///{database}")
    expired = link(engine)
    with writing(engine) as connection:
        past = clock.now() - dt.timedelta(seconds=1)
        connection.execute(update(Invitation).values(expires_at=past))
    revoked = link(engine)
    with writing(engine) as connection:
        newest = connection.scalar(select(func.max(Invitation.id)))
        invitations.revoke(connection, int(newest or 0), "OIM")
    altered = link(engine)[:-3]
    engine.dispose()
    with serving(f"sqlite:///{database}") as url:
        guest = reader(browser, url)
        for path, why in (
            (expired, "Este enlace venció"),
            (revoked, "Este enlace fue anulado"),
            (altered, "Este enlace no existe o está incompleto"),
        ):
            guest.page.goto(url + path)
            assert guest.page.get_by_text(why).is_visible()
            assert guest.page.get_by_role("button").count() == 0
        assert COOKIE not in {cookie["name"] for cookie in guest.page.context.cookies()}

        guest.page.get_by_role("link", name="Entrar al observatorio").click()
        guest.page.get_by_label("Correo electrónico").fill("ana@example.org")
        guest.page.get_by_role("button", name="Pedir un enlace nuevo").click()
        assert guest.page.get_by_text("Si ana@example.org tiene acceso").is_visible()
        guest.page.context.close()


def test_a_forged_cookie_shows_what_the_public_sees(browser: Browser, app_url: str) -> None:
    stranger = reader(browser, app_url)
    stranger.page.context.add_cookies([{"name": COOKIE, "value": "forged", "url": app_url}])
    stranger.open("/labour?territory=1308")

    assert stranger.page.get_by_text(EXACT).count() == 0
    assert stranger.page.get_by_role("link", name="Entrar").is_visible()
    assert stranger.page.get_by_text("≈").count() > 0
    stranger.page.context.close()


def test_a_demo_is_entered_with_one_click_that_leads_back(browser: Browser, database: Path) -> None:
    with serving(f"sqlite:///{database}") as url:
        guest = reader(browser, url)
        guest.open("/labour?territory=13")
        guest.page.get_by_role("link", name="Entrar").click()
        guest.page.get_by_role("button", name="Seguimiento del programa").click()
        guest.page.wait_for_url(f"{url}/labour?territory=13")

        guest.page.get_by_text(EXACT).wait_for()
        guest.page.context.close()


def test_a_session_of_one_server_process_is_good_on_another_and_ends_on_both(
    browser: Browser, database_url: str, engine: Engine
) -> None:
    """On either database; cookies do not tell ports apart, so one browser speaks to both."""
    with serving(database_url) as one, serving(database_url) as two:
        guest = reader(browser, one)
        guest.page.goto(one + link(engine))
        guest.page.get_by_role("button", name="Entrar").click()
        guest.page.wait_for_url(f"{one}/score**")
        assert is_juror(guest)
        other = Reader(guest.page.context.new_page(), two)
        other.open("/labour")
        assert is_juror(other)

        guest.open("/sign_in")
        guest.page.get_by_role("button", name="Salir").click()
        guest.page.get_by_text("Salió del observatorio.").wait_for()

        other.choose("Provincia", "Manabí")
        assert not is_juror(other)
        guest.page.context.close()
