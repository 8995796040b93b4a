"""A juror scores on a telephone while everything that can go wrong does: nothing is lost."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, JSHandle, Locator, Page
from sqlalchemy import update

from data_access.awards import scoring, submitting
from data_access.awards.rubrics import ready
from data_access.database import engine_for
from data_access.demo.demo_awards import OPEN
from data_access.demo.demo_juries import DEMO_JUROR
from data_access.tables import Edition
from tests.browser import jurors
from tests.browser.conftest import HEIGHT
from tests.browser.jurors import (
    WITHIN,
    Server,
    choose,
    comment,
    entered,
    eventually,
    field,
    is_saved,
    sheet_path,
)
from tests.browser.test_house import grave
from tests.writing import writing

pytestmark = pytest.mark.browser
FIRST, SECOND = "P-M9D4J", "P-Q6V3E"  # declared free of conflict and not begun
ON = "RECLUTAMIENTO"
LEVELS = 6  # of a criterion, with that it cannot be assessed
MOST_SCREENS = 4
SHORT = {"width": 360, "height": 640}
SAID = "Presenta planillas de 14 meses; la Jefatura verificó la retención y las cifras cuadran."


@pytest.fixture
def server(demo_file: Path, tmp_path: Path) -> Iterator[Server]:
    path = tmp_path / "jury.db"
    shutil.copy(demo_file, path)
    found = Server.on(path)
    found.start()
    yield found
    found.stop()


def test_what_is_typed_survives_a_cut_a_killed_server_and_a_reload(
    browser: Browser, server: Server
) -> None:
    juror = entered(browser, server.url)
    page = juror.page
    juror.open(sheet_path(FIRST))
    choose(page, FIRST, ON, 3)
    comment(page, FIRST, ON).press_sequentially("Con línea.")
    is_saved(page, FIRST, ON)
    eventually(lambda: jurors.stored(server.database, FIRST, ON), (Decimal(4), "Con línea."))

    # Without a connection: what is typed is not called saved, and stays in this browser.
    page.context.set_offline(True)
    comment(page, FIRST, ON).press_sequentially(" Sin línea.")
    choose(page, FIRST, ON, 2)
    field(page, FIRST, ON).locator(".state[data-mark=late]").wait_for(timeout=WITHIN)
    now = "Con línea. Sin línea."
    # Leaving is asked about first, and whoever stays still has it.
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="English").click()
    assert asked == ["beforeunload"]
    assert comment(page, FIRST, ON).input_value() == now
    page.context.set_offline(False)
    is_saved(page, FIRST, ON)
    eventually(lambda: jurors.stored(server.database, FIRST, ON), (Decimal(3), now))

    # The server dies while more is typed, and the page is never left.
    server.kill()
    comment(page, FIRST, ON).press_sequentially(" Servidor muerto.")
    server.start()
    now += " Servidor muerto."
    eventually(lambda: jurors.stored(server.database, FIRST, ON), (Decimal(3), now), 60)
    is_saved(page, FIRST, ON)

    # The server dies, more is typed, and the page itself is loaded again once it is back.
    server.kill()
    comment(page, FIRST, ON).press_sequentially(" Recargada.")
    server.start()
    juror.open(sheet_path(FIRST))
    now += " Recargada."
    assert comment(page, FIRST, ON).input_value() == now
    eventually(lambda: jurors.stored(server.database, FIRST, ON), (Decimal(3), now), 60)
    is_saved(page, FIRST, ON)
    assert juror.outside == []
    page.context.close()


def test_on_a_telephone_a_criterion_folds_to_its_level_and_the_next_one_opens(
    browser: Browser, server: Server
) -> None:
    juror = entered(browser, server.url)
    page = juror.page
    juror.open(sheet_path(FIRST))
    page.set_viewport_size(SHORT)
    codes = [one.code for one in ready("EMPRESAS").criteria]
    for at, code in enumerate(codes):
        assert page.get_by_role("radio").filter(visible=True).count() == LEVELS  # one is open
        choose(page, FIRST, code, 3)
        comment(page, FIRST, code).fill(SAID)
        comment(page, FIRST, code).blur()
        is_saved(page, FIRST, code)
        folded = field(page, FIRST, code).locator(".folded")
        assert folded.inner_text().startswith("4")
        assert "Cambiar" in folded.inner_text()
        juror.settle()
        assert screens(page) <= MOST_SCREENS
        # How far the sheet has come stays in view, wherever the juror is on it.
        page.get_by_text(f"{at + 1} de {len(codes)} criterios").wait_for()
        box = page.locator(".st-key-sheet-state").bounding_box()
        assert box is not None
        assert 0 < box["y"] < SHORT["height"] / 2
    assert page.get_by_role("radio").filter(visible=True).count() == 0
    assert grave(juror) == {}
    for language in ("Español", "English"):
        if language == "English":
            page.get_by_role("link", name=language).click()
            page.get_by_text("6 of 6 criteria scored.").wait_for()
            juror.settle()
        for code in codes:
            pressed_slowly(page, field(page, FIRST, code).locator(".folded"))
            juror.settle()
            assert field(page, FIRST, code).get_by_role("radio").nth(3).is_checked()
            assert page.get_by_role("radio").filter(visible=True).count() == LEVELS
            assert screens(page) <= MOST_SCREENS
    juror.open(sheet_path(FIRST))

    # What was folded opens again, with its level chosen, and can be changed or taken back.
    field(page, FIRST, codes[0]).locator(".folded").click()
    assert page.evaluate("(e) => e.checked", focused(page))
    choose(page, FIRST, codes[0], 1)
    eventually(lambda: jurors.stored(server.database, FIRST, codes[0])[0], Decimal(2))
    page.context.close()


def screens(page: Page) -> float:
    """How many screens of a short telephone the page is long."""
    return float(page.evaluate(HEIGHT)) / SHORT["height"]


def pressed_slowly(page: Page, what: Locator) -> None:
    """A press as of a hand, during which nothing may move away."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(150)
    page.mouse.up()


