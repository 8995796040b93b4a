"""A monitor's journey at the data desk, from a wrong workbook to an undone batch, in a browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.conftest import NARROW, WIDE, Desk, Reader, reader
from tests.browser.test_administration import signed_in
from tests.browser.test_house import grave
from tests.data_access.imports.books import filled, person
from tests.sampling import sampled

pytestmark = pytest.mark.browser
NEW = 3  # people who are registered in Manta by the good workbook
# What the field says of a file that it turns away stands in the style sheet, beside the field.
SAID_OF_FIELD = """() => getComputedStyle(
    document.querySelector('[class*="st-key-desk-files-"]'), '::after').content"""
PUT = """async () => {
    const xsrf = document.cookie.match(/_streamlit_xsrf=([^;]+)/);
    const form = new FormData();
    form.append("file", new Blob(["a"]), "a.csv");
    const answer = await fetch("/_stcore/upload_file/a/b", {
        method: "PUT", body: form, headers: {"X-Xsrftoken": xsrf ? xsrf[1] : ""}});
    return answer.status;
}"""

# An import that takes long, as `waiting` in components/desk/steps.py shows one.
WORKING = """document.body.insertAdjacentHTML('beforeend', '<i class="st-key-desk-working"></i>')"""


@pytest.fixture
def url(desk: Desk) -> str:
    return desk.url


def drop(one: Reader, *files: Path) -> None:
    """Put files into the field, as a drop does, and wait until they are checked."""
    one.page.locator('input[type="file"]').set_input_files(list(files))
    one.page.wait_for_timeout(500)
    one.page.get_by_role("progressbar").wait_for(state="detached")
    one.settle()


def press(one: Reader, name: str) -> None:
    one.page.get_by_role("button", name=name, exact=True).click()
    one.settle()


def headlined(one: Reader, words: str) -> Locator:
    """The page's headline, once it says so."""
    found = one.page.locator("h2").filter(has_text=words)
    found.wait_for()
    one.settle()
    return found


def supply(one: Reader) -> int:
    """The people registered in Manta, as the labour page tells a monitor exactly."""
    one.open("/labour?territory=1308")
    told = one.page.get_by_test_id("stMetric").filter(has_text="Oferta registrada")
    return int(told.get_by_test_id("stMetricValue").inner_text().replace(".", ""))


def checked(one: Reader, width: int) -> None:
    """Nothing serious for axe, and nothing wider than the screen."""
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    assert grave(one) == {}


def people(folder: Path, name: str, *changes: dict[str, object]) -> Path:
    """A workbook of people in Manta before the survey, one of them young and two alike."""
    rows = [
        person(f"NUEVA-{at}", **{"anio_nacimiento": 1990} | one) for at, one in enumerate(changes)
    ]
    return filled(folder / f"{name}.xlsx", personas=rows)


@pytest.mark.parametrize("width", sampled([WIDE, NARROW], WIDE))
def test_a_workbook_is_corrected_stored_seen_and_undone(
    browser: Browser, url: str, tmp_path: Path, width: int
) -> None:
    young: dict[str, object] = {"anio_nacimiento": 2009}
    wrong = people(tmp_path, "personas", young, {"sexo": "X"}, {"canton_residencia": "9999"})
    right = people(tmp_path, "personas-corregido", young, {}, {})
    eva = signed_in(browser, url, "monitor", width=width)
    # In another browser, so that the journey's own page stays where it is; a small one draws less.
    other = signed_in(browser, url, "monitor", width=NARROW)
    before = supply(other)
    eva.open("/data_desk")
    assert eva.page.get_by_role("button", name="Elegir archivos", exact=True).is_visible()
    checked(eva, width)

    drop(eva, wrong)
    headlined(eva, "Hay 2 errores: corríjalos en el archivo y súbalo otra vez")
    for column, row, value in (("sexo", 3, "X"), ("canton_residencia", 4, "9999")):
        found = eva.page.get_by_test_id("stLayoutWrapper").filter(
            has_text=f"Hoja personas, columna {column} · 1 fila"
        )
        found.last.get_by_text("Ver filas").click()
        eva.settle()
        table = found.last.get_by_role("table").inner_text()
        assert str(row) in table and value in table
    assert eva.page.get_by_role("button", name="Guardar", exact=True).count() == 0
    checked(eva, width)

    press(eva, "Quitar el archivo")
    drop(eva, right)
    headlined(eva, "Sin errores; quedan 2 avisos por confirmar")
    assert eva.page.get_by_role("button", name="Guardar", exact=True).is_disabled()
    changes = eva.page.get_by_role("table").filter(has_text="Nuevas").inner_text()
    assert changes.split()[-6:] == ["personas", str(NEW), str(NEW), "0", "0", "0"]
    checked(eva, width)
    boxes = eva.page.get_by_text("Lo revisé y está bien así")
    boxes.first.click()
    headlined(eva, "Sin errores; queda 1 aviso por confirmar")
    boxes.last.click()
    headlined(eva, "Todo está listo para guardar")
    assert supply(other) == before
    press(eva, "Guardar")
    stored = headlined(eva, f"está guardado: {NEW} filas").inner_text()
    checked(eva, width)
    assert supply(other) == before + NEW

    press(eva, "Ver el lote en el historial")
    number = stored.split()[2]
    eva.page.get_by_text(f"Si deshace el lote {number}:").wait_for()
    assert eva.page.get_by_text(f"se borran filas: {NEW} de personas;").is_visible()
    assert supply(other) == before + NEW
    checked(eva, width)
    press(eva, f"Sí, deshacer el lote {number}")
    assert eva.page.get_by_text(f"El lote {number} quedó deshecho.").is_visible()
    assert supply(other) == before
    assert eva.outside == []
    for one in (eva, other):
        one.page.context.close()


