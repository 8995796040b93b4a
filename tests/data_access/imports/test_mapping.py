"""Files of other shapes come in through the assistant, by what they say and by what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, select

from data_access.imports.loading import Agreement, Report, import_files, import_mapped
from data_access.imports.mapping.questions import Asking, Question
from data_access.tables import Person, Score, SurveyResponse, SurveyVacancy, Target
from data_access.viewer import ADMINISTRATOR, Grant, Viewer
from tests.data_access.imports.books import company, filled, person
from tests.data_access.imports.juries import criterion, nomination, still_open
from tests.data_access.imports.own_files import (
    case_records,
    form_export,
    individual_list,
    quarterly_plan,
    review_export,
    reviews,
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


def test_a_person_in_two_cities_is_not_made_two_people(engine: Engine, tmp_path: Path) -> None:
    headers = ["ID beneficiario", "Año de nacimiento", "Género", "País de origen"]
    headers += ["Condición migratoria", "Ciudad", "Fecha de consentimiento", "Consent version"]
    row = ["B-1", 1990, "Mujer", "VEN", "Migrante", "Manta / Montecristi", "2025-03-02", "V1"]

    rows = [headers, row, ["B-2", *row[1:5], "Manta", *row[6:]]]
    report, asked = mapped(engine, workbook(tmp_path / "l.xlsx", Lista=rows), {})

    (error,) = report.errors
    assert (error.column, asked) == ("canton_residencia", [])
    assert "(Manta = 1308, Montecristi = 1309) y cabe uno" in error.message.to("es")


def test_what_tells_rows_apart_is_a_column_that_is_asked_for(
    engine: Engine, tmp_path: Path
) -> None:
    headers = ["Ficha", "Tamaño", "Sector", "Ciudad", "Visitador"]
    rows = [["F-1", "Micro", "G", "Manta", "X"], ["F-2", "Pequeña", "I", "Manta", "Y"]]
    path = workbook(tmp_path / "l.xlsx", Empresas__visitadas=[headers, *rows])

    report, asked = mapped(engine, path, {"columna.codigo_empresa": "Ficha"})

    assert (report.errors, asked) == ([], ["columna.codigo_empresa"])
    assert report.accepted == 2
    told = " ".join(notice.to("es") for notice in report.notices)
    assert "«Ficha» = codigo_empresa" in told and "Columnas sin usar: Visitador." in told


def test_a_plan_of_joint_targets_alone_asks_how_to_share_them(
    engine: Engine, tmp_path: Path
) -> None:
    rows = [["Indicador", "Cantones", "T1 2026"], ["SK-01", "Manta y Santo Domingo", 10]]

    _report, asked = mapped(engine, workbook(tmp_path / "l.xlsx", Plan=rows), {})

    assert asked == ["reparto"]


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


REVIEWS = {
    (nominated, juror, one): 2 + at
    for at, (nominated, juror) in enumerate([("N1", "J1"), ("N1", "J2"), ("N2", "J1")])
    for one in ("C1", "Impacto")
}


def jury(engine: Engine, folder: Path, jurors: tuple[str, ...] = ("J1", "J2")) -> None:
    """An edition that is being judged, without a score yet."""
    sheets: dict[str, list[dict[str, object]]] = {
        "ediciones": [still_open(jurados_minimo=1)],
        "criterios": [criterion("C1", 50, 1), criterion("C2", 50, 2)],
        "postulaciones": [nomination("N1"), nomination("N2")],
        "jurados": [{"edicion": "ED", "codigo_jurado": code} for code in jurors],
    }
    report = import_files(
        engine, [filled(folder / "jury.xlsx", **sheets)], ADMINISTRATOR, accept_warnings=True
    )
    assert report.batch is not None, report.errors


def scores(engine: Engine) -> dict[tuple[str, str, str], int]:
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                Score.nomination_code, Score.juror_code, Score.criterion_code, Score.value
            ).where(Score.value.is_not(None))
        )
        return {(a, b, c): int(d) for a, b, c, d in rows}


@pytest.mark.parametrize("export", [reviews, review_export], ids=["long", "a column a category"])
def test_scores_of_a_conference_system_come_in_by_criterion(
    engine: Engine, tmp_path: Path, export: Callable[..., Path]
) -> None:
    jury(engine, tmp_path)
    told = REVIEWS if export is review_export else coded(REVIEWS)
    answers = {"valor.edicion": "ED", "criterio.Impacto": "C2"}

    report, asked = mapped(engine, export(tmp_path, told), answers)

    assert report.errors == []
    assert scores(engine) == coded(REVIEWS)
    assert len(set(asked)) <= 3


def coded(told: Mapping[tuple[str, str, str], int]) -> dict[tuple[str, str, str], int]:
    """The same scores under the codes of the criteria."""
    names = {"Impacto": "C2"}
    return {(a, b, names.get(c, c)): value for (a, b, c), value in told.items()}


def test_records_of_a_case_system_come_in_by_their_parts(engine: Engine, tmp_path: Path) -> None:
    answers = {"valor.version_consentimiento": "V2", "sexo.m": "masculino"}
    report, asked = mapped(engine, case_records(tmp_path, ["F", "M", "F"]), answers)

    assert report.errors == []
    assert "sexo.m" in asked
    assert [sex for _code, sex in people(engine)] == ["M", "H", "M"]
    assert people(engine)[0][0] == "AI-1"
    (told,) = (n.to("es") for n in report.notices if "leída como personas" in n.to("es"))
    assert "Columnas sin usar: —" in told


@pytest.mark.parametrize(("said", "stored"), [("masculino", "H"), ("mujer", "M"), (None, None)])
def test_a_short_list_of_m_alone_is_asked_about(
    engine: Engine, tmp_path: Path, said: str | None, stored: str | None
) -> None:
    answers = {"valor.version_consentimiento": "V2"} | ({"sexo.m": said} if said else {})
    report, _asked = mapped(engine, case_records(tmp_path, ["M", "M"]), answers)

    assert [sex for _code, sex in people(engine)] == ([stored, stored] if stored else [])
    assert bool(report.errors) == (said is None)


def test_a_short_template_of_m_alone_says_what_m_is(engine: Engine, tmp_path: Path) -> None:
    book = filled(tmp_path / "personas.xlsx", personas=[person("P-1"), person("P-2")])
    report = import_files(engine, [book], ADMINISTRATOR)
    assert any("M, que es mujer" in notice.to("es") for notice in report.notices)
    book = filled(tmp_path / "otras.xlsx", personas=[person("P-3"), person("P-4", sexo="H")])
    report = import_files(engine, [book], ADMINISTRATOR)
    assert not any("M, que es mujer" in notice.to("es") for notice in report.notices)


def people(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(Person.code, Person.sex).order_by(Person.code))
        return [(code, sex) for code, sex in rows]
