"""A page is sent on: its link copied, its sheets printed, in a real browser."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser
from pypdf import PdfReader

from components.navigation import PAGES
from data_access.awards.rubrics import ready
from data_access.viewer import ROLES, VISITOR
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.data_access.test_matrix import VIEWERS
from tests.sampling import sampled

pytestmark = pytest.mark.browser
LEAST_ON_A_SHEET = 60  # characters; fewer, and a sheet is as good as blank
A4 = (595, 842)  # points
FEET = {
    "es-EC": "Observatorio M4SD Ecuador. Datos sintéticos.",
    "en-US": "M4SD Ecuador Observatory. Synthetic data.",
}


def copied(guest: Reader) -> str:
    guest.page.get_by_role("button", name="Copiar enlace").click()
    guest.page.get_by_role("button", name="Enlace copiado").wait_for()
    assert guest.page.locator("[data-m4sd=said]").inner_text() == "Enlace copiado"
    return str(guest.page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("width", sampled([WIDE, NARROW], WIDE))
def test_the_link_copied_is_the_view_that_the_reader_has(
    browser: Browser, app_url: str, width: int
) -> None:
    guest = reader(browser, app_url, width=width)
    guest.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    guest.open("/methods")
    guest.choose("Buscar una cifra", "Brecha entre vacantes y oferta registrada")

    assert copied(guest) == guest.page.url == f"{app_url}/methods?answer=labour.gap"
    guest.page.get_by_role("button", name="Copiar enlace").wait_for()
    guest.page.context.close()


def test_the_link_has_a_language_only_where_the_address_names_one(
    browser: Browser, app_url: str
) -> None:
    guest = reader(browser, app_url, "en-US")
    guest.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    guest.open("/methods?answer=labour.gap")
    guest.page.get_by_role("link", name="Español").click()
    guest.page.locator('html[lang="es"]').wait_for(state="attached")
    guest.settle()
    assert copied(guest) == f"{app_url}/methods?answer=labour.gap"

    guest.open("/methods?answer=labour.gap&lang=es")
    assert copied(guest) == f"{app_url}/methods?answer=labour.gap&lang=es"
    guest.page.context.close()


def test_where_the_browser_has_no_clipboard_the_link_is_copied_or_shown(
    browser: Browser, app_url: str
) -> None:
    guest = reader(browser, app_url)
    # As over plain HTTP, where browsers give pages no clipboard.
    guest.page.add_init_script("delete Navigator.prototype.clipboard")
    guest.open("/methods")
    guest.page.get_by_role("button", name="Copiar enlace").click()
    guest.page.get_by_role("button", name="Enlace copiado").wait_for()

    guest.page.evaluate("document.execCommand = () => false")
    guest.page.get_by_role("button", name="Copiar enlace").click()
    assert guest.page.get_by_text("El navegador no deja copiar").is_visible()

    field = guest.page.get_by_label("Dirección de esta página")
    field.wait_for()
    assert field.input_value() == f"{app_url}/methods"
    assert guest.page.evaluate("getSelection().toString()") in ("", f"{app_url}/methods")
    guest.page.context.close()


def test_a_session_is_in_no_link(browser: Browser, app_url: str) -> None:
    monitor = reader(browser, app_url)
    monitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(monitor, "monitor")
    monitor.open("/methods")

    assert copied(monitor) == f"{app_url}/methods"
    monitor.page.context.close()


def enter(one: Reader, role: str) -> None:
    """Enter the demo with a role."""
    answer = one.page.context.request.post(
        f"{one.url}/demo/{role}", headers={"origin": one.url}, max_redirects=0
    )
    assert answer.status == 303


# What lists that are not numbered have on paper alone.
BULLETS = dict.fromkeys(map(ord, "•◦▪"))


def squeezed(text: str) -> str:
    """Text without what lines, sheets and ligatures do to it, and without word joiners."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u2060", "").split())


def sheets(one: Reader) -> list[str]:
    """What is printed, sheet by sheet, as Ctrl+P and "save as PDF" would have it."""
    file = PdfReader(io.BytesIO(one.page.pdf(prefer_css_page_size=True)))
    for sheet in file.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    return [squeezed(sheet.extract_text()) for sheet in file.pages]


