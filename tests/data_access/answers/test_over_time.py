"""What is told of many periods at once is what is told of each alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from data_access.answers import ask
from data_access.database import engine_for
from data_access.periods import GRAINS, months_later
from data_access.scope import Scope
from data_access.viewer import Viewer
from tests.databases import Copying

MEASURES = ("registered", "trained", "hired", "fair", "seller", "coworker")
TODAY = dt.date(2025, 8, 15)
MONITOR = Viewer.parse("monitor")


@pytest.fixture
def outcomes(backend: str, copying: Copying) -> Any:
    with copying(backend, "outcomes") as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


def rows(engine: Engine, name: str, scope: Scope) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found: list[dict[str, Any]] = ask(connection, name, MONITOR, scope, TODAY).to_json("es")[
            "rows"
        ]
    return found


@pytest.mark.parametrize("grain", ["quarter", "month"])
def test_people_and_sellers_of_each_period_are_those_of_that_period(
    outcomes: Engine, grain: str
) -> None:
    told = set()
    for measure in MEASURES:
        asked = Scope().having(measure=measure)
        for row in rows(outcomes, "people.over_time", asked.having(grain=grain)):
            start = dt.date.fromisoformat(row["period"])
            span = asked.having(start=start, end=months_later(start, GRAINS[grain]))
            assert row["persons"] == rows(outcomes, "people.count", span)[0]["persons"]
            told |= {measure} if row["persons"] else set()
    for row in rows(outcomes, "ventures.over_time", Scope().having(grain=grain)):
        start = dt.date.fromisoformat(row.pop("period"))
        span = Scope().having(start=start, end=months_later(start, GRAINS[grain]))
        assert [row] == rows(outcomes, "ventures.marketplace", span)
    assert told == {*MEASURES}
