"""Training, ventures, community and paths, as leaders, staff and the public read them."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from components.words import Count, Decimal, Percent, people
from data_access.answers import ask
from data_access.database import engine_for
from data_access.language import LANGUAGES
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.pages.opening import opened
from tests.pages.rendered import numbers, render, tables
from tests.pages.test_hiring import entered, said
from tests.sampling import in_turn, sampled

pytestmark = pytest.mark.shared_demo

MONITOR = Viewer.parse("monitor")
PLACES = ("EC", "13", "1308", "2301")
PLACED = in_turn(PLACES, LANGUAGES)
PAGES = ("training", "ventures", "community")
Row = dict[str, object]


def rows(url: str, name: str, viewer: Viewer, scope: Scope) -> list[Row]:
    with engine_for(url).connect() as connection:
        return ask(connection, name, viewer, scope).to_json("es")["rows"]  # type: ignore[return-value]


def titles(app: AppTest) -> str:
    return " | ".join(element.value for element in (*app.header, *app.subheader))


def told(found: list[Row], column: str) -> set[float]:
    return {round(float(str(row[column])), 6) for row in found if row[column] is not None}


def query(place: str) -> dict[str, str]:
    return {} if place == "EC" else {"territory": place}


@pytest.mark.parametrize(("place", "language"), PLACED)
def test_training_tells_the_figures_of_its_answers(jury: str, place: str, language: str) -> None:
    app, scope = opened("training", language, **query(place)), Scope(place)

    (reach,) = rows(jury, "training.reach", VISITOR, scope)
    (done,) = rows(jury, "training.completion", VISITOR, scope)
    (gain,) = rows(jury, "training.gain", VISITOR, scope)
    (trainers,) = rows(jury, "training.multiplication", VISITOR, scope)
    assert [metric.value for metric in app.metric] == [
        people(int(str(reach["persons"])), True).to(language),
        Percent(float(str(done["rate"]))).to(language),
        Decimal(float(str(gain["mean_gain"])), 1).to(language),
        Percent(float(str(trainers["activation"]))).to(language),
    ]
    shown = numbers(app, "value")
    by_kind = Scope(place, by=("tipo",))
    for name, column in (("reach", "persons"), ("gain", "mean_gain")):
        assert told(rows(jury, f"training.{name}", VISITOR, by_kind), column) <= shown
    split = rows(jury, "training.completion", VISITOR, Scope(place, by=("sexo",)))
    assert told(split, "rate") <= shown
    every_quarter = rows(jury, "people.over_time", VISITOR, Scope(place).having(measure="trained"))
    assert told(every_quarter, "persons") <= shown
    cascade = rows(jury, "training.cascade", VISITOR, scope)
    assert told([r for r in cascade if r["active"]], "trainees") <= numbers(app, "people")


@pytest.mark.parametrize(("place", "language"), PLACED)
def test_ventures_tells_the_figures_of_its_answers(jury: str, place: str, language: str) -> None:
    app, scope = opened("ventures", language, **query(place)), Scope(place)

    (market,) = rows(jury, "ventures.marketplace", VISITOR, scope)
    (spaces,) = rows(jury, "ventures.all_spaces", VISITOR, scope)
    assert [metric.value for metric in app.metric] == [
        people(int(str(market["sellers"])), True).to(language),
        Percent(float(str(market["rate"]))).to(language),
        people(float(str(market["sales_usd"])), True).to(language),
        people(int(str(spaces["users"])), True).to(language),
        Percent(float(str(spaces["seat_occupancy"]))).to(language),
    ]
    quarters = rows(jury, "ventures.over_time", VISITOR, Scope(place, by=("plataforma",)))
    shown = numbers(app, "value")
    assert told(quarters, "sellers") | told(quarters, "sales_usd") <= shown
    sites = rows(jury, "ventures.coworking", VISITOR, scope)
    assert told(sites, "on_the_move") | told(sites, "host") <= shown
    hours = told(rows(jury, "ventures.occupancy", VISITOR, scope), "occupancy")
    assert {Percent(share).to(language) for share in hours} == {
        one["said"] for one in render(app) if "hour" in one
    }


def test_a_market_where_nobody_of_the_place_sold_has_no_line(
    jury: str, cookie: list[str | None]
) -> None:
    cookie[0] = entered(jury, Grant("monitor"))
    scope = Scope("1308").having(by=("plataforma",))
    quarters = rows(jury, "ventures.over_time", MONITOR, scope)
    sold = {str(row["plataforma"]) for row in quarters if row["sellers"]}
    assert {str(row["plataforma"]) for row in quarters} > sold

    app = opened("ventures", territory="1308")

    assert {str(one["series"]) for one in render(app) if "series" in one} == sold


@pytest.mark.parametrize("place", PLACES)
def test_community_tells_the_figures_of_its_answers(jury: str, place: str) -> None:
    app, scope = opened("community", **query(place)), Scope(place)

    associations = rows(jury, "community.associations", VISITOR, scope)
    active = sum(int(str(row["active"])) for row in associations)
    assert f"{active} asociaciones activas" in titles(app)
    shown = numbers(app, "value")
    assert told(associations, "active") <= shown
    (employers,) = rows(jury, "community.employers", VISITOR, scope)
    assert told([employers], "pre") | told([employers], "post") <= shown
    studies = rows(jury, "community.studies", VISITOR, scope)
    adopted = sum(int(str(row["adopted"])) for row in studies)
    assert f"; adoptadas: {adopted}" in titles(app)
    by_state = {"Adoptadas": adopted, "Rechazadas": sum(int(str(r["rejected"])) for r in studies)}
    drawn = {one["name"]: one["value"] for one in render(app) if one.get("name") in by_state}
    assert drawn == by_state


def test_an_association_that_did_not_agree_is_named_nowhere(jury: str) -> None:
    app = opened("community")
    shown = {row["association"] for row in rows(jury, "community.directory", VISITOR, Scope())}
    with engine_for(jury).connect() as connection:
        hidden = connection.exec_driver_sql(
            "SELECT name FROM association WHERE publishable <> 'SI'"
        ).scalars()
        names = list(hidden)
    assert names and shown
    everything = said(app) + " ".join(map(str, tables(app)))
    everything += " ".join(str(one.proto) for one in app.get("deck_gl_json_chart"))
    assert not [name for name in names if name in everything]


def test_impressions_are_never_called_people(jury: str) -> None:
    app = opened("community")
    assert "se vieron 561.821 veces" in titles(app)
    assert "nunca personas" in said(app)
    # A workshop is not seen by anybody: that is no gap in its data.
    written = " ".join(element.proto.body for element in app.get("html"))
    assert re.search(r"Taller de contratación[^<]*</td>\s*<td[^>]*>no aplica<", written)


def test_which_municipality_did_not_activate_its_trainers_is_a_title(jury: str) -> None:
    (stopped,) = [
        row["gad"]
        for row in rows(jury, "training.cascade", VISITOR, Scope())
        if row["certified"] and not row["active"]
    ]
    assert stopped == "1301"
    assert "La cascada se detiene en Portoviejo" in titles(opened("training"))
    assert "Portoviejo" not in titles(opened("training", territory="2301"))


@pytest.mark.parametrize(
    "split", sampled(["sexo", "situacion", "nacionalidad", "grupo_edad"], "situacion")
)
def test_groups_that_complete_are_compared_by_what_the_address_says(jury: str, split: str) -> None:
    app = opened("training", lado=split)

    found = rows(jury, "training.completion", VISITOR, Scope(by=(split,)))
    assert told(found, "rate") <= numbers(app, "value")


def test_a_leader_finds_the_sessions_of_the_own_place_and_nobody_else_does(
    jury: str, cookie: list[str | None]
) -> None:
    title = "Solo para el trabajo del municipio"
    assert title not in said(opened("training", territory="1308"))
    cookie[0] = entered(jury, Grant("leader", "1308"))
    assert title in said(opened("training", territory="1308"))
    assert title not in said(opened("training", territory="2301"))


def test_a_monitor_sees_how_gains_are_spread_and_exact_people(
    jury: str, cookie: list[str | None]
) -> None:
    assert "ganaron cuánto" not in said(opened("training"))
    cookie[0] = entered(jury, Grant("monitor"))
    app = opened("training")
    assert "ganaron cuánto" in said(app)
    assert "≈" not in titles(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_period_is_held_against_the_one_before(jury: str, page: str) -> None:
    app = opened(page, **{"from": "2025-01-01", "until": "2026-01-01"})
    if page != "community":
        assert "período anterior" in said(app)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("page", PAGES)
def test_without_data_a_page_names_the_sheets(page: str) -> None:
    app = opened(page)

    assert app.header[0].value.startswith("Todavía no hay datos")
    assert "Faltan las hojas «" in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_where_people_are_few_no_number_of_them_is_told(jury: str, page: str) -> None:
    app = opened(page, territory="1302")

    assert "≈" not in titles(app)


def test_paths_are_for_whoever_sees_exact_figures(jury: str, cookie: list[str | None]) -> None:
    assert not opened("paths").header
    cookie[0] = entered(jury, Grant("leader", "1308"))
    assert not opened("paths").header
    cookie[0] = entered(jury, Grant("monitor"))
    app = opened("paths")

    ways = rows(jury, "people.paths", MONITOR, Scope())
    total = sum(int(str(row["persons"])) for row in ways)
    hired = sum(int(str(row["persons"])) for row in ways if row["hired"])
    assert Count(total).to("es") in titles(app)
    assert f"De {Count(hired).to('es')} personas con trabajo" in titles(app)
    assert "causa" in said(app)
    first = rows(jury, "people.trained_first", MONITOR, Scope())
    at = [row for row in first if row["month"] in (3, 6, 12)]
    assert told(at, "survival") <= numbers(app, "value")


@pytest.mark.usefixtures("engine")
def test_without_people_there_are_no_paths(cookie: list[str | None], engine: object) -> None:
    cookie[0] = entered(str(engine.url), Grant("monitor"))  # type: ignore[attr-defined]
    assert opened("paths").header[0].value == "Todavía no hay recorridos que mostrar"
