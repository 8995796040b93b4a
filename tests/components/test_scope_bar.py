"""The URL as a scope: what is understood is kept, what is not is said."""

from __future__ import annotations

import pytest

from components import scope_bar
from components.scope_bar import read
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests.components.examples import answer

SURVEYS = answer("labour.surveys", [{"encuesta": "ENC-2024"}, {"encuesta": "ENC-2025"}])


def test_an_empty_address_is_the_whole_country() -> None:
    assert read({}, VISITOR, SURVEYS) == (Scope(), None)


def test_a_full_address_is_the_scope_it_came_from() -> None:
    scope = Scope("1308").having(encuesta="ENC-2024", ciuo2="51")

    assert read(scope.to_query(), VISITOR, SURVEYS) == (scope, None)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("territory", "9999", "No existe un lugar con el código «9999»."),
        ("ciuo2", "00", "El filtro ciuo2 no tiene el código «00»."),
        ("encuesta", "X", "No existe una encuesta con el código «X»."),
    ],
)
def test_a_mistake_is_said_and_the_rest_is_kept(key: str, value: str, said: str) -> None:
    whole = {"territory": "1308", "encuesta": "ENC-2025", "ciuo2": "51"}

    scope, problem = read({**whole, key: value}, VISITOR, SURVEYS)

    assert problem is not None
    assert problem.to("es") == said
    kept = {k: v for k, v in whole.items() if k != key}
    assert scope == Scope.from_query(kept)


def test_a_closed_period_is_part_of_the_address() -> None:
    scope, problem = read({"from": "2025-01-01", "until": "2026-01-01"}, VISITOR)

    assert problem is None
    assert scope.to_query() == {"from": "2025-01-01", "until": "2026-01-01"}


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2025-01-02", "until": "2026-01-01"},
        {"from": "2025-01-01"},
        {"from": "2025-02-01", "until": "2025-03-01"},
        {"from": "yesterday", "until": "2026-01-01"},
        {"from": "2026-01-01", "until": "2025-01-01"},
    ],
)
def test_a_period_that_the_reader_may_not_ask_for_is_said_and_left_out(
    query: dict[str, str],
) -> None:
    scope, problem = read({"territory": "1308", **query}, VISITOR)

    assert problem is not None
    assert scope == Scope("1308")


def test_a_leader_asks_for_months_of_the_own_place_alone() -> None:
    month = {"from": "2025-02-01", "until": "2025-03-01"}
    leader = Viewer.parse("leader:1308")

    assert read({"territory": "1308", **month}, leader)[1] is None
    assert read({"territory": "2301", **month}, leader)[1] is not None
    assert read({"from": "2025-02-03", "until": "2025-03-09"}, ADMINISTRATOR)[1] is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Todo el tiempo"),
        ({"canal": "FERIA"}, "Todo el tiempo · Feria de empleo"),
        ({"territory": "1301"}, "Portoviejo · Todo el tiempo"),
    ],
)
def test_the_button_says_the_period_and_what_is_chosen_besides(
    asked: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter that filters nothing took the place of the programme's places on a telephone."""
    monkeypatch.setattr(scope_bar, "current", lambda: "es")

    assert scope_bar._button(Scope.from_query(asked), ("period", "canal"), None) == said