def focused(page: Page) -> JSHandle:
    """The element that has the focus, within a component, too."""
    return page.evaluate_handle(
        "() => { let e = document.activeElement;"
        " while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e; }"
    )


def test_a_stale_tab_is_told_and_shows_both_versions_to_choose_from(
    browser: Browser, server: Server
) -> None:
    first = entered(browser, server.url)
    second = jurors.Reader(first.page.context.new_page(), server.url)
    first.open(sheet_path(FIRST))
    second.open(sheet_path(FIRST))
    comment(first.page, FIRST, ON).fill("Desde la primera.")
    is_saved(first.page, FIRST, ON)

    comment(second.page, FIRST, ON).fill("Desde la segunda.")
    choice = field(second.page, FIRST, ON).locator(".choice")
    choice.get_by_text("elija cuál de las dos versiones queda").wait_for()
    assert choice.get_by_text("Desde la primera.").is_visible()
    assert choice.get_by_text("Desde la segunda.").is_visible()
    assert jurors.stored(server.database, FIRST, ON)[1] == "Desde la primera."

    choice.get_by_role("button", name="Dejar lo de aquí").click()
    is_saved(second.page, FIRST, ON)
    eventually(lambda: jurors.stored(server.database, FIRST, ON)[1], "Desde la segunda.")

    # A level chosen in a stale tab is kept from counting, and shown beside what counts.
    choose(first.page, FIRST, ON, 4)
    eventually(lambda: jurors.stored(server.database, FIRST, ON)[0], None)
    choice = field(first.page, FIRST, ON).locator(".choice")
    choice.get_by_text("Puntaje: 5").wait_for()
    assert choice.get_by_text("Desde la segunda.").is_visible()
    choice.get_by_role("button", name="Dejar lo guardado").click()
    is_saved(first.page, FIRST, ON)
    assert jurors.stored(server.database, FIRST, ON) == (None, "Desde la segunda.")
    comment(second.page, FIRST, ON).fill("Desde la segunda, otra vez.")
    is_saved(second.page, FIRST, ON)

    # Now the first tab is the stale one with words, and gives way.
    comment(first.page, FIRST, ON).press_sequentially(" Otra vez.")
    choice = field(first.page, FIRST, ON).locator(".choice")
    choice.get_by_role("button", name="Dejar lo guardado").click()
    is_saved(first.page, FIRST, ON)
    assert comment(first.page, FIRST, ON).input_value() == "Desde la segunda, otra vez."
    assert jurors.stored(server.database, FIRST, ON)[1] == "Desde la segunda, otra vez."
    first.page.context.close()


