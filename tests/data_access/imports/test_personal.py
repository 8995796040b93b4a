"""What may be personal is refused, and what is said of it does not repeat it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import filled, person
from tests.data_access.imports.test_findings import mistaken_book


def said(report: Report) -> str:
    return str(report.to_json("es"))


def csv(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_documents_and_e_mails_are_masked(engine: Engine, tmp_path: Path) -> None:
    report = import_files(engine, [mistaken_book(tmp_path / "errores.xlsx")], ADMINISTRATOR)

    assert "0912345675" not in said(report)
    assert "ana@example.org" not in said(report)
    values = {finding.column: finding.value for finding in report.errors}
    assert values["nombre"] == "•••@•••••••.•rg"


def test_a_value_is_shown_where_it_cannot_be_personal(engine: Engine, tmp_path: Path) -> None:
    report = import_files(engine, [mistaken_book(tmp_path / "errores.xlsx")], ADMINISTRATOR)

    shown = {(finding.sheet, finding.column): finding.value for finding in report.errors}
    assert shown["empresas", "tamano"] == "ENORME"
    assert shown["personas", "canton_residencia"] == "9999"


def test_a_column_of_names_is_refused_as_a_whole(engine: Engine, tmp_path: Path) -> None:
    path = csv(tmp_path / "personas.csv", "codigo_persona,nombre_completo\nP-1,Ana Pérez\n")

    report = import_files(engine, [path], ADMINISTRATOR)

    assert ("nombre_completo", "columna_personal") in {(f.column, f.rule) for f in report.errors}
    assert "Ana" not in said(report)


def test_columns_that_ask_for_documents_or_addresses_are_known_by_their_names(
    engine: Engine, tmp_path: Path
) -> None:
    headers = ["Cédula", "TELEFONO", "e-mail", "fecha_de_nacimiento", "dirección", "ruc", "foto"]
    path = csv(tmp_path / "empresas.csv", ",".join(["codigo_empresa", *headers]) + "\nE-1\n")

    report = import_files(engine, [path], ADMINISTRATOR)

    refused = {f.column for f in report.errors if f.rule == "columna_personal"}
    assert refused == set(headers)


def test_a_name_that_slipped_into_another_column_is_masked(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", personas=[person("P-1", sexo="Ana Pérez")])

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert (finding.column, finding.value) == ("sexo", "••• •••ez")


def test_a_birth_date_in_the_wrong_column_is_masked(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", personas=[person("P-1", fecha_registro="1985-03-04")])

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert finding.rule == "fecha_invalida"
    assert "1985" not in str(finding.value)


def test_a_file_without_headers_does_not_repeat_its_first_person(
    engine: Engine, tmp_path: Path
) -> None:
    path = csv(tmp_path / "personas.csv", "0912345675,Ana Pérez,M\n0912345683,Eva Ruiz,M\n")

    report = import_files(engine, [path], ADMINISTRATOR)

    assert [(f.row, f.rule) for f in report.errors] == [(1, "sin_cabeceras")]
    assert "Ana" not in said(report) and "0912345675" not in said(report)


def test_a_document_among_the_headers_is_masked(engine: Engine, tmp_path: Path) -> None:
    path = csv(tmp_path / "empresas.csv", "codigo_empresa,tamano,ciiu,canton,0912345675\n")

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert (finding.rule, finding.column) == ("columna_personal", "••••••••75")


def test_codes_of_people_are_masked_in_findings(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", personas=[person("P-SECRETO")] * 2)

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert (finding.rule, finding.value) == ("clave_repetida", "•-•••••TO")
