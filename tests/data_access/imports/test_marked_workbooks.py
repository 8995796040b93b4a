"""A workbook given back with its faults marked, mended in place and brought in again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from sqlalchemy import Engine

from data_access.imports import marked_workbooks
from data_access.imports.loading import import_files
from data_access.imports.marked_workbooks import marked
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, filled


def test_faulty_cells_are_marked_and_the_rest_stays_and_comes_in_again(
    engine: Engine, tmp_path: Path
) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1", tamano="ENORME"), company("E-2")])
    before = openpyxl.load_workbook(path)
    report = import_files(engine, [path], ADMINISTRATOR)

    content = marked(path, report.errors, "es")
    assert content is not None
    path.write_bytes(content)
    book = openpyxl.load_workbook(path)
    sheet = book["empresas"]
    assert sheet["B2"].fill.fgColor.rgb.endswith("F8CBAD")
    assert "No está en la lista" in sheet["B2"].comment.text
    assert sheet["B3"].comment is None
    assert [[c.value for c in row] for row in sheet] == [
        [c.value for c in row] for row in before["empresas"]
    ]
    headings, finding = book["HALLAZGOS"].iter_rows(max_row=2, values_only=True)
    assert headings == ("Hoja", "Fila", "Columna", "Qué hacer", "Regla")
    assert finding[:3] == ("empresas", 2, "tamano")

    sheet["B2"] = "MICRO"
    book.save(path)
    assert import_files(engine, [path], ADMINISTRATOR).accepted == 2


def test_what_would_lose_a_chart_is_not_given_back(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("empresas")
        sheet.write_row(0, 0, ["codigo_empresa", "tamano", "ciiu", "canton"])
        sheet.write_row(1, 0, ["E-1", "ENORME", "G", "1308"])
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=empresas!$A$1:$A$2"})
        sheet.insert_chart("F2", chart)

    assert marked(path, import_files(engine, [path], ADMINISTRATOR).errors, "es") is None
    assert marked(tmp_path / "a.csv", [], "es") is None


def test_a_workbook_whose_instructions_are_too_long_to_open_is_not_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1", tamano="ENORME")])
    assert marked(path, [], "es") is not None
    assert openpyxl.load_workbook(path).sheetnames[0] == "LEEME"  # which no import reads
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cells = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    before, _, after = parts["xl/worksheets/sheet1.xml"].partition(b"</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = before + cells * 30_000 + b"</sheetData>" + after
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert path.stat().st_size < marked_workbooks.MOST_BYTES

    monkeypatch.setattr(marked_workbooks, "SECONDS", 5)
    assert marked(path, [], "es") is None


def test_a_report_tells_old_and_new_values_to_who_may_know_them(
    engine: Engine, tmp_path: Path
) -> None:
    import_files(engine, [filled(tmp_path / "a.xlsx", empresas=[company("E-1")])], ADMINISTRATOR)
    path = filled(tmp_path / "b.xlsx", empresas=[company("E-1", ciiu="C")])

    (change,) = import_files(engine, [path], ADMINISTRATOR).changes

    assert [(c.row, c.column, c.before, c.after) for c in change.cells] == [
        ("E-1", "ciiu", "G", "C")
    ]
