"""The front door: a mayor's two minutes, from the figures that this reader may see."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from components.indicators.framework_rows import AIMED, FRAMEWORK, LATE, FrameworkRow, rows_of
from components.navigation import PAGES
from components.overview.overview_cards import SIX, figure_of
from components.overview.rooms import ROOMS
from data_access import lists
from data_access.answers import ask
from data_access.database import engine_for
from data_access.language import LANGUAGES
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.auth.house import enter
from tests.pages.opening import opened
from tests.sampling import in_turn

pytestmark = pytest.mark.shared_demo

PLACES = ("EC", "1308", "2301", "13")
PLACED = in_turn(PLACES, LANGUAGES)


def said(app: AppTest) -> str:
    """All that the page says in HTML, without the marks."""
    bodies = (element.proto.body for element in app.get("html"))
    plain = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", b, flags=re.S) for b in bodies)
    return re.sub(r"\s+", " ", html.unescape(plain).replace("\N{NO-BREAK SPACE}", " "))


def framework(url: str, place: str, viewer: Viewer = VISITOR) -> dict[str, FrameworkRow]:
    with engine_for(url).connect() as connection:
        scope = Scope() if place == "EC" else Scope(place)
        return {row.code: row for row in rows_of(ask(connection, FRAMEWORK, viewer, scope))}


def at(place: str) -> dict[str, str]:
    return {} if place == "EC" else {"territory": place}


@pytest.mark.parametrize(("place", "language"), PLACED)
def test_the_headline_and_the_six_figures_are_those_of_the_framework(
    jury: str, place: str, language: str
) -> None:
    app = opened("overview", language, **at(place))

    rows = framework(jury, place)
    states = [row.status for row in rows.values()]
    met, aimed = states.count("met"), sum(state in AIMED for state in states)
    late = sum(state in LATE for state in states)
    numbers = re.findall(r"\d+", app.header[0].value)
    within, near = states.count("within"), states.count("near")
    assert numbers == [str(n) for n in (met, aimed, within, near, late)]
    page = said(app)
    for code, name in SIX.items():
        figure = figure_of(rows[code]).to(language).replace("\N{NO-BREAK SPACE}", " ")
        assert f"{name.to(language)} {figure}" in page


def test_exact_figures_are_for_those_who_may_see_them(jury: str, cookie: list[str | None]) -> None:
    cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    app = opened("overview", territory="1308")

    rows = framework(jury, "1308", Viewer(frozenset({Grant("monitor")})))
    assert f"{SIX['SK-01'].to('es')} {figure_of(rows['SK-01']).to('es')}" in said(app)
    assert "≈" not in said(app)


@pytest.mark.parametrize(
    ("place", "decision"),
    [
        ("EC", "Poner fecha a las sesiones de Portoviejo: 9 formadores certificados"),
        ("2301", "Antes de repetir «Feria de empleo de Santo Domingo 2025 (sintética)», cambiarla"),
        ("1308", "Abrir cursos de «oficiales de alimentos y confección»"),
    ],
)
def test_each_place_reads_what_waits_for_its_own_decision(
    jury: str, place: str, decision: str
) -> None:
    page = said(opened("overview", **at(place)))

    assert f"Qué decidir {decision}" in page
    for label in ("Qué cambió", "Qué va peor"):
        assert label in page


@pytest.mark.usefixtures("jury")
def test_an_open_call_is_among_what_there_is_to_decide() -> None:
    assert "Postular, o animar a postular, a «" in said(opened("overview", territory="1308"))


def test_every_finding_links_to_its_page_in_the_same_place(jury: str) -> None:
    app = opened("overview", "en", territory="2301")

    bodies = " ".join(element.proto.body for element in app.get("html"))
    links = re.findall(r'href="/(\w+)\?([^"]*)"', bodies)
    assert len([page for page, _query in links if page in ROOMS.values()]) >= 3 + 14
    for page, query in links:
        assert page in PAGES
        if page not in ("methods", "open_data", "sign_in", "nominate"):
            assert "territory=2301" in query
        assert "lang=en" in query


@pytest.mark.usefixtures("jury")
def test_every_part_of_the_programme_is_named() -> None:
    page = said(opened("overview"))

    for name in lists.ACTIVITIES.values():
        assert name.to("es") in page


@pytest.mark.usefixtures("jury")
def test_a_period_is_compared_with_the_one_before_it() -> None:
    app = opened("overview", territory="2301", **{"from": "2025-01-01", "until": "2026-01-01"})

    assert "en 2025" in said(app) and "en 2024" in said(app)
    assert any("Período: 2025." in caption.value for caption in app.caption)


@pytest.mark.usefixtures("jury")
def test_a_visitor_finds_the_three_localities_first_and_goes_there_by_one_press() -> None:
    app = opened("overview")
    (places,) = app.get("button_group")

    assert [option.content for option in places.proto.options] == [
        "Todo el programa",
        "Manta",
        "Santo Domingo",
        "Provincia de Manabí",
    ]


@pytest.mark.usefixtures("engine")
def test_without_data_it_says_so_and_draws_nothing_else() -> None:
    app = opened("overview")

    assert app.header[0].value == "Todavía no hay datos"
    assert not app.subheader


@pytest.mark.usefixtures("jury")
def test_a_place_without_targets_says_so() -> None:
    app = opened("overview", territory="13R")

    assert app.header[0].value.endswith("no tiene metas propias en este período")
    assert "no se puede decir qué va atrás" in said(app)
