"""The newer pages for all eyes and hands: axe, the width of a telephone, the keyboard alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from components.awards.moments import dates
from data_access.awards import reweighing
from data_access.awards.rubrics import ready
from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN
from data_access.tables import Nomination, ScoreSheet
from tests.browser.award_stages import (
    ANSWERED,
    APPEALED,
    CLOSED,
    LINKED,
    PUBLISHED,
    SECRETARY,
    VOTED,
    stages,
)
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.browser.jurors import comment, entered, eventually, sheet_path, stored
from tests.browser.keys import tabbed
from tests.browser.test_house import grave
from tests.sampling import sampled
from tests.serving import serving

pytestmark = pytest.mark.browser
BEGUN, UNBEGUN, UNDECLARED = "P-W5T9C", "P-M9D4J", "P-Z8F5U"
ON = "RECLUTAMIENTO"
PARTS = ("avance", "jurado", "elegibilidad", "devolucion", "clasificacion", "decision")
# One of each kind is looked at in every run, all in `make test-all`.
MAIN = (
    (None, "/"),
    (None, "/nominate"),
    (None, "/hiring?territory=1308"),
    (None, "/indicators?territory=1308&indicador=JB-03"),
    ("juror", f"/score?edicion={OPEN}&postulacion={BEGUN}"),
    ("juror", f"/score?edicion={OPEN}&vista=revisar"),
    ("secretary", "/editions?edicion=nueva"),
    *(("secretary", f"/jury_desk?edicion={OPEN}&parte={part}") for part in PARTS[-2:]),
)
OTHERS = (
    (None, "/?territory=2301"),
    (None, "/award_results?edicion=ENT-2024"),
    (None, "/training"),
    (None, "/ventures?territory=1308"),
    (None, "/community?territory=13"),
    ("monitor", "/paths"),
    (None, "/indicators?territory=1308"),
    ("juror", "/score"),
    ("juror", f"/score?edicion={OPEN}&postulacion={BEGUN}&vista=comparar"),
    *(("secretary", f"/jury_desk?edicion={OPEN}&parte={part}") for part in PARTS[:-2]),
)
# Scoring, deciding and feedback at the stages of `award_stages`; a private link by its edition.
STAGES = (
    ("juror", f"/score?edicion={OPEN}&postulacion={UNDECLARED}"),
    ("juror", f"/score?edicion={VOTED}"),
    ("juror", f"/score?edicion={VOTED}&postulacion={{sheet}}"),
    *(("secretary", f"/jury_desk?edicion={VOTED}&parte={part}") for part in PARTS),
    *(("secretary", f"/jury_desk?edicion={PUBLISHED}&parte={part}") for part in PARTS[-3:]),
    ("secretary", f"/jury_desk?edicion={APPEALED}&parte=devolucion"),
    ("secretary", f"/jury_desk?edicion={ANSWERED}&parte=devolucion"),
    *((None, f"/nominate?enlace={{{code}}}") for code in (PUBLISHED, APPEALED, ANSWERED, CLOSED)),
    *((None, f"/award_results?edicion={PUBLISHED}{part}") for part in ("", "&parte=motivo")),
)
PAGES = {"main": MAIN, "others": OTHERS, "stages": STAGES}


@dataclass(frozen=True)
class House:
    """The app's address, and its database."""

    url: str
    database: Path


@pytest.fixture(scope="module")
def house(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    path = tmp_path_factory.mktemp("awards") / "awards.db"
    shutil.copy(demo_file, path)
    engine = engine_for(f"sqlite:///{path}")
    reweighing.open_ranking(engine, SECRETARY, OPEN)  # so that what follows the press is looked at
    engine.dispose()
    with serving(f"sqlite:///{path}") as address:
        yield House(address, path)


@pytest.fixture(scope="module")
def names(house: House) -> dict[str, str]:
    """What addresses of `STAGES` name: five editions, which take three seconds to make."""
    engine = engine_for(f"sqlite:///{house.database}")
    found = stages(engine)
    with engine.connect() as connection:
        linked = select(Nomination.code).filter_by(edition_code=VOTED, title=LINKED)
        found["sheet"] = str(connection.scalar(linked))
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("pages", "width", "scheme"),
    sampled(product(PAGES, (NARROW, WIDE), ("light", "dark")), ("main", NARROW, "light")),
)
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(
    browser: Browser,
    house: House,
    pages: str,
    width: int,
    scheme: str,
    request: pytest.FixtureRequest,
) -> None:
    found = {}
    names = request.getfixturevalue("names") if pages == "stages" else {}
    asked = [(role, path.format(**names)) for role, path in PAGES[pages]]
    guests: dict[str | None, Reader] = {None: reader(browser, house.url, "es-EC", width, scheme)}
    guests |= {
        role: entered(browser, house.url, role, width, scheme)
        for role in sorted({role for role, _ in asked if role is not None})
    }
    for role, path in asked:
        one = guests[role]
        one.open(path)
        problems = grave(one)
        if one.page.evaluate("document.documentElement.scrollWidth") > width:
            problems["wider than the screen"] = []
        if problems:
            found[path] = problems
    for one in guests.values():
        one.page.context.close()
    assert found == {}


