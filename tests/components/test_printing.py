"""What only paper needs: styles, the scope in words, the address and the day."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from components import formulas, printing, scope_bar
from components.theme import DARK, LIGHT
from data_access.scope import Scope
from tests.components.examples import answer


def test_each_sheet_says_whose_it_is_and_that_a_demo_is_made_up() -> None:
    assert '@bottom-left{content:"Observatorio M4SD Ecuador. Datos sintéticos."' in (
        printing.styles(demo=True)
    )
    assert '@bottom-left{content:"Observatorio M4SD Ecuador"' in printing.styles(demo=False)


def test_the_dark_appearance_alone_is_turned_for_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "paint", lambda: DARK)
    assert "invert(1)" in printing.styles(demo=False)
    monkeypatch.setattr(printing, "paint", lambda: LIGHT)
    assert "invert(1)" not in printing.styles(demo=False)


@pytest.mark.parametrize("name", ["print", "print_dark"])
def test_the_style_sheets_ask_for_nothing_and_end_no_element(name: str) -> None:
    sheet = printing.sheet(name)

    assert not re.search(r"url\(|@import|<", sheet)
    assert sheet.count("{") == sheet.count("}")


def test_the_scope_is_said_for_paper_where_the_bar_is_not() -> None:
    surveys = answer("labour.surveys", [{"encuesta": "E25", "nombre": "Encuesta 2025"}])
    scope = Scope("13").having(encuesta="E25", sexo="M")

    said = scope_bar.in_words(scope, ("period", "encuesta", "sexo", "ciuo2"), surveys)

    assert [text.to("es") for text in said] == [
        "Lugar: Manabí (provincia)",
        "Período: Todo el tiempo",
        "Encuesta: Encuesta 2025",
        "Sexo: Mujer",
        "Ocupación: Todas las ocupaciones",
    ]
    year = scope_bar.in_words(
        Scope.from_query({"from": "2025-01-01", "until": "2026-01-01"}), ("period",)
    )
    assert [text.to("en") for text in year] == ["Place: All of Ecuador", "Period: 2025"]


def page() -> None:
    from components import printing
    from data_access.language import Text

    printing.on_paper([Text("{name}", name="<b>Manta</b>"), Text("Mujer")])
    printing.imprint()


def test_words_for_paper_are_marked_as_such_and_are_no_markup() -> None:
    app = AppTest.from_function(page)
    app.query_params["territory"] = "1308"
    app.run()

    scope, imprint = (element.proto.body for element in app.get("html"))
    assert scope == '<p class="m4sd-print">&lt;b&gt;Manta&lt;/b&gt; · Mujer</p>'
    assert 'data-m4sd="address"' in imprint
    assert "?territory=1308</span>" in imprint


def test_a_formula_has_one_equation_a_line() -> None:
    drawn = formulas.render("V̂ = Σ N·v̄;  a < b", "es")

    assert "V̂ = Σ N·v̄<br>a &lt; b" in drawn
    assert formulas.render("", "es") == ""