def test_what_is_typed_into_a_sheet_that_was_sent_meanwhile_goes_into_the_correction(
    browser: Browser, server: Server
) -> None:
    codes = [one.code for one in ready("EMPRESAS").criteria]
    juror = entered(browser, server.url)
    page = juror.page
    juror.open(sheet_path(FIRST))
    engine = engine_for(f"sqlite:///{server.database}")
    for code in codes:
        entry = scoring.ScoreEntry(Decimal(3))
        change = scoring.ScoreChange(code, entry)
        scoring.save(engine, DEMO_JUROR, OPEN, FIRST, change)
    juror.open(sheet_path(FIRST))
    submitting.submit(engine, DEMO_JUROR, OPEN, FIRST)  # on another device

    comment(page, FIRST, ON).press_sequentially("Lo que faltaba.")
    lost = field(page, FIRST, ON).locator(".choice")
    lost.get_by_text("no cuenta").wait_for()
    assert lost.get_by_text("Lo que faltaba.").is_visible()
    assert jurors.stored(server.database, FIRST, ON) == (Decimal(3), "")
    page.get_by_text("Enviada el").first.wait_for()

    # The correction begins with what counts; what was typed is there to choose.
    page.get_by_role("button", name="Abrir de nuevo para corregir").click()
    both = field(page, FIRST, ON).locator(".choice")
    both.get_by_role("button", name="Dejar lo de aquí").click()
    is_saved(page, FIRST, ON)
    eventually(lambda: jurors.stored(server.database, FIRST, ON), (Decimal(3), "Lo que faltaba."))
    engine.dispose()
    page.context.close()


def test_after_the_deadline_no_open_tab_changes_a_score_whatever_its_clock_says(
    browser: Browser, server: Server
) -> None:
    juror = entered(browser, server.url)
    page = juror.page
    page.clock.set_fixed_time(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    page.clock.resume()
    juror.open(sheet_path(FIRST))
    comment(page, FIRST, ON).fill("A tiempo.")
    is_saved(page, FIRST, ON)
    close(server.database)

    comment(page, FIRST, ON).press_sequentially(" Tarde.")
    lost = field(page, FIRST, ON).locator(".choice")
    lost.get_by_text("no llegó a guardarse a tiempo").wait_for()
    assert lost.get_by_text("A tiempo. Tarde.").is_visible()  # shown, and not called saved
    assert comment(page, FIRST, ON).input_value() == "A tiempo."
    assert jurors.stored(server.database, FIRST, ON)[1] == "A tiempo."
    assert page.get_by_text("La calificación cerró: lo que no se envió no cuenta.").is_visible()
    juror.settle()
    assert page.get_by_role("button", name="Revisar y enviar").count() == 0
    page.context.close()


def close(database: Path) -> None:
    """Let the deadline pass."""
    engine = engine_for(f"sqlite:///{database}")
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with writing(engine) as connection:
        connection.execute(update(Edition).where(Edition.code == OPEN).values(scores_close_at=past))
    engine.dispose()
