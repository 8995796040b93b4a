"""Shapes that partners and their programs send, brought in through the assistant in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine, text

from data_access.database import engine_for
from tests.browser.conftest import WIDE, Desk, Reader
from tests.browser.test_administration import signed_in
from tests.browser.test_data_desk import checked, drop, headlined
from tests.data_access.imports.own_files import (
    case_records,
    form_export,
    individual_list,
    quarterly_plan,
    review_export,
)
from tests.data_access.imports.test_mapping import jury

pytestmark = pytest.mark.browser
MOST, AGAIN = 10, 2  # presses of a file, and of the next one of its shape


@dataclass
class Hand:
    """Somebody at the desk, whose presses are counted; typing an answer counts as one."""

    reader: Reader
    presses: int = 0

    def press(self, name: str) -> None:
        self.reader.page.get_by_role("button", name=name, exact=True).click()
        self.reader.settle()
        self.presses += 1

    def choose(self, words: str) -> None:
        self.reader.page.get_by_text(words, exact=True).click()
        self.reader.settle()
        self.presses += 1

    def write(self, words: str) -> None:
        field = self.reader.page.get_by_role("textbox").first
        field.fill(words)
        field.blur()
        self.reader.settle()
        self.presses += 1

    def seen(self) -> None:
        """Wait until the files were checked and what will change is shown."""
        self.reader.page.get_by_text("3. Mire qué va a cambiar").wait_for()
        self.reader.settle()

    def confirm(self) -> None:
        """Confirm the warnings, all at once where there are several."""
        every = self.reader.page.get_by_role("button", name="Leí todos los avisos", exact=False)
        boxes = self.reader.page.get_by_text("Lo revisé y está bien así")
        if every.count():
            every.click()
        elif boxes.count():
            boxes.first.click()
        else:
            return
        self.reader.settle()
        self.presses += 1


def at_desk(browser: Browser, url: str) -> Hand:
    one = signed_in(browser, url, "monitor", width=WIDE)
    one.open("/data_desk")
    return Hand(one)


def test_a_plan_by_quarters_and_the_next_one(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    hand = at_desk(browser, desk.url)
    path = quarterly_plan(tmp_path)
    drop(hand.reader, path)
    hand.press("Usar el asistente")
    headlined(hand.reader, "El asistente necesita que responda")
    checked(hand.reader, WIDE)
    hand.choose("La cifra es de todos juntos: se reparte por igual.")
    hand.press("Responder")
    hand.seen()
    hand.confirm()
    hand.press("Guardar")
    headlined(hand.reader, "está guardado: 16 filas")
    assert hand.presses <= MOST

    book = openpyxl.load_workbook(path)
    book["Plan"]["C4"] = 11
    book.save(path)
    again(hand, path)
    hand.reader.page.context.close()


def again(hand: Hand, path: Path) -> None:
    """Bring in the next file of a shape that is known."""
    hand.presses = 0
    drop(hand.reader, path)
    hand.press("Usar el asistente")
    hand.reader.page.get_by_text("respondió la vez anterior").first.wait_for()
    hand.seen()
    hand.press("Guardar")
    headlined(hand.reader, "está guardado")
    assert hand.presses <= AGAIN


def test_a_list_of_people_and_the_next_one(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    hand = at_desk(browser, desk.url)
    path = individual_list(tmp_path)
    drop(hand.reader, path)
    hand.press("Usar el asistente")
    hand.write("V2")
    hand.press("Responder")
    hand.seen()
    hand.confirm()
    hand.press("Guardar")
    headlined(hand.reader, "está guardado: 2 filas")
    assert hand.presses <= MOST

    book = openpyxl.load_workbook(path)
    book["Lista"]["A2"], book["Lista"]["A3"] = "B-3", "B-4"
    book["Lista"]["B2"], book["Lista"]["B3"] = 41, 19
    book.save(path)
    again(hand, path)
    hand.reader.page.context.close()


def test_a_forms_export_and_the_next_one(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    path = form_export(tmp_path)
    engine = create_engine(f"sqlite:///{desk.database}")
    with engine.connect() as connection:
        survey, stratum = connection.execute(
            text("SELECT survey_code, code FROM stratum ORDER BY survey_code DESC LIMIT 1")
        ).one()
        companies = connection.execute(
            text(
                "SELECT code FROM enterprise WHERE code NOT IN "
                "(SELECT enterprise_code FROM survey_response WHERE survey_code = :s) LIMIT 4"
            ),
            {"s": survey},
        ).scalars()
        codes = list(companies)
    engine.dispose()
    answered_by(path, codes[:2], stratum)

    hand = at_desk(browser, desk.url)
    drop(hand.reader, path)
    hand.press("Usar el asistente")
    hand.write(survey)
    hand.press("Responder")
    hand.seen()
    hand.confirm()
    hand.press("Guardar")
    headlined(hand.reader, "está guardado: 4 filas")
    assert hand.presses <= MOST

    answered_by(path, codes[2:], stratum)
    again(hand, path)
    hand.reader.page.context.close()


def answered_by(path: Path, companies: list[str], stratum: str) -> None:
    """Write whose answers a form's export holds."""
    book = openpyxl.load_workbook(path)
    for row, code in zip((2, 3), companies, strict=True):
        book["Encuesta empresas"][f"B{row}"], book["Encuesta empresas"][f"C{row}"] = code, stratum
    book.save(path)


def test_the_scores_of_a_conference_system_and_the_next_ones(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    engine = engine_for(f"sqlite:///{desk.database}")
    jury(engine, tmp_path, ("J1", "J2", "J3"))
    engine.dispose()
    given = {
        (proposal, juror, criterion): 1 + at % 5
        for at, (proposal, juror, criterion) in enumerate(
            (p, j, c) for p in ("N1", "N2") for j in ("J1", "J2", "J3") for c in ("C1", "Impacto")
        )
    }
    hand = at_desk(browser, desk.url)
    drop(hand.reader, review_export(tmp_path, given))
    hand.press("Usar el asistente")
    hand.write("C2")
    hand.press("Responder")
    hand.reader.page.get_by_text("La tabla no dice «edicion»").first.wait_for()
    hand.write("ED")
    hand.press("Responder")
    hand.seen()
    hand.confirm()
    hand.press("Guardar")
    headlined(hand.reader, "está guardado: 12 filas")
    assert hand.presses <= MOST

    changed = given | {("N1", "J1", "C1"): given["N1", "J1", "C1"] + 1}
    again(hand, review_export(tmp_path, changed))
    hand.reader.page.context.close()


def test_the_records_of_a_case_system_and_the_next_ones(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    hand = at_desk(browser, desk.url)
    path = case_records(tmp_path, ["F", "M", "F"])
    drop(hand.reader, path)
    hand.press("Usar el asistente")
    hand.choose("M es masculino (y F, femenino)")
    hand.press("Responder")
    hand.reader.page.get_by_text("La tabla no dice «version_consentimiento»").first.wait_for()
    hand.write("V2")
    hand.press("Responder")
    hand.seen()
    hand.confirm()
    hand.press("Guardar")
    headlined(hand.reader, "está guardado: 3 filas")
    assert hand.presses <= MOST

    book = openpyxl.load_workbook(path)
    for row in (2, 3, 4):
        book["Registro"][f"B{row}"] = f"AI-{row + 10}"
    book.save(path)
    again(hand, path)
    hand.reader.page.context.close()
