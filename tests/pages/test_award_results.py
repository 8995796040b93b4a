"""The results of the awards, as anybody reads them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, delete, update

from data_access.answers import ask
from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN
from data_access.language import LANGUAGES
from data_access.scope import Scope
from data_access.tables import Adoption, Edition
from data_access.viewer import VISITOR
from tests.browser import award_stages
from tests.pages.awards import GRANTS, enter, everything, headline
from tests.pages.opening import opened
from tests.pages.rendered import tables
from tests.writing import writing

CLOSED = ("EMP-2024", "ENT-2024")


@pytest.mark.shared_demo
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", CLOSED)
def test_everybody_reads_who_won_and_why(jury: str, edition: str, language: str) -> None:
    app = opened("award_results", language, edicion=edition)

    with engine_for(jury).connect() as connection:
        scope = Scope().having(edicion=edition)
        results = ask(connection, "awards.results", VISITOR, scope).frame
        profile = ask(connection, "awards.profile", VISITOR, scope).frame
    said = everything(app)
    for row in results.to_dict("records"):
        assert row["title"] in said and row["organisation"] in said
    winner = results[results["distinction"] == "winner"].iloc[0]
    assert winner["title"] in headline(app)
    own = profile[profile["nomination"] == winner["nomination"]]
    assert len(own)
    assert any(
        winner["title"] in title.value and "criteri" in title.value for title in app.subheader
    )


@pytest.mark.parametrize("role", [None, *sorted(GRANTS)])
def test_no_role_finds_a_result_that_is_not_published(
    jury: str, cookie: list[str | None], role: str | None
) -> None:
    cookie[0] = enter(jury, role) if role else None
    app = opened("award_results", edicion=OPEN)

    assert "no tiene un resultado publicado" in app.warning[0].value
    said = everything(app)
    # The reader's own address is in the link to the whole page.
    said = said.replace(f"edicion={OPEN}", "").replace(app.warning[0].value, "")
    assert "EMP-2026" not in said.replace(f"«{OPEN}»", "")
    assert headline(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_decided_below_the_minimum_says_so_and_tells_no_mean_of_few(
    jury: str, language: str
) -> None:
    award_stages.run(engine_for(jury), award_stages.PUBLISHED)

    app = opened("award_results", language, edicion=award_stages.PUBLISHED, parte="motivo")
    short = {"es": "2 hojas de 3", "en": "2 of 3 sheets"}[language]
    (warned,) = app.warning
    assert short in warned.value
    assert "La hoja que falta no llegará" in everything(app)
    # The field's mean could be worked out to that of the nomination with two sheets.
    whole = {"es": "criterio por criterio", "en": "criterion by criterion"}[language]
    assert any(title.value.endswith(whole) for title in app.subheader)
    assert not app.error


@pytest.mark.shared_demo
def test_no_juror_is_told_apart(jury: str) -> None:
    for edition in CLOSED:
        said = everything(opened("award_results", edicion=edition))

        assert DEMO_SEAT not in said
        assert re.findall(r"\bJ-\d+\b", said) == []


@pytest.mark.shared_demo
def test_who_adopted_a_practice_is_told(jury: str) -> None:
    with engine_for(jury).connect() as connection:
        rows = ask(
            connection, "awards.adoptions", VISITOR, Scope().having(edicion="ENT-2024")
        ).frame.to_dict("records")

    app = opened("award_results", edicion="ENT-2024")
    said = [cell for table in tables(app) for cell in table.to_numpy().ravel()]
    assert rows
    for row in rows:
        assert row["institucion"] in said


def test_where_nobody_has_adopted_anything_that_is_said(jury: str) -> None:
    with writing(engine_for(jury), "awards") as connection:
        connection.execute(delete(Adoption))
        # What the records would do.

    app = opened("award_results", edicion="EMP-2024")
    assert any("Ninguna institución" in element.value for element in app.subheader)


def test_before_the_first_result_the_page_says_so(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(Edition).values(published_at=None))

    assert headline(opened("award_results")) == "Todavía no hay resultados publicados"
