"""The page of the quality of the data, and what other pages say of data that are old or few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access.database import engine_for
from data_access.viewer import Viewer
from tests.data_access.auth.house import enter
from tests.pages import opening
from tests.pages.rendered import sources

Be = Callable[[str], None]


@pytest.fixture
def be(monkeypatch: pytest.MonkeyPatch, database: str, cookie: list[str | None]) -> Be:
    """A way to be somebody at the programme that these tests only read."""
    monkeypatch.setenv("DATABASE_URL", database)

    def become(role: str) -> None:
        engine = engine_for(database)
        (grant,) = Viewer.parse(role).grants
        cookie[0] = enter(engine, f"{role.replace(':', '.')}@example.org", grant)
        engine.dispose()

    return become


def said(app: AppTest) -> str:
    words = (*app.header, *app.subheader, *app.markdown, *app.caption)
    return " ".join([*(element.value for element in words), *sources(app)])


def test_a_leader_sees_the_own_place_at_once_and_its_lists(be: Be) -> None:
    be("leader:1308")
    app = opening.opened("data_quality", parte="todo")
    assert app.query_params["territory"] == "1308"
    assert app.header[0].value.startswith("En Manta los datos llegan a")
    words = said(app)
    assert "con celdas vacías" in words
    assert "se parece a otro" in words or "lo mismo dos veces" in words
    assert "todavía no ha cargado datos" in words
    # Whatever is said of people went through disclosure control.
    assert "Para proteger a las personas" in words


def test_of_another_place_a_leader_gets_figures_and_no_lists(be: Be) -> None:
    be("leader:1308")
    words = said(opening.opened("data_quality", territory="2301", parte="todo"))
    assert "con celdas vacías" in words
    assert "lo mismo dos veces" not in words and "se parece a otro" not in words


def test_a_monitor_gets_the_country_with_every_office(be: Be) -> None:
    be("monitor")
    app = opening.opened("data_quality", language="en", parte="todo")
    assert app.header[0].value.startswith("In Ecuador the data reach")
    assert "brought in data" in said(app)


def test_the_page_is_its_answer_and_parts_of_which_one_is_drawn(be: Be) -> None:
    be("monitor")
    app = opening.opened("data_quality", parte="")

    assert [tab.label for tab in app.tabs] == [
        "¿Qué falta?",
        "¿Qué no cuadra?",
        "¿Qué llega tarde?",
    ]
    assert [tab.label for tab in app.tabs if tab.children] == ["¿Qué falta?"]
    assert "han cargado datos" not in said(app)
    assert "oficina" in said(opening.opened("data_quality", parte="llega"))


def test_a_page_says_that_what_it_rests_on_is_old(be: Be) -> None:
    be("monitor")
    assert "dicen cómo era entonces, no cómo es hoy" in said(opening.opened("labour"))
