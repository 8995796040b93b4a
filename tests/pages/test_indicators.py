"""The page of the framework, as staff and a mayor read it."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from components import labels
from components.indicators.framework_rows import BY_GROUP, FRAMEWORK, rows_of
from components.words import people
from data_access import lists
from data_access.answers import ask
from data_access.database import engine_for
from data_access.language import LANGUAGES
from data_access.scope import Scope
from data_access.viewer import VISITOR
from tests.pages.opening import opened
from tests.pages.rendered import render, tables
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo
ONE_OF_EACH_KIND = {code.partition("-")[0]: code for code in sorted(lists.INDICATORS)}.values()


def rows_shown(app: AppTest) -> str:
    found = (element.proto.body for element in app.get("html"))
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", body) for body in found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_is_there_with_the_figure_of_the_answer(jury: str, language: str) -> None:
    app = opened("indicators", language, territory="1308")

    with engine_for(jury).connect() as connection:
        answer = ask(connection, FRAMEWORK, VISITOR, Scope("1308"))
    said = rows_shown(app)
    for row in rows_of(answer):
        assert row.name.to(language) in said
        assert f"{row.code} · {row.said.to(language)}" in said
        assert row.state.to(language) in said
    met = sum(row.status == "met" for row in rows_of(answer))
    assert f" {met} " in app.header[0].value


def test_one_indicator_is_opened_with_its_years_places_and_sheets(jury: str) -> None:
    app = opened("indicators", territory="1308", indicador="SK-01")

    assert app.header[0].value.startswith("Personas capacitadas: ≈\xa0")
    titles = [element.value for element in app.subheader]
    assert any("año a año" in title for title in titles)
    assert "`asistencia_sesiones`" in " ".join(element.value for element in app.markdown)
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    # Its name is the title, and no link to where one is.
    written = " ".join(element.proto.body for element in app.get("html"))
    assert "SK-01 · meta" in rows_shown(app)
    assert not re.findall(r'<a href="/indicators\?[^"]*indicador=SK-01', written)


@pytest.mark.parametrize("code", sampled(sorted(lists.INDICATORS), *ONE_OF_EACH_KIND))
def test_every_indicator_can_be_opened(jury: str, code: str) -> None:
    app = opened("indicators", "en", territory="13", indicador=code)

    assert app.header[0].value


def test_a_share_of_a_group_says_of_how_many_it_is(jury: str) -> None:
    """It said "Intersex 100 %" without a word on how few they are."""
    app = opened("indicators", indicador="SK-02", quien="sexo")

    with engine_for(jury).connect() as connection:
        scope = Scope(by=("sexo",)).having(indicador="SK-02")
        answer = ask(connection, BY_GROUP, VISITOR, scope)
    wanted = {
        f"{labels.codes('sexo')[row['sexo']].to('es')}: de {people(one.n, True).to('es')}"
        for row, one in zip(answer.frame.to_dict("records"), answer.evidence, strict=True)
        if one is not None
    }
    assert wanted
    assert wanted <= {str(row["name"]) for row in render(app) if "name" in row}


def test_what_is_behind_can_be_shown_alone(jury: str) -> None:
    app = opened("indicators", estado="atras", grupo="ods", parte="avance")

    said = rows_shown(app)
    assert "Atrás" in said and "Meta cumplida" not in said
    assert "ODS" in said


def test_the_part_of_the_table_shows_it_unasked(jury: str) -> None:
    app = opened("indicators", "es", parte="tabla")

    (table,) = tables(app)
    assert len(table) == len(lists.INDICATORS)


@pytest.mark.usefixtures("engine")
def test_without_data_each_says_which_sheet_is_missing() -> None:
    app = opened("indicators")

    assert "falta la hoja «encuestas»" in rows_shown(app)
    assert "ningún indicador tiene meta" in app.header[0].value
