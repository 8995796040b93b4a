"""Every mistake of a file is told at once, and nothing of it is stored."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
from sqlalchemy import Engine

from data_access.imports.import_findings import ImportFinding
from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.language import Text
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, filled, person, vacancy, worked_survey
from tests.table_hash import table_hash

EXPECTED = [
    ("empresas", 19, "tamano", "codigo_desconocido"),
    ("encuesta_empresas", 2, "puestos_ocupados", "numero_negativo"),
    ("encuesta_empresas", 5, "barreras", "barreras_ninguna"),
    ("encuesta_empresas", 7, "codigo_empresa", "huerfano"),
    ("encuesta_empresas", 15, "estrato", "estrato_lleno"),
    ("encuesta_vacantes", 3, "dificil_cobertura", "dificil_mayor"),
    ("encuesta_vacantes", 13, "codigo_empresa", "sin_respuesta"),
    ("estratos", 2, "universo", "numero_ambiguo"),
    ("personas", 3, "codigo_persona", "clave_repetida"),
    ("personas", 4, "codigo_persona", "dato_personal"),
    ("personas", 5, "anio_nacimiento", "edad_minima"),
    ("personas", 6, "fecha_consentimiento", "sin_consentimiento"),
    ("personas", 7, "fecha_registro", "fecha_invalida"),
    ("personas", 8, "fecha_registro", "fecha_futura"),
    ("personas", 9, "canton_residencia", "codigo_desconocido"),
    ("personas", 10, "sexo", "obligatorio"),
    ("personas", 11, "anio_nacimiento", "numero_invalido"),
    ("plataformas", 2, "enlace", "enlace_invalido"),
    ("plataformas", 2, "nombre", "dato_personal"),
    ("vacantes", 2, "fecha_cierre", "fin_antes"),
]


def where(finding: ImportFinding) -> tuple[str | None, int | None, str | None, str]:
    return finding.sheet, finding.row, finding.column, finding.rule


def imported(engine: Engine, path: Path, **sheets: list[dict[str, object]]) -> Report:
    return import_files(engine, [filled(path / "libro.xlsx", **sheets)], ADMINISTRATOR)


def mistaken_book(path: Path) -> Path:
    """A workbook with twenty different mistakes."""
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    sheets = worked_survey()
    sheets["empresas"] = [*sheets["empresas"], company("E-1", tamano="ENORME")]  # row 19
    sheets["estratos"][0]["universo"] = "1.234"
    sheets["estratos"][1]["universo"] = 3
    sheets["encuesta_empresas"][0]["puestos_ocupados"] = -4
    sheets["encuesta_empresas"][5]["codigo_empresa"] = "E-NADIE"
    sheets["encuesta_empresas"][2]["resultado"] = "RECHAZO"
    sheets["encuesta_empresas"][3]["barreras"] = "NINGUNA;COSTO"
    sheets["encuesta_vacantes"][1]["dificil_cobertura"] = 99
    sheets["encuesta_vacantes"].append(
        {"encuesta": "ENC", "codigo_empresa": "micro-2", "ciuo2": "52", "vacantes": 1}
        | {"dificil_cobertura": 0}
    )
    sheets["personas"] = [
        person("P-1"),
        person("P-1", sexo="H"),
        person("0912345675"),
        person("P-2", anio_nacimiento=2014),
        person("P-3", fecha_consentimiento=None),
        person("P-4", fecha_registro="31/02/2025"),
        person("P-5", fecha_registro=tomorrow),
        person("P-6", canton_residencia="9999"),
        person("P-7", sexo=None),
        person("P-8", anio_nacimiento="mil novecientos"),
    ]
    sheets["plataformas"] = [
        {"codigo_plataforma": "B-1", "tipo": "BOLSA", "nombre": "ana@example.org", "canton": "1308"}
        | {"enlace": "bolsa punto ec"}
    ]
    sheets["vacantes"] = [vacancy("V-1", fecha_cierre=dt.date(2025, 1, 1))]
    return filled(path, **sheets)


def test_twenty_mistakes_are_twenty_findings_and_nothing_is_written(
    engine: Engine, tmp_path: Path
) -> None:
    before = table_hash(engine)

    path = mistaken_book(tmp_path / "errores.xlsx")
    report = import_files(engine, [path], ADMINISTRATOR, accept_warnings=True)

    assert len(EXPECTED) == len(set(EXPECTED)) == 20
    assert [where(finding) for finding in report.errors] == EXPECTED
    assert all(finding.file == "errores.xlsx" for finding in report.errors)
    for finding in report.errors:
        spanish, english = finding.message.to("es"), finding.message.to("en")
        assert spanish[0].isupper() and spanish.endswith((".", "?", "…"))
        assert english != spanish
    assert table_hash(engine) == before


def test_a_report_is_printed_finding_by_finding_as_it_is(engine: Engine, tmp_path: Path) -> None:
    report = import_files(engine, [mistaken_book(tmp_path / "errores.xlsx")], ADMINISTRATOR)
    report.notices.append(Text("Año"))

    for said in (report, Report()):
        whole = json.dumps(said.to_json("es"), ensure_ascii=False)
        assert "".join(said.json_text("es")) == whole


def test_a_missing_a_repeated_and_an_unknown_column_are_each_named(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "empresas.csv"
    path.write_text("codigo_empresa,tamano,tamano,ciiu,cantones\nE-1,MICRO,MICRO,G,1308\n", "utf-8")

    report = import_files(engine, [path], ADMINISTRATOR)

    assert {(f.row, f.column, f.rule) for f in report.errors} == {
        (1, "canton", "cabecera_falta"),
        (1, "tamano", "cabecera_repetida"),
        (1, "cantones", "cabecera_sobra"),
    }


def test_an_optional_column_may_be_left_out(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "plataformas.csv"
    path.write_text(
        "codigo_plataforma,tipo,nombre,canton\nB-1,BOLSA,Bolsa de Manta,1308\n", "utf-8"
    )

    assert import_files(engine, [path], ADMINISTRATOR).accepted == 1


def test_formulas_and_error_cells_are_refused_where_they_stand(
    engine: Engine, tmp_path: Path
) -> None:
    path = filled(tmp_path / "libro.xlsx", empresas=[company("E-1"), company("E-2")])
    book = openpyxl.load_workbook(path)
    book["empresas"]["A2"] = '="E-"&1'
    book["empresas"]["C3"] = "#N/A"
    book["empresas"]["C3"].data_type = "e"
    book.save(path)

    report = import_files(engine, [path], ADMINISTRATOR)

    assert [where(finding) for finding in report.errors] == [
        ("empresas", 2, "codigo_empresa", "formula"),
        ("empresas", 3, "ciiu", "celda_error"),
    ]


def test_a_sheet_of_another_name_is_named_with_the_known_ones(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "gente.csv"
    path.write_text("a,b\n1,2\n", "utf-8")

    (finding,) = import_files(engine, [path], ADMINISTRATOR).errors

    assert (finding.sheet, finding.rule) == ("gente", "hoja_desconocida")
    assert "personas" in finding.message.to("es")


def test_the_blank_sheet_of_a_new_workbook_is_passed_over(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "libro.xlsx", empresas=[company("E-1")])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Hoja1")
    book.save(path)

    assert import_files(engine, [path], ADMINISTRATOR).accepted == 1


def test_a_blank_template_says_there_is_nothing_in_it(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "vacio.xlsx", personas=[], empresas=[])
    report = import_files(engine, [path], ADMINISTRATOR)

    assert report.batch is None
    assert report.errors == []
    assert [notice.to("es") for notice in report.notices] == [
        "vacio.xlsx no tiene filas llenas: no se cambió nada."
    ]


def test_low_wages_long_weeks_and_adolescents_are_warnings(engine: Engine, tmp_path: Path) -> None:
    report = imported(
        engine,
        tmp_path,
        empresas=[company("E-1")],
        vacantes=[
            vacancy("V-1", salario_usd=300),
            vacancy("V-2", salario_usd=9000),
            vacancy("V-3", horas_semana=60),
        ],
        personas=[person("P-1", anio_nacimiento=2009)],
    )

    assert report.errors == []
    assert [(f.sheet, f.row, f.rule) for f in report.warnings] == [
        ("personas", 2, "edad_adolescente"),
        ("vacantes", 2, "salario_bajo"),
        ("vacantes", 3, "salario_alto"),
        ("vacantes", 4, "horas_muchas"),
    ]
