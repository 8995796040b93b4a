"""An administrator's journeys, beside the people they let in, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from data_access.auth import account_administration
from data_access.database import engine_for
from data_access.viewer import Grant
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.browser.test_house import grave
from tests.data_access.auth.house import ADMINISTRATOR, account, appoint, enter
from tests.sampling import sampled
from tests.serving import serving

pytestmark = pytest.mark.browser
LEADER_OF_MANTA = "líder municipal o provincial de Manta"
EXACT = "Ve cifras exactas sobre personas"
ROSA = "rosa@manta.example"


@pytest.fixture(scope="module")
def house(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo of its own."""
    path = tmp_path_factory.mktemp("administration") / "house.db"
    shutil.copy(demo_file, path)
    return path


@pytest.fixture(scope="module")
def url(house: Path) -> Iterator[str]:
    with serving(f"sqlite:///{house}") as address:
        yield address


def signed_in(
    browser: Browser,
    url: str,
    role: str = "administrator",
    locale: str = "es-EC",
    width: int = WIDE,
    scheme: str = "light",
) -> Reader:
    """A reader who has entered the demo with a click."""
    found = reader(browser, url, locale, width, scheme)
    found.page.context.request.post(f"{url}/demo/{role}", headers={"origin": url})
    return found


def choose_place(one: Reader, search: str, place: str) -> None:
    """Pick a place as people do: by typing the beginning of its name."""
    field = one.page.get_by_role("dialog").get_by_role("combobox", name="Lugar")
    field.click()
    field.press_sequentially(search)
    one.page.get_by_role("option", name=place, exact=True).click()
    one.settle()


def press(one: Reader, name: str) -> None:
    """Click a button of the open dialog."""
    one.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    one.settle()


def test_a_leader_is_invited_comes_in_and_is_a_visitor_once_the_role_is_taken(
    browser: Browser, url: str
) -> None:
    ana = signed_in(browser, url)
    ana.open()
    ana.page.get_by_text("Administración", exact=True).click()
    ana.page.get_by_text("Personas y accesos", exact=True).click()
    ana.page.get_by_role("tab", name="Invitaciones").click()
    ana.settle()

    ana.page.get_by_role("button", name="Invitar a una persona").click()
    ana.page.get_by_role("dialog").get_by_role("textbox", name="Correo").fill(ROSA)
    press(ana, "Hacer el enlace")
    assert ana.page.get_by_text("Elija el lugar de este rol.").is_visible()
    dialog = ana.page.get_by_role("dialog")
    assert dialog.get_by_role("textbox", name="Correo").input_value() == ROSA
    choose_place(ana, "Mant", "Manta (Manabí)")
    press(ana, "Hacer el enlace")
    link = dialog.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(f"{url}/invite/")
    ana.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    ana.settle()
    assert link not in ana.page.content()
    assert ana.page.get_by_text(f"{ROSA} · abierta").is_visible()

    rosa = reader(browser, url)
    rosa.page.goto(link)
    assert rosa.page.get_by_text(LEADER_OF_MANTA).is_visible()
    rosa.page.get_by_role("button", name="Entrar").click()
    rosa.page.wait_for_url(f"{url}/?territory=1308")
    rosa.settle()
    assert rosa.page.get_by_role("link", name="Mi sesión").is_visible()

    ana.page.get_by_role("tab", name="Personas").click()
    ana.settle()
    search = ana.page.get_by_role("searchbox", name="Buscar por correo")
    search.fill("rosa@")
    search.press("Enter")
    ana.settle()
    ana.page.get_by_role("link", name=ROSA).click()
    ana.page.get_by_role("dialog").wait_for()
    ana.settle()
    press(ana, "Quitar")
    gone = re.compile(ROSA.replace("@", "@\\W?") + f" ya no tiene el rol: {LEADER_OF_MANTA}")
    assert ana.page.get_by_text(gone).is_visible()
    rosa.page.get_by_test_id("stButtonGroup").get_by_text("Santo Domingo", exact=True).click()
    rosa.settle()
    rosa.page.goto(f"{url}/administration")
    rosa.page.locator("h2").first.wait_for()
    assert rosa.page.get_by_role("tab").count() == 0

    ana.open(f"/audit_log?quien={ADMINISTRATOR.name}")  # nobody of that name: all is shown
    story = [
        f"demo-administrator@example.org quitó a {ROSA} el rol: {LEADER_OF_MANTA}.",
        f"{ROSA} entró.",
        f"demo-administrator@example.org dio a {ROSA} el rol: {LEADER_OF_MANTA}.",
        f"demo-administrator@example.org invitó a {ROSA} con el rol: {LEADER_OF_MANTA}.",
    ]
    told = ana.page.locator(".m4sd-log").all_inner_texts()
    places = ["\n".join(told).index(sentence) for sentence in story]
    assert places == sorted(places)
    for one in (ana, rosa):
        one.page.context.close()


