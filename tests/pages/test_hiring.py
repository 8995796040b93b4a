"""The page of hiring, as a leader, staff and the public read it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components import labels
from components.hiring.hiring_sections import half_hired
from components.words import Percent
from data_access.answers import ask
from data_access.auth import invitations, sessions
from data_access.database import engine_for
from data_access.language import LANGUAGES
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.pages.opening import opened
from tests.pages.rendered import numbers, sources
from tests.sampling import in_turn, sampled
from tests.writing import writing

PLACED = in_turn(["EC", "13", "1308", "2301"], LANGUAGES)

FLAGS = {flag.to("es") for flag in labels.FLAGS.values()}

pytestmark = pytest.mark.shared_demo


def entered(url: str, grant: Grant) -> str:
    """A session of a role; the secret of its cookie."""
    with writing(engine_for(url)) as connection:
        token = invitations.invite(connection, f"{grant.role}@example.org", grant, "test")
        return sessions.start(connection, invitations.accept(connection, token), "test")


def said(app: AppTest) -> str:
    words = (*app.header, *app.subheader, *app.markdown, *app.caption)
    return " ".join([*(element.value for element in words), *sources(app)])


def row(url: str, name: str, viewer: Viewer, scope: Scope, **wanted: object) -> dict[str, object]:
    with engine_for(url).connect() as connection:
        rows = ask(connection, name, viewer, scope).to_json("es")["rows"]
    return next(r for r in rows if all(r[key] == value for key, value in wanted.items()))


@pytest.mark.parametrize(("place", "language"), PLACED)
def test_the_figures_are_those_of_the_answers(jury: str, place: str, language: str) -> None:
    query = {} if place == "EC" else {"territory": place}
    app = opened("hiring", language, **query)

    scope = Scope(place)
    hired = row(jury, "hiring.funnel", VISITOR, scope, stage="CON")
    adequate = row(jury, "hiring.adequate", VISITOR, scope)
    six = row(jury, "hiring.retention", VISITOR, scope, month=6)
    shown = [metric.value for metric in app.metric]
    soon = row(jury, "hiring.half_year", VISITOR, scope)
    wanted = (soon["rate"], six["survival"], adequate["rate"])
    assert shown == [Percent(float(str(share))).to(language) for share in wanted]
    assert f"≈\xa0{hired['reached']:,}".replace(",", "." if language == "es" else ",") in said(app)


@pytest.mark.parametrize(
    ("median", "registered", "hired", "flag", "said"),
    [
        (28, 18, 12, None, "La mitad consigue trabajo en 28 días o menos"),
        (None, 120, 30, "adjusted", "Menos de la mitad de las personas inscritas ha conseguido"),
        (None, 18, 12, "few", "Cuánto se tarda en conseguir trabajo"),
        (None, 0, 0, "unknown", "Cuánto se tarda en conseguir trabajo"),
    ],
)
def test_fewer_than_half_is_said_only_where_it_is_known(
    median: float | None, registered: int, hired: int, flag: str | None, said: str
) -> None:
    """Of nobody, and of few whose median is withheld, it was said that fewer than half has one."""
    row = {"median_days": median, "registered": registered, "hired": hired, "flag": flag}

    assert half_hired(row).to("es").startswith(said)


@pytest.mark.parametrize("role", [None, "monitor"])
@pytest.mark.parametrize("page", ["hiring", "training", "ventures"])
def test_a_period_after_the_last_data_says_so_and_calls_nobody_few(
    jury: str, cookie: list[str | None], page: str, role: str | None
) -> None:
    """Cards said "few people", and "still being followed" of nobody."""
    if role:
        cookie[0] = entered(jury, Grant(role))
    app = opened(page, **{"from": "2026-07-01", "until": "2026-10-01"})

    cards = [element.value for element in app.caption if element.value in FLAGS]
    assert "Pocas personas" not in cards and "Aún en seguimiento" not in cards
    assert "son pocas" not in app.header[0].value


def test_how_many_women_got_a_job_through_the_bank_and_stayed_is_answered(jury: str) -> None:
    # Two choices: the channel, and the groups side by side, which are women and men at first.
    app = opened("hiring", territory="1308", canal="BOLSA")

    scope = Scope("1308", by=("sexo",)).having(canal="BOLSA")
    got = row(jury, "hiring.funnel", VISITOR, scope, stage="CON", sexo="M")
    stays = row(jury, "hiring.retention", VISITOR, scope, month=6, sexo="M")
    charts = " ".join(chart.proto.spec for chart in app.get("vega_lite_chart"))
    for share in (got["overall"], stays["survival"]):
        assert share is not None
        assert Percent(float(str(share))).to("es") in charts


def test_which_fair_worked_best_and_what_does_not_fill_stand_in_a_sentence(jury: str) -> None:
    titles = [title.value for title in opened("hiring").subheader]

    assert any(title.startswith("La feria que más sirvió: «") for title in titles)
    assert "Qué parte de los puestos se llenó, por ocupación" in titles


def test_a_monitor_sees_whole_curves_and_exact_numbers(jury: str, cookie: list[str | None]) -> None:
    cookie[0] = entered(jury, Grant("monitor"))
    app = opened("hiring", territory="1308")

    assert "≈" not in app.header[0].value


def test_a_leader_finds_the_events_of_the_own_place_and_nobody_else_does(
    jury: str, cookie: list[str | None]
) -> None:
    title = "Solo para el trabajo del municipio"
    assert title not in said(opened("hiring", territory="1308"))
    cookie[0] = entered(jury, Grant("leader", "1308"))
    assert title in said(opened("hiring", territory="1308"))
    assert title not in said(opened("hiring", territory="2301"))


@pytest.mark.parametrize(
    "split", sampled(["sexo", "situacion", "nacionalidad", "canal"], "sexo", "canal")
)
def test_groups_are_compared_by_what_the_address_says(jury: str, split: str) -> None:
    app = opened("hiring", territory="1308", lado=split)

    with engine_for(jury).connect() as connection:
        answer = ask(connection, "hiring.funnel", VISITOR, Scope("1308", by=(split,)))
    hired = answer.frame[answer.frame["stage"] == "CON"]["overall"].dropna()
    assert len(hired)
    assert {round(float(share), 6) for share in hired} <= numbers(app, "value")


def test_groups_are_held_against_the_reference_and_channels_against_none(jury: str) -> None:
    """Women 12.5 to 14.8 % and men 15.7 to 18.6 % were "not told apart" for NR's sake."""
    titles = [title.value for title in opened("hiring", territory="1308").subheader]
    assert any(title.startswith("Frente a «Hombre» (15") for title in titles)
    assert not any("No responde" in title for title in titles)
    titles = [title.value for title in opened("hiring", lado="canal").subheader]
    assert any("quien pasó por dos está en dos" in title for title in titles)


def test_a_period_is_held_against_the_one_before(jury: str) -> None:
    app = opened("hiring", **{"from": "2025-01-01", "until": "2026-01-01"})

    assert "período anterior" in said(app)


@pytest.mark.usefixtures("engine")
def test_without_data_the_page_names_the_sheets() -> None:
    app = opened("hiring")

    assert app.header[0].value == "Todavía no hay datos de empleo"
    assert "«colocaciones»" in said(app)


def test_where_people_are_few_no_number_is_told(jury: str) -> None:
    app = opened("hiring", territory="1302")

    assert "son pocas" in app.header[0].value
