"""A closed period keeps its figures; what came later is another version, and is explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, func, select

from data_access.answers import ask
from data_access.database import engine_for
from data_access.imports.form_entries import enter
from data_access.imports.undo import undo
from data_access.programme import period_closings
from data_access.programme.period_closings import close
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.tables import AuditEvent, Closing, FrozenFigure
from data_access.viewer import VISITOR, Grant, Viewer
from tests.databases import Copying
from tests.writing import writing

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
YEAR = Scope(start=dt.date(2025, 1, 1), end=dt.date(2026, 1, 1))
REPORT = "Informe anual 2025"
STUDY = {"codigo_estudio": "D-2", "titulo": "Otro", "canton": "1308", "fecha": dt.date(2025, 2, 2)}


@pytest.fixture
def stored(backend: str, copying: Copying) -> Iterator[Engine]:
    with copying(backend, "outcomes") as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


def told(engine: Engine, name: str, viewer: Viewer, **filters: str) -> pd.DataFrame:
    with engine.connect() as connection:
        return ask(connection, name, viewer, YEAR.having(**filters)).frame.set_index("code")


def later_study(engine: Engine) -> int:
    """A study of the closed year that comes in afterwards; the number of its batch."""
    from data_access.imports.file_reading import RawSheet
    from data_access.imports.loading import import_sheet

    sheet = RawSheet(
        "estudios.xlsx", "estudios", list(STUDY), [[value] for value in STUDY.values()]
    )
    report = import_sheet(engine, sheet, EVA, "Archivo de febrero", accept_warnings=True)
    assert report.batch is not None, report.errors
    return report.batch


def test_a_closed_figure_stays_and_later_data_are_explained_by_their_batch(stored: Engine) -> None:
    before = told(stored, "indicators.framework", EVA)["actual"]
    assert close(stored, EVA, "2025", REPORT) == 1
    batch = later_study(stored)

    frozen = told(stored, "indicators.frozen", EVA)
    pd.testing.assert_series_equal(frozen["actual"], before)
    row = frozen.loc["LM-01"]
    assert (row["actual"], row["today"], row["changed"], row["reason"]) == (1, 2, True, "batches")
    assert row["batches"] == str(batch)
    assert not frozen.drop(index=["LM-01"])["changed"].any()
    assert told(stored, "indicators.framework", EVA).at["LM-01", "actual"] == 2


def test_whoever_sees_no_exact_figures_reads_the_closed_ones_and_no_difference(
    stored: Engine,
) -> None:
    before = told(stored, "indicators.framework", VISITOR)
    close(stored, EVA, "2025", REPORT)
    later_study(stored)

    shown = told(stored, "indicators.framework", VISITOR)
    columns = ["actual", "low", "high", "status", "flag", "detail", "missing"]
    pd.testing.assert_frame_equal(shown[columns], before[columns], check_dtype=False)
    frozen = told(stored, "indicators.frozen", VISITOR)
    assert frozen[["today", "changed", "reason", "batches"]].isna().all(axis=None)
    exact = told(stored, "indicators.frozen", EVA)
    hidden = before["flag"] == "few"
    assert hidden.any() and frozen.loc[hidden & before["actual"].isna(), "actual"].isna().all()
    assert (
        exact.loc["SK-01", "actual"]
        == told(stored, "indicators.framework", EVA).at["SK-01", "actual"]
    )


def test_the_closed_figures_say_when_they_were_closed(stored: Engine) -> None:
    close(stored, EVA, "2025", REPORT)

    with stored.connect() as connection:
        answer = ask(connection, "indicators.framework", VISITOR, YEAR)
    assert any("cifras congeladas el" in note.to("es") for note in answer.notes)
    assert any(source.name.to("es") == "Cierre del período: Año 2025" for source in answer.sources)


def test_closing_again_is_another_version_and_the_first_can_be_opened(stored: Engine) -> None:
    close(stored, EVA, "2025", REPORT)
    later_study(stored)
    assert close(stored, EVA, "2025", "Corrección: faltaba un estudio") == 2

    assert told(stored, "indicators.frozen", EVA).at["LM-01", "actual"] == 2
    assert told(stored, "indicators.frozen", EVA, version="1").at["LM-01", "actual"] == 1
    assert told(stored, "indicators.framework", VISITOR).at["LM-01", "actual"] == 2
    assert told(stored, "indicators.frozen", EVA, version="9").empty
    found = period_closings.closings(stored, EVA, "2025")
    assert [(one.vintage, one.by) for one in found] == [(2, EVA.name), (1, EVA.name)]
    assert found[1].reason == REPORT


def test_an_undone_batch_is_named_as_the_reason(stored: Engine) -> None:
    batch = later_study(stored)
    close(stored, EVA, "2025", REPORT)
    undo(stored, batch, EVA)

    row = told(stored, "indicators.frozen", EVA).loc["LM-01"]
    assert (row["actual"], row["today"], row["batches"]) == (2, 1, str(batch))


def test_a_target_that_was_changed_later_does_not_move_a_closed_one(stored: Engine) -> None:
    aim = {"indicador": "LM-01", "territorio": "EC", "periodo": "2025", "linea_base": 0}
    enter(stored, EVA, "metas", {**aim, "meta": 1}, REPORT)
    close(stored, EVA, "2025", REPORT)
    enter(stored, EVA, "metas", {**aim, "meta": 5}, "Nueva meta")

    row = told(stored, "indicators.framework", VISITOR).loc["LM-01"]
    assert (row["target"], row["status"]) == (1, "met")
    live = told(stored, "indicators.framework", EVA).loc["LM-01"]
    assert (live["target"], live["status"]) == (5, "behind")


@pytest.mark.parametrize("period", ["FASE", "2030", "2035-T4", "1999", "ayer"])
def test_only_a_period_that_is_over_can_be_closed(stored: Engine, period: str) -> None:
    with pytest.raises(Refusal):
        close(stored, EVA, period, REPORT)
    assert count(stored, Closing) == 0


def test_nobody_closes_without_a_reason_or_without_the_role(stored: Engine) -> None:
    leader = Viewer(frozenset({Grant("leader", "1308")}), "ana@example.org")
    for viewer, reason in ((EVA, "  "), (VISITOR, REPORT), (leader, REPORT)):
        with pytest.raises(Refusal):
            close(stored, viewer, "2025", reason)
    for viewer in (VISITOR, leader):
        with pytest.raises(Refusal):
            period_closings.closings(stored, viewer, "2025")
    assert count(stored, FrozenFigure) == count(stored, Closing) == 0


def test_data_that_move_while_they_are_read_close_nothing(
    stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = period_closings._figures

    def meanwhile(*given: Any) -> Any:
        found = reading(*given)
        with writing(stored) as connection:
            connection.touch("hiring")
        return found

    monkeypatch.setattr(period_closings, "_figures", meanwhile)
    with pytest.raises(Refusal, match="nothing was frozen"):
        close(stored, EVA, "2025", REPORT)
    assert count(stored, Closing) == 0


def test_a_closing_is_in_the_log(stored: Engine) -> None:
    close(stored, EVA, "2025", REPORT)

    with stored.connect() as connection:
        event = connection.execute(select(AuditEvent).filter_by(kind="period_closed")).one()
    assert event.actor == EVA.name
    assert event.details["period"] == "2025" and event.details["version"] == 1
    assert event.details["figures"] == count(stored, FrozenFigure) > 0


def count(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)
