from __future__ import annotations

import csv
import io

import openpyxl
import pandas as pd
import xlsxwriter

from components import downloads
from data_access.language import Text
from tests.components.examples import answer, gap, vacancies


def metadata_of(file: bytes) -> dict[str, str]:
    lines = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    return {line[0][2:]: line[1] for line in lines if line[0].startswith("# ")}


def test_a_csv_tells_what_its_figures_are() -> None:
    said = metadata_of(downloads.as_csv(vacancies(notes=(Text("Una nota."),)), "es"))

    assert said["Respuesta"] == "labour.vacancies"
    assert said["Definición"] == "Puestos vacantes."
    assert said["Lugar"] == "Manta"
    assert said["Consulta"] == "territory=1308; encuesta=EMP2025; by=ciuo2"
    assert said["Fecha de los datos"] == "30 de septiembre de 2025"
    assert said["Fuente"] == "Encuesta de empresas 2025 (lotes: 4, 7)"
    assert said["n"] == "123"
    assert said["Filas sin cifra"] == "1: No publicado"
    assert said["Nota"] == "Una nota."
    assert "Aviso" not in said


def test_synthetic_figures_say_so_first() -> None:
    first = downloads.as_csv(vacancies(synthetic=True), "es").decode("utf-8-sig").splitlines()[0]

    assert first.startswith("# Aviso,Datos sintéticos")


def test_a_program_reads_the_csv_in_either_language() -> None:
    for language, place, vacant in (
        ("es", "Lugar (código)", "Vacantes"),
        ("en", "Place (code)", "Vacancies"),
    ):
        file = downloads.as_csv(vacancies(), language)
        frame = pd.read_csv(io.BytesIO(file), comment="#", dtype={place: str})
        assert list(frame[place]) == ["1308", "1308"]
        assert frame[vacant].dtype == "float64"
        named = frame.rename(columns=code_names(file, language))
        assert float(named["estimate"][0]) == 1433.333333


def test_no_word_stands_among_the_numbers_of_a_csv_and_the_reasons_stand_apart() -> None:
    rows = rows_of(downloads.as_csv(gap(), "es"))

    assert [row["Oferta registrada"] for row in rows] == ["60", "", "40"]
    assert [row["Vacantes"] for row in rows] == ["1433.333333", "263", ""]
    assert [row["Sin número, y por qué"] for row in rows] == [
        "",
        "Oferta registrada: pocas; Brecha: pocas; Vacantes por persona inscrita: pocas",
        "Vacantes: no publicado; Brecha: no publicado; Vacantes por persona inscrita: no publicado",
    ]


def test_text_that_a_spreadsheet_would_run_is_escaped_and_negative_numbers_are_not() -> None:
    rows = [{"nombre": dangerous, "companies": -160} for dangerous in ("=1+1", "+1", "-1", "@x")]
    found = rows_of(downloads.as_csv(answer("labour.surveys", rows), "es"))

    assert [row["Nombre"] for row in found] == ["'=1+1", "'+1", "'-1", "'@x"]
    assert {row["Empresas en la muestra"] for row in found} == {"-160"}


def test_a_formula_is_no_less_one_behind_a_blank_or_where_others_part_cells() -> None:
    assert downloads.escaped("  =1") == "  '=1"
    assert downloads.escaped("a;=cmd|'/C calc'!A0") == "a;'=cmd|'/C calc'!A0"
    assert downloads.escaped("a\t@x; -1") == "a\t'@x; '-1"
    assert downloads.escaped("13-1308; 5 = 5") == "13-1308; 5 = 5"


def test_metadata_cannot_smuggle_a_formula_or_a_line() -> None:
    evil = vacancies(notes=(Text('=cmd()\n=2,"x"'),))
    text = downloads.as_csv(evil, "es").decode("utf-8-sig")

    assert '# Nota,"\'=cmd() =2,""x"""' in text.splitlines()


def test_the_workbook_holds_typed_figures_and_explains_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(downloads.as_excel(vacancies(), "es")))
    sheet = book["datos"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    told = {row[0].value: (row[1].value, row[2].value) for row in book["columnas"].iter_rows()}
    about = {row[0].value: row[1].value for row in book["LEEME"].iter_rows()}

    assert sheet.cell(2, columns["Vacantes"]).value == 1433.333333
    assert sheet.cell(2, columns["Ocupación (código)"]).value == "51"
    assert sheet.cell(3, columns["Vacantes"]).value is None
    assert told["Vacantes"] == ("estimate", "Conteo")
    assert set(columns) == set(told) - {"Columna"}
    assert about["Fórmula"] == "V̂ = Σ N·v̄"
    assert book.sheetnames == ["datos", "columnas", "LEEME"]


def test_the_workbook_never_holds_a_formula() -> None:
    rows = [{"nombre": "=1+1", "companies": 1}]
    book = openpyxl.load_workbook(
        io.BytesIO(downloads.as_excel(answer("labour.surveys", rows), "es"))
    )

    assert book["datos"]["A2"].data_type == "s"


def test_a_file_name_says_what_where_from_which_survey_and_in_which_language() -> None:
    assert downloads.file_name(vacancies(), "es", "csv") == (
        "labour-vacancies_1308-manta_EMP2025_es.csv"
    )


def rows_of(file: bytes) -> list[dict[str, str]]:
    lines = file.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("# ")))


def code_names(file: bytes, language: str) -> dict[str, str]:
    column = {"es": "# Columna", "en": "# Column"}[language]
    lines = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    return {line[1]: line[2] for line in lines if line[0] == column}


def test_what_must_be_known_of_figures_is_read_whole_in_its_sheet() -> None:
    short, long = ("Nombre", "Una línea."), ("Nota", "Lo que hay que saber. " * 20)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        downloads.readme(made, [short, long], "es")

    sheet = openpyxl.load_workbook(file)["LEEME"]

    wide = sheet.column_dimensions["B"].width
    for row, (_name, said) in enumerate((short, long), start=1):
        lines = (sheet.row_dimensions[row].height or 15) / 15
        assert lines * wide >= len(said)
        assert (lines - 1) * wide < len(said)