def test_a_file_that_is_too_large_or_of_another_kind_is_refused_in_a_sentence(
    browser: Browser, url: str, tmp_path: Path
) -> None:
    large = tmp_path / "grande.csv"
    with large.open("wb") as file:
        file.truncate(50 * 2**20 + 1)
    kind = tmp_path / "foto.png"
    kind.write_bytes(b"\x89PNG")
    eva = signed_in(browser, url, "monitor")

    for refused in (large, kind):
        eva.open("/data_desk")
        eva.page.locator('input[type="file"]').set_input_files(refused)
        eva.page.locator('[aria-invalid="true"]').first.wait_for()
        said = eva.page.evaluate(SAID_OF_FIELD)
        assert "No se subió el archivo marcado: cada uno puede pesar hasta 50 MB" in said
        eva.settle()
        assert eva.headline.startswith("Suba sus archivos")
        checked(eva, WIDE)
    eva.page.context.close()


@pytest.mark.parametrize("who", sampled([None, "juror", "secretary"], "juror"))
def test_whose_desk_it_is_not_has_no_field_and_no_room_for_files(
    browser: Browser, url: str, who: str | None
) -> None:
    guest = signed_in(browser, url, who) if who else reader(browser, url)
    guest.page.goto(f"{url}/data_desk")
    guest.page.locator(".st-key-app-footer").wait_for()
    guest.settle()

    assert guest.page.locator('input[type="file"]').count() == 0
    assert guest.page.evaluate(PUT) == 403
    guest.page.context.close()


def test_a_monitor_is_asked_before_the_session_ends_and_a_running_import_counts_as_being_there(
    browser: Browser, url: str
) -> None:
    eva = signed_in(browser, url, "monitor")
    eva.page.clock.install()
    eva.open("/data_desk")
    asked = eva.page.locator("[data-m4sd=idle]")

    def later(left: int) -> None:
        """Go on to so many minutes before the session ends."""
        eva.page.clock.fast_forward((30 - left) * 60_000)

    later(7)
    assert asked.is_hidden()
    later(28)
    asked.get_by_text("Su sesión termina pronto").wait_for()
    with eva.page.expect_response("**/stay") as told:
        asked.get_by_role("button", name="Seguir en la sesión").click()
    assert told.value.status == 204
    asked.wait_for(state="hidden")

    eva.page.evaluate(WORKING)
    with eva.page.expect_response("**/stay") as told:
        later(1)
    assert told.value.status == 204
    assert asked.is_hidden()
    eva.page.evaluate("document.querySelector('.st-key-desk-working').remove()")
    later(1)
    asked.get_by_text("Su sesión termina pronto").wait_for()
    later(0)
    asked.get_by_text("Su sesión terminó").wait_for()
    eva.page.evaluate(WORKING)  # what is over stays over
    later(20)
    assert asked.get_by_text("Su sesión terminó").is_visible()


def test_official_totals_are_told_only_after_a_second_click(browser: Browser, url: str) -> None:
    year = dt.date.today().year - 1
    eva = signed_in(browser, url, "monitor", width=NARROW)
    eva.open("/data_desk")
    release = f"Publicar los totales de {year}"
    eva.page.get_by_text("Revisar los totales de un año").click()
    eva.settle()

    press(eva, release)
    dialog = eva.page.get_by_role("dialog")
    assert "No se puede retirar." in dialog.inner_text()
    checked(eva, NARROW)
    dialog.get_by_role("button", name="No, todavía no").click()
    dialog.wait_for(state="hidden")
    eva.settle()
    assert eva.page.get_by_role("button", name=release).is_enabled()
    press(eva, release)
    dialog.get_by_role("button", name="Sí, publicarlos para siempre").click()
    dialog.wait_for(state="hidden")
    eva.settle()

    assert eva.page.get_by_text(f"totales de {year}.").first.is_visible()
    assert eva.page.get_by_role("button", name=release).is_disabled()
    eva.page.context.close()
