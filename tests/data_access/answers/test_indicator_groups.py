"""Indicators of one group of people: each as the oracle counts it from that group's rows alone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from data_access import clock, demo
from data_access.answers import Answer, ask
from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.indicators.catalogue import ALL
from data_access.answers.indicators.indicator import IndicatorColumn
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer
from tests import databases
from tests.data_access.answers import by_hand

MONITOR = Viewer.parse("monitor")
OF_PEOPLE = ("SK-01", "SK-02", "SK-04", "JF-01", "JF-03", "JB-03", "JB-04")
OF_VENTURES = ("MK-01", "MK-02", "CW-01")


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("groups") / "demo.db"
    return engine_for(databases.sqlite_copy("demo", path))


def by_group(engine: Engine, code: str, dimension: str, viewer: Viewer) -> Answer:
    scope = Scope(by=(dimension,)).having(indicador=code)
    with engine.connect() as connection:
        return ask(connection, "indicators.by_group", viewer, scope)


def of_group(column: str, code: str) -> dict[str, list[dict[str, Any]]]:
    """The sheets as if nobody but a group had ever been there."""
    sheets = demo.sheets()
    chosen = {r["codigo_persona"] for r in sheets["personas"] if r[column] == code}
    kept = {
        name: [r for r in rows if "codigo_persona" not in r or r["codigo_persona"] in chosen]
        for name, rows in sheets.items()
    }
    offers = {row["codigo_oferta"] for row in kept["mercado"]}
    sales = [row for row in kept["mercado_ventas"] if row["codigo_oferta"] in offers]
    return {**kept, "mercado_ventas": sales}


def test_a_group_s_figures_equal_those_computed_from_its_rows_alone(programme: Engine) -> None:
    own = of_group("situacion_movilidad", "MIG")
    hired = by_hand.hiring(own, clock.today())
    wanted = {**by_hand.training(own), **hired, **by_hand.ventures(own)}

    told = {}
    for code in (*OF_PEOPLE, *OF_VENTURES):
        frame = by_group(programme, code, "situacion", MONITOR).frame
        told[code] = float(frame[frame["situacion"] == "MIG"]["actual"].iloc[0])
    assert told == pytest.approx({code: wanted[code] for code in told}, rel=1e-9)


def test_the_median_wait_of_a_group_says_where_fewer_than_half_have_a_job(
    programme: Engine,
) -> None:
    found = by_group(programme, "JB-02", "sexo", MONITOR).frame
    told = found[found["sexo"].isin(["M", "H"])]

    assert len(told) == 2
    assert all(told["actual"].notna() | (told["detail"] == "not_reached"))


def test_all_that_counts_people_by_what_they_are_has_groups() -> None:
    people = {one.code for one in ALL if set(ATTRIBUTES) <= set(one.by)}
    grouped = {
        one.code
        for one in ALL
        if isinstance(one.reading, IndicatorColumn)
        and set(ATTRIBUTES) <= set(one.reading.dimensions(one))
    }

    assert people == grouped
    assert {*OF_PEOPLE, *OF_VENTURES, "JB-02"} == people


def test_below_monitor_a_group_that_is_few_has_no_number(programme: Engine) -> None:
    for code in ("JF-01", "CW-01"):
        frame = by_group(programme, code, "nacionalidad", VISITOR).frame
        few = frame["flag"] == "few"
        assert few.any() and frame[few]["actual"].isna().all()
        assert not (frame["actual"] < 5).any()
