"""More files as offices and their programs make them: by hand, of SAP, Kobo, ODK, LibreOffice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from data_access.imports.file_reading import read
from data_access.imports.import_findings import ImportFinding
from data_access.imports.loading import import_files
from data_access.imports.mapping.arranging import arrange
from data_access.imports.mapping.memory import Memory
from data_access.imports.reading_problems import Unreadable
from data_access.imports.row_doubts import check_rows
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.templates import templates
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import filled, person
from tests.data_access.imports.own_files import workbook
from tests.data_access.imports.test_office_files import PEOPLE, csv_file, line, rules

TODAY = dt.date(2026, 11, 24)
EVENTS = "codigo_evento;tipo;nombre;fecha;canton"
COURSES = "codigo_curso,tipo,nombre,horas,gad"
Rows = list[list[Any]]


def taken(path: Path, answers: Mapping[str, str] | None = None) -> tuple[dict[str, Rows], set[str]]:
    """The rows that a file would store by sheet, and the rules that it breaks.

    With `answers` the assistant reads it; what it asks in vain counts as the rule `pregunta`.
    """
    try:
        sheets = read(path)
    except Unreadable as problem:
        return {}, {problem.rule}
    findings: list[ImportFinding] = []
    asked: set[str] = set()
    if answers is not None:
        done = arrange(sheets, templates(), lambda one: answers.get(one.key), Memory())
        sheets, asked = done.sheets, {"pregunta" for _one in done.questions}
    tables, found, _notices = check_sheets(sheets, templates(), TODAY)
    findings += [*found, *check_rows(tables)]
    rows = {
        name: table.frame[[c.attribute for c in table.template.columns]].to_numpy().tolist()
        for name, table in tables.items()
    }
    return rows, {finding.rule for finding in findings} | asked


@pytest.mark.parametrize(
    ("name", "lines", "rule"),
    [
        ("cursos", [COURSES, "C-1,TOT,Formaci&oacute;n,10,1308"], "letras_rotas"),
        ("cursos", [COURSES, r"C-1,TOT,Formaci\u00f3n,10,1308"], "letras_rotas"),
        ("cursos", [f"{COURSES}¦", "C-1,TOT,Niñez,10,1308"], "cabecera_signo"),
        ("cursos", [COURSES.replace("_", "\x1d"), "C-1,TOT,Niñez,10,1308"], "cabecera_signo"),
        ("cursos", [COURSES.replace("tipo", "tîpo"), "C-1,TOT,Niñez,10,1308"], "cabecera_signo"),
        ("cursos", [COURSES, "C-A?B,TOT,Niñez,10,1308"], "codigo_signo"),
        ("cursos", [COURSES, "C-1,TOT,Err:502,10,1308"], "celda_error"),
        ("cursos", [COURSES, "C-1,TOT,#¡DESBORDAMIENTO!,10,1308"], "celda_error"),
        ("eventos", [EVENTS, "E;FERIA;Una;03-04-2025;1308"], "fecha_dudosa"),
        ("jurados", ["edicion,codigo_jurado", "ED,Ana Pérez"], "dato_personal"),
        ("personas", [PEOPLE, line(1, code="María de la Cruz")], "dato_personal"),
        ("personas", [PEOPLE, line(1, code="171003606-5")], "dato_personal"),
        ("personas", [PEOPLE, line(1, version="firmado")], "version_falta"),
        (
            "empresas",
            ["codigo_empresa,tamano,ciiu,canton", "1.234,MICRO,G,1308", "1.235,MICRO,G,1308"],
            "codigo_miles",
        ),
        ("personas", [PEOPLE, line(1, version="en trámite")], "sin_consentimiento"),
        (
            "personas",
            [PEOPLE, *(line(at, sex="M" if at % 3 else "NR") for at in range(8))],
            "sexo_todas_m",
        ),
        (
            "inscripciones",
            [
                "codigo_persona,codigo_cohorte,nota_pre,nota_post,completo,certificado",
                "P-1,H,12,18,SI,SI",
                "P-2,H,11,17,SI,SI",
            ],
            "notas_escala",
        ),
        (
            "asistencia_sesiones",
            ["codigo_persona,codigo_sesion,asistio", "P-1,S,SI"],
            "cabecera_sobra",
        ),
        ("empresas", ['"codigo_empresa,tamano,ciiu,canton"', '"E,MICRO,G,1308"'], "comillas"),
        ("empresas", ['[{"codigo_empresa":"E","tamano":"MICRO"}]'], "archivo_ilegible"),
        ("estratos", ["encuesta,estrato,nombre,universo", ",,,190"], "fila_total"),
        ("sesiones", ["codigo_persona,codigo_sesion", "P-1,S-1"], "hoja_desconocida"),
        (
            "poblacion",
            ["territorio,grupo,2023,2024,fuente", "1308,TOTAL,1,2,INEC"],
            "tabla_ancha",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_exports_and_clerks_leave_behind_is_said(
    tmp_path: Path, name: str, lines: list[str], rule: str
) -> None:
    _rows, said = taken(csv_file(tmp_path, name, *lines))

    assert said == {rule}


@pytest.mark.parametrize(
    "said",
    [
        *("15.03.2025", "15-03-2025", "20250315", "2025.03.15", "sábado, 15 de marzo de 2025"),
        *("March 15, 2025", "15-Mar-2025", "Sat 15 March 2025"),
    ],
)
def test_a_day_of_one_meaning_is_read(tmp_path: Path, said: str) -> None:
    rows, rules_broken = taken(csv_file(tmp_path, "eventos", EVENTS, f"E;FERIA;Una;{said};1308"))

    assert rules_broken == set()
    assert rows["eventos"][0][3] == dt.date(2025, 3, 15)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *(("EC1308", "1308"), ("EC13", "13"), ("GADM Manta", "1308"), ("Prefectura de Loja", "11")),
        *(("Municipio de Loja", "1101"), ("Prefectura de Santo Domingo", None), ("130850", None)),
    ],
)
def test_a_government_is_known_by_its_kind(tmp_path: Path, said: str, code: str | None) -> None:
    rows, _rules = taken(csv_file(tmp_path, "cursos", COURSES, f"C-1,TOT,Uno,10,{said}"))

    assert rows["cursos"][0][4] == code


@pytest.mark.parametrize("said", ["T1-2026", "1T 2026", "I trimestre de 2026", "2026 Q1"])
def test_a_quarter_is_read_as_offices_write_it(tmp_path: Path, said: str) -> None:
    path = csv_file(tmp_path, "metas", "indicador,territorio,periodo,meta", f"SK-01,1308,{said},1")

    assert taken(path)[0]["metas"][0][2] == "2026-T1"


def test_a_report_of_sap_and_its_codes_are_read(tmp_path: Path) -> None:
    drawn = "-" * 40
    lines = ["29.11.2025   Lista", drawn, "|codigo_empresa|tamano|ciiu|canton|", drawn]
    path = csv_file(tmp_path, "empresas", *lines, "|'00045        |MICRO |G   |1308  |", drawn)

    assert taken(path) == ({"empresas": [["00045", "MICRO", "G", "1308"]]}, set())


SESSION = ["codigo_sesion", "codigo_curso", "codigo_cohorte", "fecha", "horas", "canton"]
ONE = ["S-1", "C-1", "H-1", "2025-03-15", 4, "1308"]
COURSE = ["codigo_curso", "tipo", "nombre", "horas", "gad"]
TOT = ["C-1", "TOT", "Curso", 10, "1308"]


@pytest.mark.parametrize(
    ("sheets", "read_as", "rows"),
    [
        (
            {"asistencia_sesiones": [["codigo_persona", "S-1", "S-2"], ["P", "X", None]]},
            "asistencia_sesiones",
            [["P", "S-1", None]],
        ),
        (
            {
                "Lista": [
                    ["Código persona", "Sesión", "Asistió"],
                    *(["P", "S", "SI"], ["Q", "S", "NO"]),
                ]
            },
            "asistencia_sesiones",
            [["P", "S", None]],
        ),
        (
            {
                "actitudes": [
                    ["codigo_cohorte", "codigo_participante", "momento", "P1", "P2"],
                    ["H", "Q", "ANTES", 3, 4],
                ]
            },
            "actitudes",
            [["H", "Q", "ANTES", "P1", 3], ["H", "Q", "ANTES", "P2", 4]],
        ),
        (
            {
                "poblacion": [
                    ["territorio", "grupo", 2023, 2024, "fuente"],
                    ["1308", "TOTAL", 1, 2, "I"],
                ]
            },
            "poblacion",
            [["1308", 2023, "TOTAL", 1, "I"], ["1308", 2024, "TOTAL", 2, "I"]],
        ),
        (
            {"sedes": [["codigo_sede", "S"], ["nombre", "Una"], ["canton", "1308"], ["puestos", 9],
                       ["horas_semana", 40]]},
            "sedes",
            [["S", "Una", "1308", 9, 40, None, None]],
        ),
        (
            {"Cursos GAD": [["Código curso", "Tipo", "Nombre del curso", "Horas (h)", "GAD"],
                            ["C-1", "TOT", "Uno", 10, "Manta"]]},
            "cursos",
            [["C-1", "TOT", "Uno", 10, "1308"]],
        ),
        (
            {"cursos": [["N°", *COURSE, "Observaciones"], [1, *TOT, "nada"]]},
            "cursos",
            [["C-1", "TOT", "Curso", 10, "1308"]],
        ),
        (
            {"cursos": [[*COURSE[:2], None, *COURSE[2:]], [*TOT[:2], None, *TOT[2:]]]},
            "cursos",
            [["C-1", "TOT", "Curso", 10, "1308"]],
        ),
    ],
    ids=[
        "sessions across", "who came", "questions across", "years across", "on its side",
        "own words", "numbered rows", "an empty column within",
    ],
)  # fmt: skip
def test_the_assistant_reads_the_shapes_that_offices_use(
    tmp_path: Path, sheets: dict[str, Rows], read_as: str, rows: Rows
) -> None:
    found, said = taken(workbook(tmp_path / "a.xlsx", **sheets), {})

    assert (found, said) == ({read_as: rows}, set())


def test_stages_and_choices_across_become_rows(tmp_path: Path) -> None:
    day = dt.date(2025, 3, 1)
    stages = csv_file(
        tmp_path,
        "intermediacion",
        "codigo_persona,codigo_vacante,canal,REF,ENT",
        "P,V,BOLSA,2025-03-01,",
    )
    assert taken(stages, {})[0]["intermediacion"] == [["P", "V", "REF", day, "BOLSA", None]]

    header = PEOPLE.replace("sexo", "Hombre,Mujer")
    people = csv_file(
        tmp_path, "lista", header, line(1, sex="X,"), line(2, sex=",X"), line(3, sex=",")
    )
    rows, said = taken(people, {})
    assert [row[2] for row in rows["personas"]] == ["H", "M", None]
    assert said == {"obligatorio"}


@pytest.mark.parametrize(
    ("rows", "tables"),
    [
        ([["Cursos"], COURSE, TOT, [], ["Sesiones"], SESSION, ONE], ("cursos", "sesiones")),
        ([[*COURSE, None, *SESSION], [*TOT, None, *ONE]], ("cursos", "sesiones")),
        ([SESSION, ONE, [], ["Abril"], SESSION, ["S-2", *ONE[1:]]], ("sesiones", "sesiones")),
    ],
    ids=["below one another", "side by side", "two months"],
)
def test_of_several_tables_in_a_sheet_somebody_says_which_are_read(
    tmp_path: Path, rows: Rows, tables: tuple[str, str]
) -> None:
    path = workbook(tmp_path / "a.xlsx", Datos=rows)

    assert taken(path, {}) == ({}, {"pregunta"})
    every, said = taken(path, {"tablas.datos": "todas"})
    assert (sum(map(len, every.values())), set(every), said) == (2, set(tables), set())
    second, said = taken(path, {"tablas.datos": "2"})
    assert (list(second), len(second[tables[1]]), said) == ([tables[1]], 1, set())


@pytest.mark.parametrize(("said", "codes"), [("dejar", ["P-1"]), ("leer", ["P-1", "P-2"])])
def test_rows_that_a_form_rejected_are_asked_about(
    tmp_path: Path, said: str, codes: list[str]
) -> None:
    rows = [line(1) + ",Approved", line(2) + ",Not approved"]
    path = csv_file(tmp_path, "registro", f"{PEOPLE},_validation_status", *rows)

    assert taken(path, {}) == ({}, {"pregunta"})
    found, broken = taken(path, {"rechazadas": said})
    assert ([row[0] for row in found["personas"]], broken) == (codes, set())


def test_tables_side_by_side_are_named_by_the_import(tmp_path: Path) -> None:
    rows = [[*SESSION, None, *COURSE], [*ONE, None, *TOT]]

    assert taken(workbook(tmp_path / "a.xlsx", sesiones=rows)) == ({}, {"varias_tablas"})


def test_what_was_seen_of_a_file_is_said_of_its_table_too(tmp_path: Path) -> None:
    ragged = csv_file(tmp_path, "ventas", "Oferta,Mes,Número de ventas,Monto", "O,2025-02,3,45,50")
    assert "celdas_de_mas" in taken(ragged, {})[1]
    old = csv_file(
        tmp_path, "oferta", "Código curso;Tipo;Nombre del curso;Horas;GAD",
        "C-1;TOT;Niñez;10;Manta", encoding="cp850",
    )  # fmt: skip
    assert taken(old, {})[1] == {"codificacion_dudosa"}


def test_what_stands_far_below_a_table_is_neither_lost_nor_takes_for_ever(tmp_path: Path) -> None:
    blank = [[None] * 5] * 150_000
    rows = [COURSE, TOT, *blank, ["Revisado", None, None, None, None]]
    path = workbook(tmp_path / "a.xlsx", cursos=rows)

    assert taken(path, {})[1] == taken(path)[1] == {"fila_nota"}


def test_headers_in_their_usual_dress_are_read_without_a_word(tmp_path: Path) -> None:
    headers = "Código curso *;TIPO:;«nombre»;Horas (nº);¿GAD?"

    for said in (headers.replace("«nombre»", "'Nombre'").replace(" (nº)", " "), COURSES):
        path = csv_file(tmp_path, "cursos", said.replace(",", ";"), "C-1;TOT;Niñez;10;1308")
        assert taken(path)[1] == set()


def test_notes_and_sums_below_a_table_are_named_once_and_nothing_is_asked_of_them(
    tmp_path: Path,
) -> None:
    rows = [COURSE, TOT, ["Total", None, None, 10, None], ["Fuente: GAD Manta"]]
    (sheet,) = read(workbook(tmp_path / "a.xlsx", cursos=rows))

    tables, findings, _notices = check_sheets([sheet], templates(), TODAY)

    assert [(f.row, f.rule) for f in findings] == [(3, "fila_total"), (4, "fila_nota")]
    assert len(tables["cursos"].frame) == 1


def test_nr_over_what_is_known_asks(engine: Any, tmp_path: Path) -> None:
    import_files(engine, [filled(tmp_path / "a.xlsx", personas=[person("P-1")])], ADMINISTRATOR)
    again = filled(tmp_path / "b.xlsx", personas=[person("P-1", sexo="NR")])

    report = import_files(engine, [again], ADMINISTRATOR)

    assert (report.batch, rules(report)) == (None, {"valor_por_nr"})
