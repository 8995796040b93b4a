"""METHODS' worked values that no other file asks of the command line, to their digits.

The survey of §2 is in `test_worked_survey.py`; hiring, training and what was once said wrongly are
in `test_worked_hiring.py`, `test_worked_training.py` and `test_no_more_than_carried.py`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from data_access.__main__ import main
from tests.data_access.answers.asking import asked, imported, rounded, rows
from tests.data_access.imports.books import company, person
from tests.data_access.imports.juries import criterion, jury, score, worked
from tests.data_access.imports.programme_result_rows import came, course, enrolment, session
from tests.data_access.measures.awards.worked import EXACT, KRIPPENDORFF, NOISY, SHROUT_FLEISS

Sheets = dict[str, list[dict[str, Any]]]
OCCUPATIONS = ("51", "52", "71", "83")
SEEKING, VACANT = (200, 100, 60, 40), (40, 60, 60, 20)
SECTIONS = ("C", "F", "G", "I")
EMPLOYED = {2024: (1000, 500, 300, 200), 2025: (1020, 540, 280, 210)}


@pytest.fixture(autouse=True)
def at_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


def two_censuses() -> Sheets:
    """METHODS §2's supply, demand and employment: one company of each section, asked twice."""
    codes = [f"E-{section}" for section in SECTIONS]
    return {
        "empresas": [
            company(code, ciiu=section) for code, section in zip(codes, SECTIONS, strict=True)
        ],
        "encuestas": [
            {
                "encuesta": f"ENC-{year}",
                "nombre": f"Encuesta {year}",
                "fecha_referencia": dt.date(year, 9, 30),
                "diseno": "PROBABILISTICO",
            }
            for year in EMPLOYED
        ],
        "estratos": [
            {"encuesta": f"ENC-{year}", "estrato": "todas", "nombre": "Todas", "universo": 4}
            for year in EMPLOYED
        ],
        "encuesta_empresas": [
            {
                "encuesta": f"ENC-{year}",
                "codigo_empresa": code,
                "estrato": "todas",
                "resultado": "COMPLETA",
                "puestos_ocupados": occupied,
            }
            for year, posts in EMPLOYED.items()
            for code, occupied in zip(codes, posts, strict=True)
        ],
        "encuesta_vacantes": [
            {
                "encuesta": "ENC-2025",
                "codigo_empresa": code,
                "ciuo2": occupation,
                "vacantes": vacant,
                "dificil_cobertura": 0,
            }
            for code, occupation, vacant in zip(codes, OCCUPATIONS, VACANT, strict=True)
        ],
        "personas": [
            person(f"P-{occupation}-{at}", ciuo2=occupation)
            for occupation, count in zip(OCCUPATIONS, SEEKING, strict=True)
            for at in range(count)
        ],
    }


def test_gaps_tightness_and_mismatch_have_the_published_values(tmp_path: Path) -> None:
    imported(tmp_path / "desajuste.xlsx", **two_censuses())

    gaps = {row["ciuo2"]: row for row in rows("labour.gap", "territory=1308")}
    assert [gaps[code]["gap"] for code in OCCUPATIONS] == [-160, -40, 0, -20]
    places = {row["territory"]: row for row in rows("labour.gap", "territory=13", "by=territory")}
    assert places["1308"]["tightness"] == pytest.approx(0.45)
    (found,) = rows("labour.mismatch", "territory=1308")
    assert rounded(found, "jackman_roper", "sahin", "lilien", places=6) == [
        *(0.277778, 0.048975, 0.044608)
    ]


def test_none_of_twelve_and_eight_of_ten_have_the_published_intervals(tmp_path: Path) -> None:
    women, men = ([f"{sex}-{at}" for at in range(count)] for sex, count in (("M", 12), ("H", 10)))
    imported(
        tmp_path / "wilson.xlsx",
        personas=[person(code, sexo=code[0]) for code in (*women, *men)],
        cursos=[course("K-1")],
        sesiones=[session("S-1", "K-1", "C-1", "2025-05-05")],
        inscripciones=[
            enrolment(code, "C-1", completo="SI" if code in men[:8] else "NO", certificado="NO")
            for code in (*women, *men)
        ],
        asistencia_sesiones=[came(code, "S-1") for code in (*women, *men)],
    )

    found = {row["sexo"]: row for row in rows("training.completion", "by=sexo")}
    assert rounded(found["M"], "rate", "ci_low", "ci_high") == [0, 0, 0.2425]
    assert rounded(found["H"], "rate", "ci_low", "ci_high") == [0.8, 0.4902, 0.9433]


