"""Monitors ask for any dates, and every page answers: half a year, a day, months to come."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from components.navigation import PAGES
from data_access.database import engine_for
from data_access.viewer import MONITOR, VISITOR, Grant
from tests.data_access.auth.house import enter
from tests.pages.opening import opened
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo

PLACES = ("EC", "13", "2301")
DATES: Mapping[str, Mapping[str, str]] = {
    "half a year": {"from": "2025-01-01", "until": "2025-07-01"},
    "a day": {"from": "2025-03-12", "until": "2025-03-13"},
    "across a year": {"from": "2024-09-10", "until": "2025-02-03"},
    "no end": {"from": "2025-01-15"},
    "no start": {"until": "2024-11-20"},
    "to come": {"from": "2030-01-01", "until": "2030-05-01"},
    "before the programme": {"from": "2019-02-01", "until": "2020-07-01"},
}
OPEN = [name for name, page in PAGES.items() if page.allowed(VISITOR)]
TRIED = [
    ("overview", "13", "half a year"),
    ("overview", "EC", "across a year"),
    ("indicators", "13", "half a year"),
    ("hiring", "2301", "a day"),
]


@pytest.mark.parametrize(
    ("name", "place", "dates"),
    sampled([(name, at, when) for name in OPEN for at in PLACES for when in DATES], *TRIED),
)
def test_a_page_answers_at_any_dates(
    jury: str, cookie: list[str | None], name: str, place: str, dates: str
) -> None:
    cookie[0] = enter(engine_for(jury), "eva@example.org", Grant(MONITOR))
    at = {} if place == "EC" else {"territory": place}

    app = opened(name, **at, **DATES[dates])

    assert app.header or app.subheader or app.get("html")
