"""Blank templates, read back as a spreadsheet program reads them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data_access.imports.blank_templates import write_template
from data_access.imports.sheet_description import VERSION
from data_access.imports.templates import templates


def validations(sheet: Worksheet) -> dict[str, tuple[str, str | None]]:
    """Kind and first formula of the check on each column, by the column's header."""
    found = {}
    for check in sheet.data_validations.dataValidation:
        for area in check.sqref.ranges:
            assert (area.min_row, area.max_row) == (2, 50_001)
            header = sheet.cell(1, area.min_col).value
            found[str(header)] = (check.type, check.formula1)
    return found


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(tmp_path: Path, language: str) -> openpyxl.Workbook:
    write_template([], tmp_path / "plantilla.xlsx", language)
    return openpyxl.load_workbook(tmp_path / "plantilla.xlsx")


def test_a_template_holds_every_sheet_with_exact_headers(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["LEEME", *templates(), "LISTAS"]
    for template in templates().values():
        sheet = book[template.name]
        assert [cell.value for cell in sheet[1]] == [column.name for column in template.columns]
        assert all(cell.comment and cell.comment.text for cell in sheet[1])
        assert sheet.freeze_panes.endswith("2")
        assert sheet.max_row == 1


def test_a_template_names_its_version(book: openpyxl.Workbook) -> None:
    assert book.custom_doc_props["version_plantilla"].value == VERSION


def test_leeme_explains_every_column_in_the_language_asked_for(
    book: openpyxl.Workbook, language: str
) -> None:
    lines = [row for row in book["LEEME"].iter_rows(values_only=True) if any(row)]

    named = {row[0] for row in lines}
    for template in templates().values():
        assert {template.name, *(column.name for column in template.columns)} <= named
    assert (
        lines[0][0]
        == {"es": "Cómo llenar este libro", "en": "How to fill in this workbook"}[language]
    )
    assert all(row[2] for row in lines if row[0] in {"codigo_persona", "universo", "canton"})


def test_each_list_column_offers_exactly_its_codes(book: openpyxl.Workbook) -> None:
    for template in templates().values():
        checks = validations(book[template.name])
        for column in template.columns:
            if column.kind != "choice":
                continue
            kind, source = checks[column.name]
            assert kind == "list"
            sheet, area = str(source).split("!")
            cells = [cell.value for (cell,) in book[sheet][area.replace("$", "")]]
            assert cells == list(column.codes or {}), column.name


def test_numbers_and_dates_are_checked_as_they_are_typed(book: openpyxl.Workbook) -> None:
    assert validations(book["estratos"])["universo"] == ("whole", "1")
    assert validations(book["vacantes"])["salario_usd"] == ("decimal", "0")
    assert validations(book["encuestas"])["fecha_referencia"][0] == "date"


def test_columns_of_codes_are_text_so_that_zeros_stay(book: openpyxl.Workbook) -> None:
    formats = {
        column.name: book["empresas"].column_dimensions[letter].number_format
        for letter, column in zip("ABCD", templates()["empresas"].columns, strict=True)
    }

    assert set(formats.values()) == {"@"}


def test_only_the_sheets_asked_for_are_written_once(tmp_path: Path) -> None:
    write_template(["personas", "empresas", "personas"], tmp_path / "p.xlsx")

    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    assert book.sheetnames == ["LEEME", "personas", "empresas", "LISTAS"]
    with pytest.raises(KeyError):
        write_template(["gatos"], tmp_path / "q.xlsx")
    assert not (tmp_path / "q.xlsx").exists()