def opened(name: str) -> list[dict[str, Any]]:
    """The rows of a ranking that somebody asked to see before its result, in their order."""
    assert main(["answer", name, "--where", "edicion=ED", "--open-ranking", "--json"]) == 0
    return rows(name, "edicion=ED")


@pytest.mark.parametrize(
    ("points", "adjusted", "severity"),
    [
        (EXACT, [80, 76, 72, 66, 60], {"J1": 10, "J2": 0, "J3": -2, "J4": -8}),
        (NOISY, [81, 77, 71, 65, 59.5], {"J1": 10.5, "J2": 1.5, "J3": -2.5, "J4": -9.5}),
    ],
)
def test_severity_is_taken_out_as_published(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    points: list[float],
    adjusted: list[float],
    severity: dict[str, float],
) -> None:
    imported(tmp_path / "jurado.xlsx", **worked(points, jurados_minimo=2))

    ranking = opened("awards.ranking")
    assert [row["nomination"] for row in ranking] == ["N1", "N2", "N3", "N4", "N5"]
    assert [row["adjusted"] for row in ranking] == adjusted
    assert {row["juror"]: row["severity"] for row in rows("awards.jurors", "edicion=ED")} == (
        severity
    )
    if points is EXACT:
        assert [round(row["raw_mean"], 3) for row in ranking] == [75, 72, 77, 70, 62.667]


def test_a_sheet_with_what_could_not_be_assessed_is_reweighed_as_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = dict(zip("abcdef", (25, 20, 20, 15, 10, 10), strict=True))
    whole = dict(zip("abcdef", (4, 5, 3, 4, 2, 3), strict=True))
    imported(
        tmp_path / "hojas.xlsx",
        **jury(
            [
                score(name, juror, value, criterio)
                for name, values in (("A", whole), ("B", {**whole, "e": None}))
                for juror in ("J1", "J2")
                for criterio, value in values.items()
            ],
            criteria=[criterion(c, w, at) for at, (c, w) in enumerate(weights.items())],
            puntaje_min=1,
            puntaje_max=5,
        ),
    )

    found = {row["nomination"]: row for row in opened("awards.ranking")}
    assert rounded(found["A"], "raw_mean") == [67.5]
    assert rounded(found["B"], "raw_mean") == [72.2222]


def agreement(path: Path, scores: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    imported(path, **jury(scores, puntaje_min=1, **changes))
    (found,) = asked("awards.agreement", "edicion=ED")["rows"]
    return dict(found)


def test_shrout_and_fleiss_have_the_published_values(tmp_path: Path) -> None:
    scores = [
        score(f"T{target}", f"J{juror}", value)
        for target, row in enumerate(SHROUT_FLEISS)
        for juror, value in enumerate(row)
    ]
    found = agreement(tmp_path / "sf.xlsx", scores, puntaje_max=10)

    kinds = ("icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k")
    assert rounded(found, *kinds) == [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093]
    assert rounded(found, "alpha_interval", "kendall_w") == [0.1473, 0.8870]


def test_krippendorff_has_the_published_values(tmp_path: Path) -> None:
    scores = [
        score(f"U{unit:02}", f"J{coder}", value)
        for coder, row in enumerate(KRIPPENDORFF)
        for unit, value in enumerate(row)
        if value == value
    ]
    found = agreement(tmp_path / "k.xlsx", scores, puntaje_max=5, jurados_minimo=2)

    kinds = ("alpha_nominal", "alpha_ordinal", "alpha_interval")
    assert rounded(found, *kinds, places=6) == [0.743421, 0.815388, 0.849107]
