"""One row from a form: by the same rules as a file's, with its evidence, history and undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data_access.answers import ask
from data_access.database import engine_for
from data_access.imports.form_entries import enter, may_enter, rows
from data_access.imports.undo import undo
from data_access.refusal import Forbidden
from data_access.scope import Scope
from data_access.tables import ImportBatch, Recommendation, Target
from data_access.viewer import VISITOR, Grant, Viewer
from tests.databases import Copying
from tests.releasing import published

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
MANTA = Viewer(frozenset({Grant("leader", "1308")}), "ana@example.org")
TARGET = {"indicador": "SK-01", "territorio": "1308", "periodo": "FASE", "linea_base": 0}
ADOPTED = {"codigo_estudio": "D-1", "numero": 1, "texto": "R", "estado": "ADOPTADA"}
ACT = "Acta 12 del concejo, 3 de mayo"


@pytest.fixture
def stored(backend: str, copying: Copying) -> Iterator[Engine]:
    with copying(backend, "outcomes") as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


def target(engine: Engine) -> Decimal | None:
    with engine.connect() as connection:
        found = select(Target.target).filter_by(indicator_code="SK-01", territory_code="1308")
        return connection.scalar(found)


def test_a_target_can_be_set_changed_and_set_back_and_each_step_is_kept(stored: Engine) -> None:
    batches = [
        enter(stored, EVA, "metas", {**TARGET, "meta": aim}, ACT).batch for aim in (100, 120, 100)
    ]

    assert None not in batches and len(set(batches)) == 3
    assert target(stored) == 100
    undo(stored, int(batches[2] or 0), EVA)
    assert target(stored) == 120
    undo(stored, int(batches[1] or 0), EVA)
    assert target(stored) == 100


def test_the_batch_of_an_entry_says_what_it_rests_on(stored: Engine) -> None:
    report = enter(stored, EVA, "metas", {**TARGET, "meta": 100}, f"  {ACT} ")

    with stored.connect() as connection:
        row = connection.execute(select(ImportBatch).filter_by(id=report.batch)).one()
    assert (row.evidence, row.author, row.rows_new) == (ACT, "eva@example.org", 1)


@pytest.mark.parametrize(
    ("evidence", "rule"),
    [
        ("", "evidencia_falta"),
        ("   ", "evidencia_falta"),
        ("Me lo dijo ana@example.org", "dato_personal"),
        ("Según 1710034065", "dato_personal"),
    ],
)
def test_without_evidence_or_with_somebodys_data_in_it_nothing_is_stored(
    stored: Engine, evidence: str, rule: str
) -> None:
    report = enter(stored, EVA, "metas", {**TARGET, "meta": 100}, evidence)

    assert report.refused and [finding.rule for finding in report.errors] == [rule]
    assert target(stored) is None


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"meta": "muchas"}, "numero_invalido"),
        ({"meta": None}, "obligatorio"),
        ({"indicador": "ZZ-99", "meta": 1}, "codigo_desconocido"),
    ],
)
def test_the_rules_of_the_sheet_hold_for_a_form(
    stored: Engine, change: dict[str, Any], rule: str
) -> None:
    report = enter(stored, EVA, "metas", {**TARGET, **change}, ACT)

    assert report.refused and rule in [finding.rule for finding in report.errors]
    assert target(stored) is None


def test_an_observed_recommendation_moves_its_indicator(stored: Engine) -> None:
    enter(stored, EVA, "recomendaciones", {**ADOPTED, "numero": 2, "estado": "ACEPTADA"}, ACT)

    def adopted() -> float:
        with stored.connect() as connection:
            frame = ask(connection, "indicators.framework", EVA, Scope("1308")).frame
        return float(frame.set_index("code").at["LM-02", "actual"])

    assert adopted() == 50
    day = dt.date(2025, 6, 1)
    found = enter(
        stored, EVA, "recomendaciones", {**ADOPTED, "numero": 2, "fecha_estado": day}, ACT
    )
    assert (found.changes[0].changed, adopted()) == (1, 100)


def test_what_can_be_changed_is_listed_by_the_names_of_the_sheet(stored: Engine) -> None:
    (found,) = rows(stored, EVA, "recomendaciones")

    assert found == {**ADOPTED, "fecha_estado": None}


def test_a_leader_enters_what_is_of_the_own_place_and_no_targets(stored: Engine) -> None:
    other = Viewer(frozenset({Grant("leader", "2301")}), "otro@example.org")
    published(stored)

    assert may_enter(MANTA, "recomendaciones") and not may_enter(MANTA, "metas")
    assert len(rows(stored, MANTA, "recomendaciones")) == 1
    assert rows(stored, other, "recomendaciones") == []
    changed = {**ADOPTED, "estado": "RECHAZADA"}
    assert enter(stored, other, "recomendaciones", changed, ACT).refused
    with stored.connect() as connection:
        assert connection.scalar(select(Recommendation.state)) == "ADOPTADA"
    assert not enter(stored, MANTA, "recomendaciones", changed, ACT).refused
    assert enter(stored, MANTA, "metas", {**TARGET, "meta": 1}, ACT).refused
    assert target(stored) is None


def test_a_visitor_enters_nothing_and_reads_no_rows(stored: Engine) -> None:
    assert not may_enter(VISITOR, "metas")
    with pytest.raises(Forbidden):
        enter(stored, VISITOR, "metas", {**TARGET, "meta": 1}, ACT)
    with pytest.raises(Forbidden):
        rows(stored, VISITOR, "recomendaciones")
