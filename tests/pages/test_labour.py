"""The labour page over a small real database, as a visitor reads it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from data_access.auth import invitations, sign_in
from data_access.database import engine_for
from data_access.tables import AuditEvent
from data_access.viewer import Grant
from tests.pages import opening
from tests.pages.rendered import sources, tables
from tests.writing import writing


def opened(
    monkeypatch: pytest.MonkeyPatch, url: str, language: str = "es", **query: str
) -> AppTest:
    """The page as it opens at a URL."""
    monkeypatch.setenv("DATABASE_URL", url)
    return opening.opened("labour", language, **query)


def titles(app: AppTest) -> list[str]:
    return [heading.value for heading in (*app.header, *app.subheader)]


def said(app: AppTest) -> str:
    words = (*app.header, *app.subheader, *app.markdown, *app.caption)
    return " ".join([*(element.value for element in words), *sources(app)])


def test_the_page_opens_with_the_answer(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    app = opened(monkeypatch, database, territory="1308")

    assert app.header[0].value == ("En Manta faltan cocineros y meseros, conductores, y docentes.")
    assert "vacantes (entre" in said(app)
    assert re.search(r"frente a ≈\s(5[6-9]|6[0-4]) personas inscritas", said(app))
    assert said(app).count("Para proteger a las personas, los grupos de menos de 5") == 1
    app.run()
    assert said(app).count("Para proteger a las personas, los grupos de menos de 5") == 1


def test_key_figures_follow_with_their_interval_and_what_changed(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    app = opened(monkeypatch, database, territory="1308")

    assert [metric.label for metric in app.metric] == [
        "Vacantes",
        "Tasa de vacantes",
        "Difíciles de cubrir",
        "Oferta registrada",
    ]
    assert app.metric[3].value == "≈\xa01.153"
    assert "No se distingue de 2024" in said(app)


def test_the_page_says_the_same_in_english(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    app = opened(monkeypatch, database, "en", territory="1308")

    assert app.header[0].value == (
        "In Manta there is a shortage of cooks and waiters, drivers, and teachers."
    )
    assert app.metric[3].value == "≈\xa01,153"
    for spanish in ("vacantes", "ocupaciones", "Fuente", "intervalo", "inscritas"):
        assert spanish not in said(app)


def test_few_registered_people_never_leave_as_a_number(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    app = opened(monkeypatch, database, territory="1308", ciuo2="83")

    assert app.header[0].value == "En Manta faltan conductores."
    assert "pocas personas inscritas" in said(app)
    assert app.metric[3].value == "—"


def test_an_occupation_that_cannot_be_published_says_so(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    app = opened(monkeypatch, database, territory="1308", ciuo2="91")

    assert app.header[0].value.startswith("En Manta la encuesta no permite publicar")


def test_a_place_the_survey_did_not_reach_is_not_short_of_nobody(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    app = opened(monkeypatch, database, territory="0101")

    assert app.header[0].value == (
        "En Cuenca no se ha encuestado a empresas: no se sabe qué personal falta."
    )


def test_the_page_of_an_empty_database_says_that_nothing_is_known(
    monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    app = opened(monkeypatch, str(engine.url))

    assert "no se sabe qué personal falta" in app.header[0].value


def test_the_second_place_is_read_from_the_url(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    usual = opened(monkeypatch, database, territory="1308")
    chosen = opened(monkeypatch, database, territory="1308", vs="23")

    assert any("Santo Domingo" in title for title in titles(usual))
    assert any("Santo Domingo de los Tsáchilas" in title for title in titles(chosen))


def test_the_country_speaks_of_the_surveyed_places_only(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    app = opened(monkeypatch, database)

    assert app.header[0].value.startswith("En los lugares encuestados del Ecuador")


def test_a_monitor_reads_exact_figures_and_each_view_is_logged_once(
    monkeypatch: pytest.MonkeyPatch, database: str, cookie: list[str | None]
) -> None:
    engine = engine_for(database)
    with writing(engine) as connection:
        token = invitations.invite(connection, "m@example.org", Grant("monitor"), "root")
    cookie[0] = sign_in.accept(engine, token, "")

    app = opened(monkeypatch, database, territory="1308")
    app.run()

    assert app.metric[3].value == "1.154"
    assert "Para proteger a las personas" not in said(app)
    with engine.connect() as connection:
        views = connection.execute(
            select(AuditEvent.details).filter_by(kind="exact_view", actor="m@example.org")
        ).all()
    assert [view.details["query"]["territory"] for view in views] == ["1308"]


def test_a_leader_reads_what_the_public_reads_beside_the_own_lists(
    monkeypatch: pytest.MonkeyPatch, database: str, cookie: list[str | None]
) -> None:
    def read() -> tuple[list[str], list[str]]:
        app = opened(monkeypatch, database, territory="1308")
        figures = [f"{metric.label}: {metric.value} {metric.delta}" for metric in app.metric]
        lines = [e.value for e in (*app.header, *app.subheader, *app.markdown, *app.caption)]
        lines += sources(app)
        return figures, lines

    public_figures, public_lines = read()
    engine = engine_for(database)
    with writing(engine) as connection:
        leader = Grant("leader", "1308")
        token = invitations.invite(connection, "l@example.org", leader, "root")
    cookie[0] = sign_in.accept(engine, token, "")

    figures, lines = read()
    assert figures == public_figures
    assert set(public_lines) <= set(lines)
    assert "declararon" in " ".join(set(lines) - set(public_lines))


def test_every_table_opens(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    app = opened(monkeypatch, database, territory="1308")

    for toggle in app.toggle:
        toggle.set_value(True)
    app.run()

    assert not app.exception
    shown = tables(app)
    assert len(shown) >= len(app.toggle)
    # Each table goes away as CSV and as Excel.
    assert len(app.get("download_button")) == 2 * len(shown)
    for table in shown:
        assert not table.isin(["", "nan", "None"]).any().any()
