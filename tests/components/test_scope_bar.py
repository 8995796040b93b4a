"""The URL as a scope: what is understood is kept, what is not is said."""

from __future__ import annotations

import pytest

from components.scope_bar import read
from data_access.scope import Scope
from tests.components.examples import answer

SURVEYS = answer("labour.surveys", [{"encuesta": "ENC-2024"}, {"encuesta": "ENC-2025"}])


def test_an_empty_address_is_the_whole_country() -> None:
    assert read({}, SURVEYS) == (Scope(), None)


def test_a_full_address_is_the_scope_it_came_from() -> None:
    scope = Scope("1308").having(encuesta="ENC-2024", ciuo2="51")

    assert read(scope.to_query(), SURVEYS) == (scope, None)


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

    scope, problem = read({**whole, key: value}, SURVEYS)

    assert problem is not None
    assert problem.to("es") == said
    kept = {k: v for k, v in whole.items() if k != key}
    assert scope == Scope.from_query(kept)