SAME = {"mm", "dd"}  # in both languages
SPOKEN = """() => [...document.querySelectorAll(
    ':is([data-testid^=stDateTimeInput], [data-testid^=stDateTimeInput] *, [id^=react-aria-d])')]
    .flatMap((e) => [e.ariaLabel, e.ariaValueText, e.innerText || e.textContent])
    .filter(Boolean).join("\\n")"""


def test_a_date_is_said_in_the_readers_language_while_it_is_typed_and_chosen(
    browser: Browser, house: House
) -> None:
    desk = entered(browser, house.url, "secretary", NARROW)
    page = desk.page
    desk.open("/editions?edicion=nueva")
    field = page.get_by_role("group", name="Apertura", exact=True)
    year = field.get_by_role("spinbutton", name="año, Apertura")
    assert year.inner_text() == "aaaa"
    assert year.get_attribute("aria-valuetext") == "Vacío"
    year.click()
    page.keyboard.type("203103010830")
    page.keyboard.press("Enter")
    month = field.get_by_role("spinbutton", name="mes, Apertura")
    page.wait_for_function("(e) => e.ariaValueText === '03 – marzo'", arg=month.element_handle())
    page.get_by_role("button", name="Elegir la fecha y la hora").first.click()
    chosen = page.get_by_role("dialog", name="Elegir la fecha y la hora")
    chosen.get_by_role("button", name="Mes siguiente").click()
    chosen.get_by_role("button", name="martes, 8 de abril de 2031").click()
    page.get_by_text("Elegido: 8 de abril de 2031 a las 8:30").first.wait_for(state="attached")

    said = page.evaluate(SPOKEN)

    english = [
        word for word in set(dates.WORDS) - SAME if re.search(rf"\b{re.escape(word)}\b", said)
    ]
    page.context.close()
    assert english == []


def test_a_juror_scores_and_hands_in_with_the_keyboard_alone(
    browser: Browser, house: House
) -> None:
    """After all that look at the sheet while it is not begun."""
    criteria = [criterion.code for criterion in ready("EMPRESAS").criteria]
    juror = entered(browser, house.url, width=WIDE)
    page = juror.page
    juror.open(f"/score?edicion={OPEN}&postulacion={UNDECLARED}")
    tabbed(page, '[data-testid="stRadio"]')
    page.keyboard.press("Space")
    juror.settle()
    tabbed(page, ".st-key-declare button")
    page.keyboard.press("Enter")
    page.get_by_text("Lo que dice la postulación").first.wait_for()
    juror.settle()
    for criterion in criteria:
        tabbed(page, f".st-key-field-{OPEN}-{UNDECLARED}-{criterion}")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    for criterion in criteria:
        state = page.locator(f".st-key-field-{OPEN}-{UNDECLARED}-{criterion} .state")
        state.filter(has_text="Guardado").wait_for()
    tabbed(page, ".st-key-to-review button")
    page.keyboard.press("Enter")
    page.locator(f".st-key-submit-{UNDECLARED} button").wait_for()
    juror.settle()
    tabbed(page, f".st-key-submit-{UNDECLARED} button")
    page.keyboard.press("Enter")

    engine = engine_for(f"sqlite:///{house.database}")

    def handed_in() -> bool:
        with engine.connect() as connection:
            query = select(ScoreSheet.submitted_at).filter_by(
                edition_code=OPEN, nomination_code=UNDECLARED, juror_code=DEMO_SEAT
            )
            return connection.scalar(query) is not None

    eventually(handed_in, True)
    engine.dispose()
    page.context.close()


def test_a_button_pressed_right_after_a_key_does_what_it_says(
    browser: Browser, house: House
) -> None:
    juror = entered(browser, house.url, width=WIDE)
    page = juror.page
    page.set_viewport_size({"width": WIDE, "height": 2600})  # field and button in one view
    for wait in (0, 100, 250):
        juror.open(sheet_path(UNBEGUN))
        back = page.get_by_role("button", name="← Mis postulaciones").bounding_box()
        assert back is not None
        comment(page, UNBEGUN, ON).press("z")
        page.wait_for_timeout(wait)
        page.mouse.click(back["x"] + back["width"] / 2, back["y"] + back["height"] / 2)
        page.locator("h2").filter(has_text="por enviar").wait_for()
    eventually(lambda: stored(house.database, UNBEGUN, ON)[1], "zzz")
    page.context.close()