def in_charge(page: str) -> str:
    """A role that may open a page; "visitor" where everybody may."""
    entry = PAGES[page]
    if entry.allowed(VISITOR):
        return "visitor"
    return next(
        role
        for role in ROLES
        if any(
            entry.allowed(who) for name, who in VIEWERS.items() if name.partition(":")[0] == role
        )
    )


# One with a map and one with a form, in every run.
PRINTED = (("labour", "en-US", "dark"),)


@pytest.mark.parametrize(
    ("name", "locale", "scheme"),
    sampled(
        [
            (name, locale, scheme)
            for name in PAGES
            for locale, scheme in (("es-EC", "light"), ("en-US", "dark"))
        ],
        *PRINTED,
    ),
)
def test_every_page_prints_whole(
    browser: Browser, app_url: str, name: str, locale: str, scheme: str
) -> None:
    one = reader(browser, app_url, locale, WIDE, scheme)
    role = in_charge(name)
    if role != "visitor":
        enter(one, role)
    one.open(f"/{name}?parte=todo")
    one.page.wait_for_timeout(1500)
    spoken = one.page.evaluate(
        """() => [...document.querySelector('.stMain').querySelectorAll(
            'h1, h2, h3, summary p, .m4sd-entry summary'
        )].filter(e => e.checkVisibility() && !e.closest('[class*="st-key-screen-"]'))
            .map(e => e.innerText)"""
    )
    # As textContent has it, with the numbers that lists have on paper.
    closed = one.page.evaluate(
        """() => [...document.querySelectorAll('.stMain details:not([open]) > :last-child')]
            .filter(e => !e.closest('[class*="st-key-screen-"]'))
            .map(e => {
                const copy = e.cloneNode(true);
                [copy, ...copy.querySelectorAll('ol')].filter(list => list.matches('ol'))
                    .forEach(list => [...list.children]
                        .forEach((item, at) => item.prepend(`${at + 1}.`)));
                return copy.textContent;
            })"""
    )
    last = one.page.locator(".st-key-app-footer p:not(.m4sd-print)").all_text_contents()

    printed = sheets(one)

    foot = squeezed(FEET[locale])
    bare = [
        sheet.replace(f"{at}/{len(printed)}{foot}", "", 1) for at, sheet in enumerate(printed, 1)
    ]
    for at, (sheet, left) in enumerate(zip(printed, bare, strict=True), 1):
        assert len(left) + len(f"{at}/{len(printed)}{foot}") == len(sheet), f"sheet {at} of whom?"
        assert len(left) >= LEAST_ON_A_SHEET, f"sheet {at} is blank"
    whole = "".join(bare).translate(BULLETS)
    for words in [*spoken, *closed, *last]:
        assert squeezed(words) in whole
    assert squeezed(one.page.url) in bare[-1]
    one.page.context.close()


@pytest.mark.parametrize("edition", ["EMP-2026", "EMP-2024"])
def test_the_rules_of_an_edition_are_on_its_paper_and_its_form_is_not(
    browser: Browser, app_url: str, edition: str
) -> None:
    one = reader(browser, app_url)
    enter(one, "secretary")
    one.open(f"/editions?edicion={edition}")

    whole = "".join(sheets(one))

    for criterion in ready("EMPRESAS").criteria:
        head = f"{criterion.name}: {criterion.weight.normalize():f} de 100"
        assert squeezed(head) in whole
        assert all(squeezed(level) in whole for level in criterion.levels["es"])
    assert squeezed("Orden del desempate") in whole
    assert squeezed("Motivo de la enmienda") not in whole
    one.page.context.close()


def test_what_is_pressed_stays_off_the_paper_and_the_scope_goes_on_it(
    browser: Browser, app_url: str
) -> None:
    guest = reader(browser, app_url)
    guest.open("/labour?territory=1308&ciuo2=83")

    whole = "".join(sheets(guest))

    for control in (
        "Ver tabla",
        "¿Cómo se calcula?",
        "Copiar enlace",
        "Imprimir",
        "Descargar CSV",
        "Qué se muestra",
        "Pulse un lugar",
        "English",
        "Entrar",
    ):
        assert squeezed(control) not in whole
    assert squeezed("Lugar: Manta · Encuesta: La más reciente · Ocupación: 83 Conductores") in whole
    assert squeezed("31 de octubre de 2025") in whole
    guest.page.context.close()


