"""Empty cells, contradictions, far values and twins, from a workbook to the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.data_access.answers.asking import imported, rows
from tests.data_access.imports.books import company, person, vacancy
from tests.data_access.imports.programme_result_rows import (
    association,
    came,
    course,
    day,
    enrolment,
    placement,
    session,
    site,
    stage,
    visit,
)

NOTHING_BELOW = "leader:1308"


@pytest.fixture(autouse=True)
def at_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


def told(name: str, key: str, *where: str, viewer: str = "monitor") -> dict[str, list[Any]]:
    """What was found, of how many, by a column of the answer."""
    found = rows(name, *where, viewer=viewer)
    return {row[key]: [row["found"], row["of"]] for row in found if row["of"]}


def test_a_cell_is_missing_where_it_applies_and_a_person_counts_once(tmp_path: Path) -> None:
    imported(
        tmp_path / "libro.xlsx",
        personas=[
            person("P-1"),
            person("P-2", sexo="NR", ciuo2=None),
            person("P-3", canton_residencia="2301", ciuo2=None),
        ],
        cursos=[course("C-1")],
        sesiones=[session("S-1", "C-1", "K-1", "2025-03-01")],
        inscripciones=[
            enrolment("P-1", "K-1", nota_pre=50, nota_post=40),
            # Nobody expects a final mark of who did not complete.
            enrolment("P-2", "K-1", nota_pre=None, nota_post=None, completo="NO", certificado="SI"),
        ],
        asistencia_sesiones=[came("P-1", "S-1")],
        sedes=[site("S-1")],
        coworking=[
            visit("P-1", "2025-03-01 09:00", None),
            visit("P-1", "2025-03-02 09:00", None),
            visit("P-2", "2025-03-02 09:00", "2025-03-02 11:00"),
        ],
    )
    here = told("quality.completeness", "cell", "territory=1308")
    assert here["sexo"] == [1, 2]
    assert here["ciuo2"] == [1, 2]
    assert here["nota_pre"] == [1, 2]
    assert here["nota_post"] == [0, 1]
    assert here["salida"] == [1, 2]
    assert told("quality.completeness", "cell")["ciuo2"] == [2, 3]
    assert told("quality.sheets", "sheet", "territory=1308")["personas"] == [1, 2]

    against = told("quality.consistency", "rule")
    assert against["nota_menor"] == [1, 1]
    assert against["certificado_sin_completar"] == [1, 2]
    assert against["completo_sin_asistencia"] == [0, 1]

    # 0 to 4 people look alike below monitor, in each of these answers.
    for name in ("quality.completeness", "quality.consistency"):
        of_people = [row for row in rows(name, viewer=NOTHING_BELOW) if row["counted"] == "persons"]
        assert {row["found"] for row in of_people} == {None}
        assert {row["rate"] for row in of_people} == {None}


def test_jobs_are_held_against_vacancies_stages_and_one_another(tmp_path: Path) -> None:
    imported(
        tmp_path / "libro.xlsx",
        empresas=[company("E-1")],
        personas=[person(f"P-{at}") for at in range(1, 5)],
        vacantes=[vacancy("V-1", plazas=1), vacancy("V-2", fecha_apertura=day("2023-01-02"))],
        intermediacion=[
            stage("P-1", "CON", "2025-04-01"),
            stage("P-2", "CON", "2025-04-01"),
            stage("P-4", "CON", "2025-04-01"),
        ],
        colocaciones=[
            placement("P-1", "2025-04-01", codigo_vacante="V-1"),
            placement("P-2", "2025-04-01", codigo_vacante="V-1"),
            placement("P-3", "2025-04-01", codigo_vacante="V-2"),
            placement("P-3", "2025-09-01"),
        ],
    )
    against = told("quality.consistency", "rule")
    assert against["contrato_sin_colocacion"] == [1, 3]
    assert against["colocacion_sin_postulacion"] == [1, 3]
    assert against["colocaciones_solapadas"] == [1, 3]
    assert against["plazas_rebasadas"] == [2, 3]
    # Measured from the last day known of jobs, 1 September.
    assert against["contacto_antiguo"] == [3, 3]
    assert against["vacante_abierta"] == [1, 2]


def test_a_wage_typed_with_zeros_too_many_stands_out_with_its_code(tmp_path: Path) -> None:
    usual = [480, 490, 500, 510, 520, 530, 495, 505, 515, 485, 500]
    imported(
        tmp_path / "libro.xlsx",
        empresas=[company("E-1")],
        vacantes=[
            *(vacancy(f"V-{at}", salario_usd=wage) for at, wage in enumerate(usual)),
            vacancy("V-99", salario_usd=50_000),
        ],
    )
    (wages,) = (r for r in rows("quality.outliers") if r["number"] == "vacantes.salario_usd")
    assert (wages["found"], wages["of"], wages["median"]) == (1, 12, 502.5)
    assert wages["low"] < 480 and 530 < wages["high"] < 1_000
    (one,) = rows("quality.outlier_list", "territory=1308", viewer=NOTHING_BELOW)
    assert (one["number"], one["code"], one["value"]) == ("vacantes.salario_usd", "V-99", 50_000)
    assert rows("quality.outlier_list", "territory=1308", viewer="leader:2301") == []


def test_codes_and_names_that_are_alike_are_told_to_the_leader_of_the_place(tmp_path: Path) -> None:
    imported(
        tmp_path / "libro.xlsx",
        empresas=[company("E-001"), company("e1"), company("E-2"), company("F-1", canton="2301")],
        asociaciones=[
            association("A-1", nombre="Unión Manabita"),
            association("B-7", nombre="UNION  MANABITA"),
            association("C-3", nombre="Unión Manabita", canton="2301"),
        ],
    )
    found = rows("quality.lookalikes", "territory=1308", viewer=NOTHING_BELOW)
    assert [(row["code"], row["other"], row["alike"]) for row in found] == [
        ("e1", "E-001", "code"),
        ("B-7", "A-1", "name"),
    ]
    assert rows("quality.lookalikes", "territory=2301") == []


def test_a_quarter_has_its_own_people_and_one_that_runs_is_the_monitors(tmp_path: Path) -> None:
    imported(
        tmp_path / "libro.xlsx",
        personas=[
            person("P-1", fecha_registro=day("2025-03-31"), sexo="NR"),
            person("P-2", fecha_registro=day("2025-04-01")),
        ],
    )
    found = rows("quality.over_time", viewer="monitor")
    assert [(row["period"], row["found"], row["of"]) for row in found] == [
        ("2025-01-01", 1, 1),
        ("2025-04-01", 0, 1),
    ]


def test_offices_are_told_of_by_their_batches(tmp_path: Path) -> None:
    imported(tmp_path / "uno.xlsx", personas=[person("P-1")])
    imported(tmp_path / "dos.xlsx", personas=[person("P-2"), person("P-3")])
    (office,) = rows("quality.offices")
    assert [office[key] for key in ("office", "batches", "rows", "undone")] == ["EC", 2, 3, 0]
