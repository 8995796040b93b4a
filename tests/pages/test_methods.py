"""The methods page, as a mayor and an analyst read it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.methods import method_entries, topics
from data_access.answers import QUESTIONS
from data_access.language import LANGUAGES
from tests.pages import opening


def opened(language: str = "es", **query: str) -> AppTest:
    return opening.opened("methods", language, **query)


def said(app: AppTest) -> str:
    words = [element.value for element in (*app.header, *app.subheader, *app.markdown)]
    return " ".join([*words, *(element.proto.body for element in app.get("html"))])


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_every_figure_is_there(language: str) -> None:
    app = opened(language)

    words = said(app)
    for topic in topics.topics():
        assert topic.question.to(language) in words
        for text in (*topic.said, *topic.points):
            assert text.to(language) in words
    for name, entry in method_entries.entries().items():
        assert f"<summary>{entry.title.to(language)}</summary><p>" in words
        assert name in words
    assert words.count('<details class="m4sd-entry"') == len(QUESTIONS)


@pytest.mark.usefixtures("engine")
def test_in_english_nothing_is_spanish() -> None:
    words = said(opened("en"))

    spanish = "vacantes personas Según brecha (sí completas seguimiento encuesta Reglas «"
    assert [word for word in spanish.split() if word in words] == []


@pytest.mark.usefixtures("engine")
def test_an_address_that_names_a_figure_opens_it_with_its_rules_in_full() -> None:
    app = opened(answer="labour.gap")

    opened_first = next(e.proto.body for e in app.get("html") if "m4sd-chosen" in e.proto.body)
    assert "<h3>Brecha entre vacantes y oferta registrada</h3>" in opened_first
    assert "no es la población desempleada" in opened_first
    assert "Un grupo de menos de 5 personas no lleva número" in opened_first
    assert app.selectbox[0].value == "labour.gap"


@pytest.mark.usefixtures("engine")
def test_a_figure_chosen_is_kept_in_the_address() -> None:
    app = opened()

    app.selectbox[0].select("people.count").run()

    assert app.query_params["answer"] == "people.count"
    assert any("m4sd-chosen" in element.proto.body for element in app.get("html"))


@pytest.mark.usefixtures("engine")
def test_an_address_that_names_no_figure_says_so_and_shows_the_page() -> None:
    app = opened(answer="<b>nada</b>")

    assert [warning.value for warning in app.warning] == [
        "No hay una cifra con el nombre «<b>nada</b>»."
    ]
    assert "<details" in said(app)


@pytest.mark.usefixtures("engine")
def test_a_word_is_searched_without_its_accents_and_what_has_it_in_its_title_comes_first() -> None:
    app = opened(busca="intervalo que", parte="")

    results = next(e.proto.body for e in app.get("html") if "m4sd-found" in e.proto.body)
    assert "¿Qué es un intervalo?" in results.partition("</li>")[0]
    assert 'href="?parte=confiar&amp;lang=es#interval"' in results
    assert not app.tabs


@pytest.mark.usefixtures("engine")
def test_a_search_that_finds_nothing_says_what_to_do() -> None:
    assert "escriba menos" in said(opened(busca="xyzzy", parte=""))


@pytest.mark.usefixtures("engine")
def test_a_figure_in_the_address_opens_its_part_and_others_draw_nothing_of_it() -> None:
    there, elsewhere = opened(answer="labour.gap", parte=""), opened(parte="confiar")

    assert "m4sd-chosen" in said(there)
    assert "m4sd-entry" not in said(elsewhere).replace(".m4sd-entry", "")
