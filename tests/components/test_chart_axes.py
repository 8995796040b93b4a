"""What the axes of charts say: quarters of a short time, and no share above 100 %."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from components import intervals, pictures
from components.drawings import Drawing
from components.estimate_values import Estimate
from components.intervals import Row, Series
from components.programme_results import trend
from components.theme import LIGHT
from data_access.language import Text

NAMES = [("one", "One", LIGHT.first)]


def over_time(*days: dt.date) -> dict[str, Any]:
    points = [("one", day, 10.0, "10") for day in days]
    made: dict[str, Any] = trend.chart(points, NAMES, "en", LIGHT).to_dict(validate=False)
    return made


def axis_of(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = made["layer"][0]["encoding"]["x"]["axis"]
    return found


def test_a_year_has_its_quarters_on_the_axis_and_a_longer_time_its_years() -> None:
    year = axis_of(over_time(*(dt.date(2025, month, 1) for month in (1, 4, 7, 10))))
    longer = axis_of(over_time(dt.date(2023, 1, 1), dt.date(2025, 10, 1)))

    assert year["tickCount"] == {"interval": "month", "step": 3} and "'Q'" in year["labelExpr"]
    assert longer["tickCount"] == "year" and longer["format"] == "%Y"


def numbers(*values: float) -> dict[float, int]:
    """How many pixels below its point the last number of a series stands."""
    days = [dt.date(2025, month, 1) for month in (1, 4, 7, 10)]
    points = [("one", day, value, f"{value}") for day, value in zip(days, values, strict=False)]
    made = trend.chart(points, NAMES, "en", LIGHT).to_dict(validate=False)
    return {
        row["value"]: layer["mark"]["dy"]
        for layer in made["layer"]
        if layer["mark"]["type"] == "text"
        for row in made["datasets"][layer["data"]["name"]]
    }


def test_the_last_number_stands_where_its_line_is_not() -> None:
    rising, falling, nearly_none = numbers(10, 20), numbers(20, 10), numbers(20, 1)

    assert rising[20] < 0 < falling[10]
    assert nearly_none[1] < 0  # below it are the labels of the axis


def test_a_day_is_the_readers_own_and_not_midnight_in_greenwich() -> None:
    made = over_time(dt.date(2025, 1, 1))

    days = {row["day"] for rows in made["datasets"].values() for row in rows}

    assert days == {"2025-01-01T00:00"}


@pytest.mark.parametrize(
    ("share", "labelled"), [(0.4, None), (0.76, intervals.QUARTERS), (1.0, intervals.QUARTERS)]
)
def test_no_label_of_an_axis_of_shares_is_above_100(
    share: float, labelled: list[float] | None
) -> None:
    row = Row(Text("Manta"), {"one": Estimate(share, None, None, "reliable")})
    series = (Series("one", Text("Uno"), LIGHT.first),)

    made = intervals.chart((row,), series, "es", LIGHT, True).to_dict(validate=False)

    assert axis_of(made).get("values") == labelled


@pytest.mark.parametrize(("share", "step"), [(False, 1), (True, None)])
def test_the_axis_of_a_small_count_says_no_number_twice(share: bool, step: int | None) -> None:
    row = Row(Text("Manta"), {"one": Estimate(2.0 - share, None, None, "reliable")})
    series = (Series("one", Text("Uno"), LIGHT.first),)

    made = intervals.chart((row,), series, "es", LIGHT, share).to_dict(validate=False)

    assert axis_of(made).get("tickMinStep") == step


@pytest.mark.parametrize(("wide", "shown"), [(320, "narrow"), (900, "roomy")])
def test_names_stand_on_one_line_where_there_is_room(wide: int, shown: str) -> None:
    """The picture of a chart is drawn by the same rules, at a width of its own."""
    name = "Mecánicos y metalúrgicos: 228 puestos"
    row = Row(Text(name), {"one": Estimate(2.0, None, None, "reliable")})
    series = (Series("one", Text("Uno"), LIGHT.first),)
    drawing = Drawing(Text("x"), intervals.chart, ((row,), series, "es", LIGHT))

    svg, _high = pictures.chart(drawing, wide)
    drawn = re.sub(r"<[^>]+>", "|", svg).split("|")

    assert (name in drawn) is (shown == "roomy")
    assert ("metalúrgicos: 228" in drawn) is (shown == "narrow")
