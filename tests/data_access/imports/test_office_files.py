"""Files as offices really make them: read right, or refused with what to do; nothing in silence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import Engine, select

from data_access.imports.approval import approve
from data_access.imports.file_reading import read
from data_access.imports.loading import import_files
from data_access.imports.reading_problems import Unreadable
from data_access.imports.reports import Report
from data_access.imports.row_doubts import check_rows
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.templates import templates
from data_access.tables import Course, CourseSession, Person, Target
from data_access.viewer import ADMINISTRATOR, Grant, Viewer
from tests.data_access.imports.books import company, filled, person
from tests.data_access.imports.old_book import old_book
from tests.data_access.imports.own_files import workbook
from tests.releasing import published

PEOPLE = (
    "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,canton_residencia,ciuo2,"
    "fecha_registro,fecha_consentimiento,version_consentimiento"
)
COURSES = "codigo_curso,tipo,nombre,horas,gad"


def line(at: int, **changes: str) -> str:
    """A line of `personas` in a CSV."""
    cells = {
        "code": f"P-{at}",
        "born": str(1980 + at),
        "sex": "MH"[at % 2],
        "from": "VEN",
        "status": "MIG",
        "canton": "1308",
        "isco": "52",
        "registered": "2025-03-15",
        "consent": "2025-03-15",
        "version": "V1",
    }
    return ",".join((cells | changes).values())


def csv_file(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def brought(engine: Engine, *paths: Path, accept: bool = False) -> Report:
    return import_files(engine, list(paths), ADMINISTRATOR, accept_warnings=accept)


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in [*report.errors, *report.warnings]}


def said_of(path: Path) -> set[str]:
    """The rules that a file breaks by itself, whatever is stored."""
    try:
        sheets = read(path)
    except Unreadable as problem:
        return {problem.rule}
    tables, findings, _notices = check_sheets(sheets, templates(), dt.date(2026, 11, 24))
    return {finding.rule for finding in [*findings, *check_rows(tables)]}


def stored(engine: Engine, column: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(column)).scalars())


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ([line(1, version='"V1'), line(2), line(3)], "comillas"),
        ([line(1, version='"V1'), line(2), line(3, version='V1"'), line(4)], "comillas"),
        ([line(1, code='"P-1'), line(2, code='P-2"')], "comillas"),
        ([line(1, version='"V"1')], "comillas"),
        ([line(1, born="19,80")], "celdas_de_mas"),
        ([line(1) + ",", line(2)], "celdas_de_menos"),
        ([line(1), ",".join(line(2).split(",")[1:])], "celdas_de_menos"),
        ([line(1, code='"P-\n1"')], "salto_de_linea"),
        ([line(1), "fin de la lista"], "fila_corta"),
        ([line(1), PEOPLE], "cabecera_otra_vez"),
        ([line(1), line(2, code="TOTAL")], "fila_total"),
        ([line(1, consent="NO")], "sin_consentimiento"),
        ([line(1, version="pendiente")], "sin_consentimiento"),
        ([line(1, version="0")], "sin_consentimiento"),
        ([line(1, version="-")], "sin_consentimiento"),
        ([line(1, consent="2025-04-01")], "consentimiento_tarde"),
        ([line(1, consent="1995-01-01")], "consentimiento_antes"),
        ([line(1, sex="F"), line(2, sex="M")], "sexo_dudoso"),
        ([line(at, sex="M") for at in range(5)], "sexo_todas_m"),
        ([line(1, registered="03/04/2025", consent="03/04/2025")], "fecha_dudosa"),
        ([line(1, registered="03/25/2025")], "fecha_invalida"),
        ([line(1, code="1.39E+12")], "codigo_alterado"),
        ([line(1, born="1901")], "edad_maxima"),
        ([line(1, born="90")], "fuera_de_rango"),
        ([line(1, **{"from": "AAA"})], "codigo_desconocido"),
        ([line(1, canton="Bolívar")], "codigo_desconocido"),
        ([line(1, isco="5")], "codigo_desconocido"),
        ([line(1, code="#REF!")], "celda_error"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_could_be_misread_in_a_list_of_people_is_said(
    tmp_path: Path, lines: list[str], rule: str
) -> None:
    assert rule in said_of(csv_file(tmp_path, "personas", PEOPLE, *lines))


def test_codes_that_differ_by_case_and_zeros_are_asked_about(
    engine: Engine, tmp_path: Path
) -> None:
    lines = [line(1, code="P-1"), line(2, code="p-0001")]

    assert rules(brought(engine, csv_file(tmp_path, "personas", PEOPLE, *lines))) == {
        "codigo_parecido"
    }


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"canton": "Manta"}, Person.canton_code, "1308"),
        ({"canton": "1308 - MANTA"}, Person.canton_code, "1308"),
        ({"canton": "Sto. Domingo"}, Person.canton_code, "2301"),
        ({"canton": "1308.0"}, Person.canton_code, "1308"),
        ({"canton": "801"}, Person.canton_code, "0801"),
        ({"canton": "Bolívar (Manabí)"}, Person.canton_code, "1302"),
        ({"from": "Venezolano"}, Person.nationality, "VEN"),
        ({"from": "ve"}, Person.nationality, "VEN"),
        ({"status": "Refugiado"}, Person.mobility_status, "REF"),
        ({"sex": "Femenino"}, Person.sex, "M"),
        ({"sex": "M\u200b"}, Person.sex, "M"),
        ({"born": "1990.0"}, Person.birth_year, 1990),
        ({"code": "\u00a0P-1 "}, Person.code, "P-1"),
        ({"registered": "2025-03-15T23:10:00.000-05:00"}, Person.registered_on, "2025-03-15"),
        ({"registered": "2025-03-16T03:10:00Z"}, Person.registered_on, "2025-03-15"),
        ({"registered": "15 de marzo de 2025"}, Person.registered_on, "2025-03-15"),
        ({"registered": "15-mar-25"}, Person.registered_on, "2025-03-15"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_what_has_one_meaning_is_read(
    tmp_path: Path, changes: dict[str, str], column: Any, value: Any
) -> None:
    (sheet,) = read(csv_file(tmp_path, "personas", PEOPLE, line(1, **changes)))
    tables, findings, _notices = check_sheets([sheet], templates(), dt.date(2026, 11, 24))

    assert [*findings, *check_rows(tables)] == []
    (found,) = tables["personas"].frame[column.key]
    assert (str(found) if isinstance(found, dt.date) else found) == value


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_letters_of_old_programs_are_read_once_somebody_looked(
    engine: Engine, tmp_path: Path, encoding: str
) -> None:
    path = csv_file(
        tmp_path, "cursos", COURSES, "C-1,TOT,Capacitación niñez,12,1308", encoding=encoding
    )

    assert rules(brought(engine, path)) == {"codificacion_dudosa"}
    assert brought(engine, path, accept=True).accepted == 1
    assert stored(engine, Course.name) == ["Capacitación niñez"]


@pytest.mark.parametrize("name", ["CapacitaciÃ³n", "Capacitaci¢n", "Capacitaci?n", "ni\ufffdez"])
def test_letters_that_were_broken_before_are_refused(tmp_path: Path, name: str) -> None:
    path = csv_file(tmp_path, "cursos", COURSES, f"C-1,TOT,{name},12,1308")

    assert said_of(path) == {"letras_rotas"}


@pytest.mark.parametrize(
    "name", ["personas_manta_2025-03", "Personas (1)", "PERSONAS", "personas 03-2025 manta"]
)
def test_a_date_or_a_place_in_a_files_name_is_passed_over(
    engine: Engine, tmp_path: Path, name: str
) -> None:
    assert brought(engine, csv_file(tmp_path, name, PEOPLE, line(1))).accepted == 1


def test_a_separator_line_pipes_and_wrapped_codes_are_read(engine: Engine, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "cursos", "sep=|", COURSES.replace(",", "|"), '="007"|TOT|A b|12|1308'
    )

    assert brought(engine, path).accepted == 1
    assert stored(engine, Course.code) == ["007"]


def test_cells_between_single_quotation_marks_are_read(engine: Engine, tmp_path: Path) -> None:
    quoted = [
        ",".join(f"'{cell}'" for cell in row.split(","))
        for row in (COURSES, "C-1,TOT,Ventas,12,1308")
    ]
    path = csv_file(tmp_path, "cursos", *quoted, "'C-2','TOT','Ventas, y más','12','1308'")

    assert brought(engine, path).accepted == 2
    assert sorted(stored(engine, Course.name)) == ["Ventas", "Ventas, y más"]


def test_a_second_table_below_the_first_is_said_by_its_headers(tmp_path: Path) -> None:
    other = [["codigo_sesion", "codigo_cohorte", "asistentes"], ["S-9", "H-1", 25]]
    path = workbook(tmp_path / "a.xlsx", sesiones=[*sessions(ONE), [], *other])
    _tables, findings, _notices = check_sheets(read(path), templates(), dt.date(2026, 11, 24))

    said = [finding for finding in findings if finding.row == 4]
    assert [finding.rule for finding in said] == ["cabecera_otra_vez"]


def sessions(*rows: list[Any]) -> list[list[Any]]:
    headers = ["codigo_sesion", "codigo_curso", "codigo_cohorte", "fecha", "horas", "canton"]
    return [headers, *rows]


@pytest.fixture
def course(engine: Engine, tmp_path: Path) -> Engine:
    brought(engine, csv_file(tmp_path, "cursos", COURSES, "C-1,HABILIDADES,Ventas,12,1308"))
    return engine


ONE = ["S-1", "C-1", "H-1", "2025-03-15", 4, "1308"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Registro de sesiones"], [], *sessions(ONE)],
        [[None, *row] for row in [[], *sessions(ONE)]],
        [sessions()[0], ["#activity+code", "#x", "#x", "#date", "#x", "#adm2"], ONE],
        [
            ["CODIGO_SESION", "Código curso", "codigo_cohorte\u00a0", "Fecha ", "horas*", "CANTÓN"],
            ONE,
        ],
    ],
    ids=["title", "offset", "tags", "dressed headers"],
)
def test_a_table_is_found_where_it_stands(tmp_path: Path, rows: list[list[Any]]) -> None:
    sheets = read(workbook(tmp_path / "a.xlsx", sesiones=rows))
    tables, findings, _notices = check_sheets(sheets, templates(), dt.date(2026, 11, 24))

    assert findings == []
    assert list(tables["sesiones"].frame["code"]) == ["S-1"]


@pytest.mark.parametrize(
    ("sheets", "rule"),
    [
        ({"sesiones": sessions(ONE), "sesiones (2)": sessions(ONE)}, "hoja_repetida"),
        ({"sesiones": sessions(ONE), "Resumen": [["Total", 1]]}, "hoja_no_leida"),
        ({"Hoja1": sessions(ONE)}, "hoja_desconocida"),
        (
            {"sesiones": [*sessions(ONE), [*ONE[:1], *ONE[1:], None, None, "nota"]]},
            "cabecera_vacia",
        ),
        ({"sesiones": [ONE, *sessions(ONE)]}, "filas_sobre_cabecera"),
        (
            {"sesiones": [sessions()[0], ["S-9", "C-1", "H-1", "2025-03-15", 4, "#N/A"]]},
            "celda_error",
        ),
        ({"mercado_ventas": [["codigo_oferta", "ene-25", "feb-25"], ["O", 1, 2]]}, "tabla_ancha"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stands_beside_the_data_is_named(
    tmp_path: Path, sheets: dict[str, list[list[Any]]], rule: str
) -> None:
    assert rule in said_of(workbook(tmp_path / "a.xlsx", **sheets))


def test_hidden_rows_merged_cells_and_percent_cells_are_seen(
    course: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("sesiones")
        for down, row in enumerate(sessions(ONE, ["S-2", *ONE[1:]], ["S-3", *ONE[1:]])):
            sheet.write_row(down, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.merge_range("D2:D4", "2025-03-15")

    report = brought(course, path)

    assert rules(report) >= {"filas_ocultas", "celdas_combinadas"}
    (hidden,) = (f for f in report.warnings if f.rule == "filas_ocultas")
    assert "(3)" in hidden.message.to("es")


def test_percent_cells_are_hundredths_and_fractions_are_asked(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        percent = book.add_format({"num_format": "0 %"})
        sheet = book.add_worksheet("metas")
        sheet.write_row(0, 0, ["indicador", "territorio", "periodo", "meta"])
        sheet.write_row(1, 0, ["SK-02", "1308", "2025"])
        sheet.write(1, 3, 0.8, percent)

    assert brought(engine, path).accepted == 1
    assert stored(engine, Target.target) == [80]
    other = workbook(
        tmp_path / "b.xlsx",
        metas=[["indicador", "territorio", "periodo", "meta"], ["SK-02", "1308", "2026", 0.8]],
    )
    assert rules(brought(engine, other)) == {"meta_fraccion"}


def test_a_column_left_out_keeps_what_is_stored_and_an_empty_cell_asks(
    engine: Engine, tmp_path: Path
) -> None:
    assert brought(engine, filled(tmp_path / "a.xlsx", personas=[person("P-1")])).accepted == 1
    short = {k: v for k, v in person("P-1", anio_nacimiento=1991).items() if k != "ciuo2"}
    headers = list(short)
    without = workbook(
        tmp_path / "b.xlsx", personas=[headers, [str(short[name]) for name in headers]]
    )

    assert (brought(engine, without).warnings, stored(engine, Person.birth_year)) == ([], [1991])
    assert stored(engine, Person.sought_isco2) == ["51"]

    emptied = filled(tmp_path / "c.xlsx", personas=[person("P-1", ciuo2=None)])
    report = brought(engine, emptied)
    (warning,) = (w for w in report.warnings if w.rule == "valor_borrado")
    assert (warning.row, warning.column) == (2, "ciuo2") and "51" in warning.message.to("es")
    assert stored(engine, Person.sought_isco2) == ["51"]
    assert brought(engine, emptied, accept=True).accepted == 1
    assert stored(engine, Person.sought_isco2) == [None]


def test_a_leader_is_told_nothing_of_people_by_look_alikes_or_emptied_cells(
    engine: Engine, tmp_path: Path
) -> None:
    brought(engine, filled(tmp_path / "a.xlsx", personas=[person("P-0001")]))
    published(engine)
    leader = Viewer(frozenset({Grant("leader", "1308")}), "lider")

    path = filled(tmp_path / "b.xlsx", personas=[person("p-1"), person("P-0001", ciuo2=None)])
    report = import_files(engine, [path], leader, accept_warnings=True)

    assert not rules(report) & {"valor_borrado"}
    assert all("P-0001" not in str(f.to_json("es")) or f.row for f in report.warnings)
    assert report.waiting
    assert list(map(str, stored(engine, Person.sought_isco2))) == ["51"]
    assert report.batch is not None
    approve(engine, report.batch, ADMINISTRATOR)
    assert sorted(map(str, stored(engine, Person.sought_isco2))) == ["51", "51"]


def test_an_old_workbook_is_read_once_somebody_looked(course: Engine, tmp_path: Path) -> None:
    (tmp_path / "sesiones.xls").write_bytes(old_book())

    assert rules(brought(course, tmp_path / "sesiones.xls")) == {"formato_antiguo"}
    assert brought(course, tmp_path / "sesiones.xls", accept=True).accepted == 1
    assert stored(course, CourseSession.held_on) == [dt.date(2025, 3, 15)]


def test_attendance_before_its_sessions_is_a_sentence(engine: Engine, tmp_path: Path) -> None:
    people = csv_file(tmp_path, "personas", PEOPLE, line(1))
    brought(engine, people)
    path = csv_file(tmp_path, "asistencia_sesiones", "codigo_persona,codigo_sesion", "P-1,S-9")

    report = brought(engine, path)

    assert rules(report) == {"huerfano"}
    assert "sesiones" in report.errors[0].message.to("es")


def test_an_orphan_that_is_nearly_a_stored_code_is_told_that_code(
    course: Engine, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", sesiones=sessions(["S-1", "c-01", *ONE[2:]]))

    (finding,) = brought(course, path).errors

    assert finding.rule == "huerfano" and "«C-1»" in finding.message.to("es")


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.csv", b"PK\x03\x04 and so on", "libro_con_otro_nombre"),
        ("a.xls", b"<html><body><table><tr><td>codigo_curso</td></tr></table>", "pagina_web"),
        ("a.xlsx", b"%PDF-1.7", "archivo_ilegible"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "archivo_antiguo"),
    ],
)
def test_a_file_under_a_wrong_name_is_told_what_it_is(
    engine: Engine, tmp_path: Path, name: str, content: bytes, rule: str
) -> None:
    (tmp_path / name).write_bytes(content)

    assert rules(brought(engine, tmp_path / name)) == {rule}


def test_a_booklet_with_names_of_sheets_in_capitals_comes_in(
    engine: Engine, tmp_path: Path
) -> None:
    row = company("E-1")
    path = workbook(tmp_path / "a.xlsx", EMPRESAS=[list(row), list(row.values())])

    assert brought(engine, path).accepted == 1