def test_the_dark_appearance_prints_dark_on_white(browser: Browser, app_url: str) -> None:
    guest = reader(browser, app_url, scheme="dark")
    guest.open("/labour?territory=13")
    guest.page.wait_for_timeout(1500)
    seen = brightness(guest.page.screenshot())

    guest.page.emulate_media(media="print", color_scheme="dark")
    guest.page.wait_for_timeout(500)

    assert seen < 70
    assert brightness(guest.page.screenshot()) > 225
    chart = guest.page.locator("svg.marks").first.screenshot()
    assert brightness(chart) > 225
    assert min(ImageStat.Stat(Image.open(io.BytesIO(chart)).convert("L")).extrema[0]) < 90
    guest.page.context.close()


def brightness(picture: bytes) -> float:
    """The mean of a picture, from 0 (black) to 255 (white)."""
    return ImageStat.Stat(Image.open(io.BytesIO(picture)).convert("L")).mean[0]


@pytest.fixture
def opened_long_ago(browser: Browser, app_url: str) -> Iterator[Reader]:
    """A page that somebody opened in 2025 and prints later."""
    context = browser.new_context(locale="es-EC")
    page = context.new_page()
    page.clock.install(time="2025-12-31T12:00:00Z")
    yield Reader(page, app_url)
    context.close()


def test_the_print_button_prints_with_the_day_and_address_of_the_moment(
    opened_long_ago: Reader,
) -> None:
    guest = opened_long_ago
    guest.page.goto(guest.url + "/methods")
    guest.page.locator("details").first.wait_for()
    guest.page.locator(".st-key-app-footer").wait_for()
    guest.page.evaluate(
        """() => { window.print = () => {
            window.wide = document.querySelector('.stMainBlockContainer').offsetWidth;
            dispatchEvent(new Event('beforeprint'));
            window.said = document.querySelector('[data-m4sd=today]').textContent;
            window.open_ = document.querySelectorAll('details:not([open])').length;
            dispatchEvent(new Event('afterprint'));
        } }"""
    )
    before = guest.page.evaluate("document.querySelectorAll('details:not([open])').length")

    guest.page.get_by_role("button", name="Imprimir").click()
    guest.page.clock.fast_forward(60_000)
    guest.page.wait_for_function("window.said")

    assert guest.page.evaluate("[said, wide, open_]") == ["31 de diciembre de 2025", 680, 0]
    assert before > 0
    after = guest.page.evaluate("document.querySelectorAll('details:not([open])').length")
    assert after == before
    assert guest.page.evaluate("document.documentElement.className") == ""


def test_a_figure_leads_to_its_entry(visitor: Reader) -> None:
    visitor.open("/labour?territory=1308")
    visitor.page.locator(".st-key-how-demand").get_by_role("button").click()
    visitor.page.get_by_role("link", name="Qué no dice esta cifra, y sus reglas").first.click()
    visitor.page.wait_for_url("**/methods?answer=labour.gap")
    visitor.settle()

    entry = visitor.page.locator(".m4sd-chosen")
    assert entry.locator("h3").inner_text() == "Brecha entre vacantes y oferta registrada"
    assert entry.get_by_text("no es la población desempleada").first.is_visible()


def test_a_question_of_the_index_is_gone_to(visitor: Reader) -> None:
    visitor.open("/methods")
    visitor.page.get_by_text("Contenido", exact=True).click()
    visitor.page.get_by_role("link", name="¿Qué falta ratificar?").click()
    visitor.drawn()
    visitor.page.wait_for_timeout(1000)

    heading = visitor.page.get_by_role("heading", name="¿Qué falta ratificar?")
    box = heading.bounding_box()
    assert box is not None and 0 <= box["y"] < 400
    assert visitor.headline == "Qué hay detrás de cada cifra, y qué no dice"
