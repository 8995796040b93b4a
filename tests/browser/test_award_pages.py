"""The newer pages for all eyes and hands: axe, the width of a telephone, the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from data_access.awards.rubrics import ready
from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN
from data_access.tables import Assignment, ScoreSheet
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.browser.jurors import entered, eventually
from tests.browser.test_house import grave
from tests.sampling import sampled
from tests.serving import serving

pytestmark = pytest.mark.browser
BEGUN = "P-W5T9C"
PARTS = ("avance", "jurado", "elegibilidad", "clasificacion", "decision")
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


@pytest.fixture(scope="module")
def url(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("awards") / "awards.db"
    shutil.copy(demo_file, path)
    with serving(f"sqlite:///{path}") as address:
        yield address


@pytest.mark.parametrize(
    ("pages", "width"),
    sampled(
        [(MAIN, NARROW), (MAIN, WIDE), (OTHERS, NARROW), (OTHERS, WIDE)],
        (MAIN, NARROW),
    ),
    ids=("main-360", "main-1280", "others-360", "others-1280"),
)
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(
    browser: Browser, url: str, pages: tuple[tuple[str | None, str], ...], width: int
) -> None:
    found = {}
    guests: dict[str | None, Reader] = {None: reader(browser, url, width=width)}
    guests |= {
        role: entered(browser, url, role, width)
        for role in sorted({role for role, _ in pages if role is not None})
    }
    for role, path in pages:
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


def tabbed(page: Page, selector: str, most: int = 60) -> None:
    """Go on with the Tab key until something of that kind has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => !!document.activeElement?.closest(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_juror_scores_and_hands_in_with_the_keyboard_alone(
    browser: Browser, demo_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "keys.db"
    shutil.copy(demo_file, path)
    criteria = [criterion.code for criterion in ready("EMPRESAS").criteria]
    engine = engine_for(f"sqlite:///{path}")
    with engine.connect() as connection:
        undeclared = connection.scalar(
            select(Assignment.nomination_code).where(
                Assignment.edition_code == OPEN,
                Assignment.juror_code == DEMO_SEAT,
                Assignment.conflict == "NR",
            )
        )
    with serving(f"sqlite:///{path}") as address:
        juror = entered(browser, address, width=WIDE)
        page = juror.page
        juror.open(f"/score?edicion={OPEN}&postulacion={undeclared}")
        tabbed(page, '[data-testid="stRadio"]')
        page.keyboard.press("Space")
        juror.settle()
        tabbed(page, ".st-key-declare button")
        page.keyboard.press("Enter")
        page.get_by_text("Lo que dice la postulación").first.wait_for()
        juror.settle()
        for criterion in criteria:
            tabbed(page, f".st-key-field-{OPEN}-{undeclared}-{criterion}")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
        for criterion in criteria:
            state = page.locator(f".st-key-field-{OPEN}-{undeclared}-{criterion} .state")
            state.filter(has_text="Guardado").wait_for()
        tabbed(page, ".st-key-to-review button")
        page.keyboard.press("Enter")
        page.locator(f".st-key-submit-{undeclared} button").wait_for()
        juror.settle()
        tabbed(page, f".st-key-submit-{undeclared} button")
        page.keyboard.press("Enter")

        def handed_in() -> bool:
            with engine.connect() as connection:
                query = select(ScoreSheet.submitted_at).filter_by(
                    edition_code=OPEN, nomination_code=undeclared, juror_code=DEMO_SEAT
                )
                return connection.scalar(query) is not None

        eventually(handed_in, True)
    engine.dispose()
