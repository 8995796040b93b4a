"""What a page's cards stand beside: any place or period without a person in common."""

from __future__ import annotations

import pytest

from components import ask
from components.evidence import share
from components.programme_results import beside
from data_access import territory
from data_access.measures import comparison
from data_access.measures.comparison import Comparison
from data_access.scope import Scope
from data_access.viewer import LEADER, VISITOR, Grant, Viewer
from tests.pages.opening import opened

pytestmark = [pytest.mark.shared_demo, pytest.mark.usefixtures("jury")]
YEAR = {"territory": "1308", "from": "2025-01-01", "until": "2026-01-01"}


@pytest.mark.parametrize("place", ["EC", "13", "1308", "13R", "23"])
def test_only_what_shares_no_place_and_no_day_is_offered(place: str) -> None:
    scope = Scope.from_query({**YEAR, "territory": place})
    found = [other for other, _name in beside.offered(scope, VISITOR).values()]

    places = {other.territory for other in found if other.territory != place}
    assert bool(places) == (place != "EC")
    assert not any(territory.ground(one) & territory.ground(place) for one in places)
    spans = {(other.start, other.end) for other in found if other.territory == place}
    assert spans and all(end <= scope.start or start >= scope.end for start, end in spans)


def test_a_leader_s_own_month_stands_beside_no_other_place() -> None:
    leader = Viewer(frozenset({Grant(LEADER, "1308")}))
    month = Scope.from_query({"territory": "1308", "from": "2025-03-01", "until": "2025-04-01"})

    assert {other.territory for other, _name in beside.offered(month, leader).values()} == {"1308"}


def completion(place: str) -> comparison.Figure | None:
    answer = ask.answer(
        "training.completion", Scope.from_query({**YEAR, "territory": place}), VISITOR
    )
    row = answer.frame.iloc[0]
    return share(row["completed"], row["enrolled"], answer.adjusted)


def said(found: Comparison) -> str:
    if found.higher:
        return "Más que en "
    return "Menos que en " if found.lower else "No se distingue de "


def test_a_card_says_the_verdict_beside_the_place_that_was_chosen() -> None:
    app = opened("training", con="2301", **YEAR)
    verdict = comparison.compare(completion("1308"), completion("2301"))

    captions = [one.value for one in app.caption]
    (compared,) = [text for text in captions if "Santo Domingo (" in text]
    assert verdict.tested and compared.startswith(said(verdict))
    # People are counted side by side, and neither is called more.
    assert any(text.startswith("En Santo Domingo: ") for text in captions)
    assert not any("período anterior" in text for text in captions)
    assert app.selectbox(key="beside").value == "2301"


@pytest.mark.parametrize("wanted", ["13", "9999", "2025-07-01/2025-10-01", "x/y", ""])
def test_what_is_not_offered_is_left_out(wanted: str) -> None:
    app = opened("training", con=wanted, **YEAR)

    assert app.selectbox(key="beside").value == ""
    assert any("período anterior" in one.value for one in app.caption)
