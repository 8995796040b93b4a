"""Files as other programs write them, and files that are none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, select

from data_access.imports.blank_templates import write_template
from data_access.imports.file_reading import Unreadable, read
from data_access.imports.loading import import_files
from data_access.tables import Enterprise, Person
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, filled

HEADER = "codigo_empresa{0}tamano{0}ciiu{0}canton\n"
ROW = "E-1{0}PEQUENA{0}G{0}1308\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_comes_in_with_any_usual_separator_and_encoding(
    engine: Engine, tmp_path: Path, separator: str, encoding: str
) -> None:
    path = tmp_path / "empresas.csv"
    path.write_text((HEADER + ROW).format(separator), encoding)

    assert import_files(engine, [path], ADMINISTRATOR).accepted == 1


def test_the_sign_with_which_old_programs_end_a_file_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "empresas.csv"
    path.write_text((HEADER + ROW).format(";") + "\x1a", "utf-8")

    (sheet,) = read(path)

    assert sheet.length == 1


def test_accents_survive_a_spanish_spreadsheets_csv(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "plataformas.csv"
    path.write_bytes(
        "codigo_plataforma;tipo;nombre;canton\nB;BOLSA;Año ñandú;1308\n".encode("cp1252")
    )

    (sheet,) = read(path)

    assert sheet.columns[2] == ["Año ñandú"]


def test_dates_are_read_as_ecuadorians_and_as_machines_write_them(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "personas.csv"
    path.write_text(
        "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,canton_residencia,"
        "fecha_registro,fecha_consentimiento,version_consentimiento\n"
        "P-1,1990,M,VEN,MIG,1308,04/03/2025,2025-03-04,1\n"
        "P-2,1990,M,VEN,MIG,1308,14/03/2025,2025-03-14,1\n",
        "utf-8",
    )

    assert import_files(engine, [path], ADMINISTRATOR).accepted == 2
    with engine.connect() as connection:
        days = select(Person.registered_on, Person.consent_date).order_by(Person.code)
        row = connection.execute(days).first()
    assert row is not None
    assert row[0] == row[1]
    assert (row[0].day, row[0].month) == (4, 3)


def test_a_code_that_a_spreadsheet_made_a_number_of_is_still_the_code(
    engine: Engine, tmp_path: Path
) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company(77, canton=101)])

    assert import_files(engine, [path], ADMINISTRATOR).errors == []
    with engine.connect() as connection:
        assert connection.execute(select(Enterprise.code, Enterprise.canton_code)).one() == (
            "77",
            "0101",
        )


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "sin_cabeceras"),
        (b"\x00\x01\x02\x03", "archivo_ilegible"),
        (HEADER.format(",").encode() + b'"' + b"x" * 140_000, "comillas"),
        (HEADER.format("   ").encode() + b"E-1   MICRO   G   1308", "archivo_ilegible"),
    ],
    ids=["empty", "binary", "quotes never closed", "aligned by spaces"],
)
def test_what_is_no_csv_is_a_sentence(
    engine: Engine, tmp_path: Path, content: bytes, rule: str
) -> None:
    path = tmp_path / "empresas.csv"
    path.write_bytes(content)

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert (finding.file, finding.rule) == ("empresas.csv", rule)


def test_old_line_ends_and_excels_unicode_text_come_in(engine: Engine, tmp_path: Path) -> None:
    old, wide = tmp_path / "empresas.csv", tmp_path / "plataformas.txt"
    old.write_bytes((HEADER + ROW).format(",").replace("\n", "\r").encode())
    wide.write_text("codigo_plataforma\ttipo\tnombre\tcanton\nB\tBOLSA\tÑandú\t1308\n", "utf-16")

    assert import_files(engine, [old, wide], ADMINISTRATOR).accepted == 2


def test_blank_cells_of_a_csv_are_empty_and_its_blank_rows_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "empresas.csv"
    path.write_text(HEADER.format(",") + "  ,MICRO,G,1308\n\n , ,,\n")

    report = import_files(engine, [path], ADMINISTRATOR)

    assert [(f.row, f.column, f.rule) for f in report.errors] == [
        (2, "codigo_empresa", "obligatorio")
    ]


def _text_as_workbook(path: Path) -> None:
    path.write_text("hola")


def _zip_of_something(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hola.txt", "hola")


def _cut_in_half(path: Path) -> None:
    write_template(["empresas"], path)
    path.write_bytes(path.read_bytes()[:2000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _with_a_sheet_cut_off(path: Path) -> None:
    write_template(["empresas"], path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            cut = 700 if name.endswith("sheet2.xml") else None
            archive.writestr(name, content[:cut])


@pytest.mark.parametrize(
    "make", [_text_as_workbook, _zip_of_something, _cut_in_half, _empty, _with_a_sheet_cut_off]
)
def test_what_is_no_workbook_is_a_sentence(
    engine: Engine, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "cosa.xlsx"
    make(path)

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert finding.rule == "archivo_ilegible"
    assert finding.message.to("es").startswith(
        ("No es un libro de Excel", "Es una carpeta comprimida", "El archivo está vacío")
    )


def test_an_old_or_locked_workbook_is_told_apart(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "viejo.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert finding.rule == "archivo_antiguo"
    assert "(.xls)" in finding.message.to("es")


def test_a_missing_file_and_a_folder_are_sentences(engine: Engine, tmp_path: Path) -> None:
    report = import_files(engine, [tmp_path / "nada.xlsx", tmp_path], ADMINISTRATOR)

    assert [(f.file, f.rule) for f in report.errors] == [
        ("nada.xlsx", "archivo_falta"),
        (tmp_path.name, "archivo_falta"),
    ]


def test_cells_keep_their_place_where_a_sheet_starts_further_in(
    engine: Engine, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "empresas"
    sheet.append([None, *HEADER.strip().format(",").split(",")])
    sheet.append([None, "E-1", "MICRO", "G", "1308"])
    sheet.append([None, "=1/0", "MICRO", "G", "1308"])
    book.save(tmp_path / "a.xlsx")

    (finding,) = import_files(engine, [tmp_path / "a.xlsx"], ADMINISTRATOR).errors

    assert (finding.row, finding.column, finding.rule) == (3, "codigo_empresa", "formula")


def test_a_row_of_nothing_but_formulas_is_not_passed_over(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    book = openpyxl.load_workbook(path)
    for column in "ABCD":
        book["empresas"][f"{column}3"] = "=1"
    book.save(path)

    assert {(f.row, f.rule) for f in import_files(engine, [path], ADMINISTRATOR).errors} == {
        (3, "formula")
    }


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 1), (3, 16_384)])
def test_a_stray_cell_far_away_costs_a_sentence_and_no_memory(
    engine: Engine, tmp_path: Path, row: int, column: int
) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    book = openpyxl.load_workbook(path)
    book["empresas"].cell(row, column, "x")
    book.save(path)

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert (finding.sheet, finding.rule) == ("empresas", "hoja_desbordada")


def test_a_workbook_larger_than_it_may_be_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(["empresas"], tmp_path / "a.xlsx")
    monkeypatch.setattr("data_access.imports.file_reading.MAX_UNPACKED", 100)

    with pytest.raises(Unreadable) as refused:
        read(tmp_path / "a.xlsx")

    assert refused.value.rule == "archivo_grande"
