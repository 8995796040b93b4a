"""Place and period go along from page to page of the menu, and only there."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from components import carrying

    carrying.along(st.session_state["page"])
    st.json(st.query_params.to_dict())


def walk(*steps: tuple[str, dict[str, str]]) -> dict[str, str]:
    """The query at the last of some pages, each come to with a query of its own."""
    app = AppTest.from_function(script)
    for page, query in steps:
        app.query_params.clear()
        for key, value in query.items():
            app.query_params[key] = value
        app.session_state["page"] = page
        app.run()
        assert not app.exception
    return {key: one if isinstance(one, str) else one[0] for key, one in app.query_params.items()}


SCOPE = {"territory": "1308", "from": "2025-01-01", "until": "2026-01-01"}


def test_the_menu_keeps_the_place_and_the_period_and_nothing_else() -> None:
    assert walk(("overview", {**SCOPE, "sexo": "M"}), ("hiring", {})) == SCOPE
    assert walk(("overview", SCOPE), ("methods", {}), ("hiring", {"lang": "en"})) == {
        **SCOPE,
        "lang": "en",
    }


def test_an_address_that_names_something_is_left_as_it_is() -> None:
    assert walk(("overview", SCOPE), ("hiring", {"territory": "2301"})) == {"territory": "2301"}
    assert walk(("overview", SCOPE), ("indicators", {"indicador": "SK-01"})) == {
        "indicador": "SK-01"
    }
    assert walk(("overview", SCOPE), ("methods", {})) == {}


def test_who_chose_the_whole_country_goes_on_with_it() -> None:
    assert walk(("overview", SCOPE), ("overview", {}), ("hiring", {})) == {}
    assert walk(("hiring", {})) == {}
