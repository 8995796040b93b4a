"""Files as other programs write them, and files that are none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, select

from data_access.imports.loading import import_files
from data_access.imports.reading import Unreadable, read
from data_access.imports.templates import templates
from data_access.imports.workbooks import write_template
from data_access.tables import Enterprise, Person
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

    assert import_files(engine, [path]).accepted == 1


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
        "P-1,1990,M,VEN,MIG,1308,04/03/2025,2025-03-04,1\n",
        "utf-8",
    )

    assert import_files(engine, [path]).errors == []
    with engine.connect() as connection:
        row = connection.execute(select(Person.registered_on, Person.consent_date)).one()
    assert row[0] == row[1]
    assert (row[0].day, row[0].month) == (4, 3)


def test_a_code_that_a_spreadsheet_made_a_number_of_is_still_the_code(
    engine: Engine, tmp_path: Path
) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company(77, canton=101)])

    assert import_files(engine, [path]).errors == []
    with engine.connect() as connection:
        assert connection.execute(select(Enterprise.code, Enterprise.canton_code)).one() == (
            "77",
            "0101",
        )


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


@pytest.mark.parametrize("make", [_text_as_workbook, _zip_of_something, _cut_in_half, _empty])
def test_what_is_no_workbook_is_a_sentence(engine: Engine, tmp_path: Path, make: object) -> None:
    path = tmp_path / "cosa.xlsx"
    make(path)  # type: ignore[operator]

    (finding,) = import_files(engine, [path]).errors

    assert finding.rule == "archivo_ilegible"
    assert finding.message.to("es").startswith("No es un libro de Excel")


def test_an_empty_csv_and_a_missing_file_are_sentences(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "empresas.csv").write_text("")

    report = import_files(engine, [tmp_path / "empresas.csv", tmp_path / "nada.xlsx"])

    assert ("nada.xlsx", "archivo_falta") in {(f.file, f.rule) for f in report.errors}
    assert {f.rule for f in report.errors if f.file == "empresas.csv"} == {"cabecera_falta"}


def test_a_workbook_larger_than_it_may_be_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(["empresas"], tmp_path / "a.xlsx")
    monkeypatch.setattr("data_access.imports.reading.MAX_UNPACKED", 100)

    with pytest.raises(Unreadable) as refused:
        read(tmp_path / "a.xlsx")

    assert refused.value.rule == "archivo_grande"


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_template_holds_every_sheet_with_its_lists_and_advice(
    tmp_path: Path, language: str
) -> None:
    write_template([], tmp_path / "plantilla.xlsx", language)

    book = openpyxl.load_workbook(tmp_path / "plantilla.xlsx")

    assert book.sheetnames == ["LEEME", *templates(), "LISTAS"]
    assert len(list(book["LEEME"].iter_rows(values_only=True))) > 50
    for template in templates().values():
        sheet = book[template.name]
        assert [cell.value for cell in sheet[1]] == [column.name for column in template.columns]
        assert sheet.freeze_panes.endswith("2")
        checked = {
            str(area)[0] for v in sheet.data_validations.dataValidation for area in v.sqref.ranges
        }
        listed = {"ABCDEFGHIJKL"[at] for at, c in enumerate(template.columns) if c.kind == "choice"}
        assert listed <= checked, template.name
