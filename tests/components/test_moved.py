"""Which numbers carry "≈": what disclosure control may have moved, for those whom it holds for."""

from __future__ import annotations

from typing import Any

import pytest

from components import figure
from components.estimate_values import Estimate
from components.intervals import long_text, value_text
from components.moved import is_moved
from tests.components.examples import answer

ADJUSTED: dict[str, Any] = {"persons": 272, "flag": "adjusted"}
OFFICIAL: dict[str, Any] = {"persons": 272, "flag": None}
INDICATOR: dict[str, Any] = {"actual": 0.8, "unit": "ratio"}


@pytest.mark.parametrize(
    ("name", "row", "column", "adjusted", "expected"),
    [
        ("people.count", ADJUSTED, "persons", True, True),
        ("people.count", ADJUSTED, "persons", False, False),  # a monitor's is exact
        ("people.count", OFFICIAL, "persons", True, False),  # so is an official total
        ("labour.gap", {"gap": 20, "flag": "reliable"}, "gap", True, False),
        (
            "labour.gap",
            {"registered_supply": 9, "flag": "caution"},
            "registered_supply",
            True,
            True,
        ),
        ("ventures.marketplace", {"sales_usd": 900, "flag": "adjusted"}, "sales_usd", True, True),
        ("indicators.framework", {**INDICATOR, "flag": "adjusted"}, "actual", True, True),
        ("indicators.framework", {**INDICATOR, "flag": "reliable"}, "actual", True, False),
    ],
)
def test_a_number_is_moved_where_its_column_is_for_readers_below_monitor(
    name: str, row: dict[str, Any], column: str, adjusted: bool, expected: bool
) -> None:
    assert is_moved(answer(name, [row], adjusted=adjusted), row, column) is expected


def test_a_moved_count_says_so_and_has_neither_interval_nor_reliability() -> None:
    moved = Estimate(272, None, None, "reliable", moved=True)
    exact = Estimate(272, None, None, "reliable")

    assert value_text(moved, False).to("es") == long_text(moved, False).to("es") == "≈\xa0272"
    assert value_text(exact, False).to("es") == "272"


def test_the_n_of_people_is_moved_and_that_of_companies_and_posts_is_not() -> None:
    people = answer("people.count", [ADJUSTED], n=272, adjusted=True, estimate_type="count")
    official = answer("people.count", [OFFICIAL], n=272, adjusted=True, estimate_type="count")
    supply = [{"registered_supply": 9, "flag": "reliable"}]
    companies = answer("labour.gap", supply, n=165, adjusted=True, estimate_type="model")
    filled = [{"filled": 9, "flag": "adjusted"}]
    posts = answer("hiring.vacancies", filled, n=97, adjusted=True, estimate_type="count")

    said = [
        " ".join(text.to("es") for text in figure.rested_on([one]))
        for one in (people, official, companies, posts)
    ]

    assert said == ["n ≈\xa0272.", "n = 272.", "n = 165.", "n = 97."]