def test_the_log_is_filtered_in_the_address_and_downloads(browser: Browser, url: str) -> None:
    ana = signed_in(browser, url)
    ana.open("/audit_log")
    ana.choose("Suceso", "Entrada")

    assert "suceso=signed_in" in ana.page.url
    assert ana.page.get_by_text("entró.").count() > 0
    assert ana.page.get_by_text("invitó a").count() == 0
    with ana.page.expect_download() as download:
        ana.page.get_by_role("button", name="Descargar CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    assert "# Suceso,Entrada" in text and "demo-administrator@example.org entró." in text
    assert ana.outside == []
    ana.page.context.close()


def test_a_table_opened_after_a_role_was_taken_is_drawn_for_a_visitor_and_exports_are_logged(
    browser: Browser, url: str, house: Path
) -> None:
    engine = engine_for(f"sqlite:///{house}")
    appoint(engine)
    eva = "eva@example.org"
    cookie = enter(engine, eva, Grant("monitor"))
    tab = reader(browser, url)
    tab.page.context.add_cookies([{"name": "m4sd_session", "value": cookie, "url": url}])
    tab.open("/labour?territory=1308")
    assert tab.page.get_by_text(EXACT).is_visible()

    def open_table(figure: str) -> None:
        table = tab.page.locator(f".st-key-table-{figure}")
        table.get_by_text("Ver tabla").click()
        tab.settle()

    open_table("demand")
    with tab.page.expect_download():
        tab.page.locator(".st-key-csv-demand-0").get_by_role("button").click()

    account_administration.take(engine, ADMINISTRATOR, account(engine, eva), Grant("monitor"))
    open_table("quadrant")

    assert tab.page.get_by_text(EXACT).count() == 0
    assert tab.page.get_by_text("≈").count() > 0
    tab.page.context.close()
    ana = signed_in(browser, url)
    ana.open("/audit_log?suceso=exact_export")
    assert ana.page.get_by_text(f"{eva} descargó cifras exactas sobre personas").count() == 1
    ana.page.context.close()
    engine.dispose()


LOOKS = [("es-EC", "light", WIDE), ("en-US", "dark", NARROW)]
PLACES = [
    *(f"/administration?parte={part}" for part in ("personas", "invitaciones", "sesiones")),
    *("/administration?parte=pedidos", "/administration?parte=ajustes", "/audit_log"),
]


@pytest.mark.parametrize(("locale", "scheme", "width"), sampled(LOOKS, LOOKS[0]))
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(
    browser: Browser, url: str, locale: str, scheme: str, width: int
) -> None:
    ana = signed_in(browser, url, "administrator", locale, width, scheme)
    for place in PLACES:
        ana.open(place)
        assert ana.page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert grave(ana) == {}, place
    ana.open("/administration")
    ana.page.locator(".m4sd-table td a").first.click()
    ana.page.get_by_role("dialog").wait_for()
    ana.settle()
    assert grave(ana) == {}
    ana.page.context.close()


def test_the_page_is_reached_and_its_tabs_are_turned_with_the_keyboard(
    browser: Browser, url: str
) -> None:
    ana = signed_in(browser, url)
    ana.open("/administration")
    ana.page.get_by_role("tab", name="Personas").focus()

    ana.page.keyboard.press("ArrowRight")
    ana.page.keyboard.press("Enter")
    ana.settle()
    assert "parte=invitaciones" in ana.page.url
    ana.page.get_by_role("button", name="Invitar a una persona").focus()
    ana.page.keyboard.press("Enter")
    ana.page.get_by_role("dialog").wait_for()
    ana.page.keyboard.press("Escape")
    ana.page.get_by_role("dialog").wait_for(state="hidden")
    ana.page.context.close()


def test_on_a_telephone_the_menu_says_that_it_is_one(browser: Browser, url: str) -> None:
    ana = signed_in(browser, url, width=NARROW)
    ana.open()

    ana.page.wait_for_function(
        """() => getComputedStyle(document.querySelector(
            '[data-testid=stExpandSidebarButton]'), '::after').content === '"Menú"'"""
    )
    ana.page.get_by_test_id("stExpandSidebarButton").click()
    ana.page.get_by_text("Registro de actividad", exact=True).click()
    ana.page.locator(".m4sd-log").first.wait_for()
    ana.page.context.close()
