"""Files of other shapes come in through the assistant, by what they say and by what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, select

from data_access.imports.loading import Agreement, Report, import_files, import_mapped
from data_access.imports.mapping.questions import Asking, Question
from data_access.tables import Person, SurveyResponse, SurveyVacancy, Target
from data_access.viewer import ADMINISTRATOR, Grant, Viewer
from tests.data_access.imports.books import company, filled
from tests.data_access.imports.own_files import (
    form_export,
    individual_list,
    quarterly_plan,
    workbook,
)
from tests.releasing import published

YES = Agreement(accept_warnings=True)


def mapped(
    engine: Engine, path: Path, answers: Mapping[str, str], viewer: Viewer = ADMINISTRATOR
) -> tuple[Report, list[str]]:
    """The report of an import with some answers, and the questions that were asked."""
    asked: list[str] = []

    def ask(question: Question) -> str | None:
        asked.append(question.key)
        return answers.get(question.key)

    return import_mapped(engine, [path], viewer, Asking(ask), agreed=YES), asked


def targets(engine: Engine) -> dict[tuple[str, str, str], Decimal]:
    with engine.connect() as connection:
        rows = connection.execute(
            select(Target.indicator_code, Target.territory_code, Target.period, Target.target)
        )
        return {(a, b, c): d for a, b, c, d in rows}


def test_a_plan_by_quarters_becomes_targets_shared_as_somebody_says(
    engine: Engine, tmp_path: Path
) -> None:
    report, asked = mapped(engine, quarterly_plan(tmp_path), {"reparto": "repartir"})

    assert (report.errors, asked) == ([], ["reparto"])
    found = targets(engine)
    assert found["SK-01", "1308", "2026-T1"] == 10
    assert found["SK-01", "2301", "2026-T4"] == 8
    assert ("SK-01", "2301", "2026-T2") not in found
    joint = [found["JF-01", code, "2026-T2"] for code in ("1308", "1309", "1301")]
    assert joint == [20, 20, 20]
    assert len(found) == 16


def test_a_joint_figure_may_be_each_places_own(engine: Engine, tmp_path: Path) -> None:
    mapped(engine, quarterly_plan(tmp_path), {"reparto": "cada_uno"})

    assert targets(engine)["JF-01", "1309", "2026-T1"] == 30


def test_a_list_of_people_with_ages_and_words_becomes_codes_and_years(
    engine: Engine, tmp_path: Path
) -> None:
    report, asked = mapped(
        engine, individual_list(tmp_path), {"valor.version_consentimiento": "V2"}
    )

    assert (report.errors, asked) == ([], ["valor.version_consentimiento"])
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                *(Person.code, Person.birth_year, Person.sex, Person.nationality),
                *(Person.mobility_status, Person.canton_code, Person.consent_version),
            ).order_by(Person.code)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("B-1", 1991, "M", "VEN", "MIG", "1308", "V2"),
        ("B-2", 1997, "H", "COL", "REF", "2301", "V2"),
    ]


def test_a_forms_export_joins_choices_and_repeat_groups(engine: Engine, tmp_path: Path) -> None:
    before = filled(
        tmp_path / "antes.xlsx",
        empresas=[company("E-1"), company("E-2")],
        encuestas=[
            {"encuesta": "ENC", "nombre": "Encuesta", "fecha_referencia": "2025-03-31"}
            | {"diseno": "NO_PROBABILISTICO"}
        ],
        estratos=[{"encuesta": "ENC", "estrato": "E1", "nombre": "Micro", "universo": 10}],
    )
    assert not import_files(engine, [before], ADMINISTRATOR, accept_warnings=True).refused

    report, asked = mapped(engine, form_export(tmp_path), {"valor.encuesta": "ENC"})

    assert (report.errors, asked) == ([], ["valor.encuesta"])
    with engine.connect() as connection:
        barriers = connection.execute(
            select(SurveyResponse.enterprise_code, SurveyResponse.barriers)
        ).all()
        posts = connection.execute(
            select(SurveyVacancy.enterprise_code, SurveyVacancy.isco2, SurveyVacancy.posts)
        ).all()
    assert sorted(map(tuple, barriers)) == [("E-1", "DOCUMENTOS;COSTO"), ("E-2", "NINGUNA")]
    assert sorted(map(tuple, posts)) == [("E-1", "52", 2), ("E-2", "51", 1)]


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([["codigo_oferta", "ene-25", "feb-25"], ["O-1", 10, 20]], "mercado_ventas.valor"),
        ([["Postulación", "Jurado 1", "Jurado 2"], ["N-1", 4, 5]], "valor.edicion"),
    ],
    ids=["months", "jurors"],
)
def test_what_nobody_answers_keeps_a_file_out_and_says_the_question(
    engine: Engine, tmp_path: Path, rows: list[list[object]], asked: str
) -> None:
    name = "mercado_ventas" if "oferta" in str(rows[0][0]) else "puntajes"

    report, questions = mapped(engine, workbook(tmp_path / "a.xlsx", **{name: rows}), {})

    assert questions == [asked]
    assert report.batch is None and report.refused
    assert [finding.rule for finding in report.errors] == ["pregunta"]
    assert [question.key for question in report.questions] == [asked]


def test_an_office_is_asked_once_about_files_of_one_shape(engine: Engine, tmp_path: Path) -> None:
    answers = {"valor.version_consentimiento": "V2"}
    assert mapped(engine, individual_list(tmp_path), answers)[0].accepted == 2
    later = individual_list(tmp_path / "..").rename(tmp_path / "lista 2.xlsx")
    book = openpyxl.load_workbook(later)
    book["Lista"]["A2"] = "B-3"
    book["Lista"]["A3"] = "B-4"
    book.save(later)

    report, asked = mapped(engine, later, {})

    assert (report.errors, asked, report.accepted) == ([], [], 2)
    assert any("respondió la vez anterior" in notice.to("es") for notice in report.notices)
    published(engine)
    other = individual_list(tmp_path).rename(tmp_path / "lista 3.xlsx")
    elsewhere = Viewer(frozenset({Grant("leader", "1308")}), "otra")
    assert mapped(engine, other, {}, elsewhere)[0].batch is None


def test_a_file_in_the_templates_shape_needs_no_answer(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])

    report, asked = mapped(engine, path, {})

    assert (report.accepted, asked) == (1, [])


def test_columns_of_personal_data_stay_out_of_the_assistant_too(
    engine: Engine, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "lista.xlsx",
        personas=[["ID beneficiario", "Nombres", "Cédula"], ["B-1", "Ana", "0912345675"]],
    )

    report, _asked = mapped(engine, path, {})

    assert report.batch is None
    assert "Ana" not in str(report.to_json("es")) and "0912345675" not in str(report.to_json("es"))
