"""A survey stays one that can be estimated, whichever of its sheets changes later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.imports.undo import undo
from data_access.refusal import Refusal
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, filled, worked_survey
from tests.table_hash import table_hash


@pytest.fixture
def surveyed(engine: Engine, tmp_path: Path) -> Engine:
    """A database that holds the survey of METHODS §2."""
    path = filled(tmp_path / "encuesta.xlsx", **worked_survey())
    assert import_files(engine, [path], ADMINISTRATOR, accept_warnings=True).batch == 1
    return engine


def load(engine: Engine, path: Path, **sheets: list[dict[str, Any]]) -> Report:
    return import_files(engine, [filled(path, **sheets)], ADMINISTRATOR, accept_warnings=True)


def errors(report: Report) -> list[tuple[str | None, int | None, str | None, str]]:
    return [(f.sheet, f.row, f.column, f.rule) for f in report.errors]


def response(company: str, **changes: Any) -> dict[str, Any]:
    return {
        "encuesta": "ENC",
        "codigo_empresa": company,
        "estrato": "micro",
        "resultado": "COMPLETA",
        **changes,
    }


def stratum(universe: int) -> dict[str, Any]:
    return {"encuesta": "ENC", "estrato": "micro", "nombre": "micro", "universo": universe}


def test_a_universe_may_not_shrink_below_its_stored_answers(
    surveyed: Engine, tmp_path: Path
) -> None:
    report = load(surveyed, tmp_path / "a.xlsx", estratos=[stratum(3)])

    assert errors(report) == [("estratos", 2, "universo", "estrato_lleno")]
    assert "8 respuestas" in report.errors[0].message.to("es")


def test_a_company_with_stored_vacancies_may_not_become_a_refusal(
    surveyed: Engine, tmp_path: Path
) -> None:
    report = load(
        surveyed, tmp_path / "a.xlsx", encuesta_empresas=[response("micro-1", resultado="RECHAZO")]
    )

    assert errors(report) == [("encuesta_empresas", 2, "resultado", "sin_respuesta")]


def test_an_answer_of_a_probability_sample_may_not_lose_its_stratum(
    surveyed: Engine, tmp_path: Path
) -> None:
    report = load(
        surveyed, tmp_path / "a.xlsx", encuesta_empresas=[response("micro-0", estrato=None)]
    )

    assert errors(report) == [("encuesta_empresas", 2, "estrato", "sin_estrato")]


def test_a_sample_without_strata_may_not_be_called_a_probability_sample_later(
    engine: Engine, tmp_path: Path
) -> None:
    survey = {"encuesta": "ENC", "nombre": "Sondeo", "fecha_referencia": "2025-09-30"}
    load(
        engine,
        tmp_path / "a.xlsx",
        empresas=[company("E-1")],
        encuestas=[survey | {"diseno": "NO_PROBABILISTICO"}],
        encuesta_empresas=[response("E-1", estrato=None)],
    )

    report = load(engine, tmp_path / "b.xlsx", encuestas=[survey | {"diseno": "PROBABILISTICO"}])

    assert errors(report) == [("encuestas", 2, "diseno", "sin_estrato")]


def test_undo_may_not_bring_back_what_a_later_batch_outgrew(
    surveyed: Engine, tmp_path: Path
) -> None:
    grown = load(surveyed, tmp_path / "a.xlsx", estratos=[stratum(8)])
    wider = load(surveyed, tmp_path / "b.xlsx", estratos=[stratum(9)])
    newer = load(
        surveyed,
        tmp_path / "c.xlsx",
        empresas=[company("micro-9")],
        encuesta_empresas=[response("micro-9")],
    )
    assert (grown.batch, wider.batch, newer.batch) == (2, 3, 4)
    before = table_hash(surveyed)

    with pytest.raises(Refusal) as refused:
        undo(surveyed, 3, ADMINISTRATOR)

    (reason,) = refused.value.texts
    assert reason.to("es") == (
        "Sin el lote 3 la encuesta ENC quedaría mal: El estrato micro tendría 9 respuestas y su "
        "universo es de 8 empresas: corrija el universo o el estrato."
    )
    assert table_hash(surveyed) == before
    undo(surveyed, 4, ADMINISTRATOR)
    assert undo(surveyed, 3, ADMINISTRATOR).restored == {"estratos": 1}


def test_few_answers_and_sparse_strata_are_warnings(engine: Engine, tmp_path: Path) -> None:
    sheets = worked_survey()
    for row in sheets["encuesta_empresas"]:
        if row["codigo_empresa"] not in ("micro-0", "micro-2", "grande-0"):
            row["resultado"] = "NO_CONTACTO"
            row["estrato"] = None
    sheets["encuesta_empresas"][1]["resultado"] = "RECHAZO"
    kept = [row for row in sheets["encuesta_vacantes"] if row["codigo_empresa"] == "grande-0"]
    sheets["encuesta_vacantes"] = kept

    report = import_files(engine, [filled(tmp_path / "a.xlsx", **sheets)], ADMINISTRATOR)

    assert report.errors == []
    said = {(f.rule, f.message.to("es")) for f in report.warnings}
    assert ("respuesta_baja", "La encuesta ENC tiene una tasa de respuesta de 18 %.") in said
    assert {text.split()[2] for rule, text in said if rule == "estrato_escaso"} == {
        "pyme",
        "grande",
    }
