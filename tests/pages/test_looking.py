"""A monitor sees pages as somebody else: where it begins and ends, and that nothing is saved."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from components import ask, navigation
from data_access.auth import current_user
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.auth.house import enter, told
from tests.releasing import published

ANA = "ana@example.org"
SHELL = str(navigation.FOLDER.parent / "components" / "shell.py")


def said(app: AppTest) -> str:
    found = " ".join(str(one.value) for kind in ("markdown", "caption") for one in app.get(kind))
    return found.replace("\\", "")


def opened() -> AppTest:
    app = AppTest.from_file(SHELL, default_timeout=300)
    app.switch_page(str(navigation.PAGES["open_data"].file))
    app.run()
    assert not app.exception, app.exception
    return app


def of(engine: Engine, cookie: list[str | None]) -> Any:
    return current_user.arrive(engine, cookie[0], None, "")


def test_every_page_says_as_whom_it_is_seen_and_leads_back(
    engine: Engine, cookie: list[str | None]
) -> None:
    published(engine)
    cookie[0] = enter(engine, ANA, Grant("monitor"))
    current_user.look_as(engine, of(engine, cookie), "leader:1308")

    app = opened()

    assert "Ve las páginas como: líder municipal o provincial de Manta." in said(app)
    assert "Usted ve los datos de este momento" not in said(app)
    next(button for button in app.button if button.label == "Volver a mi vista").click().run()
    assert not app.exception
    assert of(engine, cookie).viewer == Viewer(frozenset({Grant("monitor")}), ANA)
    assert "Ve las páginas como" not in said(app)


def test_the_page_of_ones_session_offers_it_to_monitors_alone(
    engine: Engine, cookie: list[str | None]
) -> None:
    def labels() -> list[str]:
        app = AppTest.from_file(str(navigation.PAGES["sign_in"].file), default_timeout=300).run()
        assert not app.exception
        return [button.label for button in app.button]

    cookie[0] = enter(engine, ANA, Grant("monitor"))
    assert "Ver así" in labels()
    current_user.look_as(engine, of(engine, cookie), "visitor")
    assert "Salir" in labels()
    cookie[0] = enter(engine, "lia@example.org", Grant("leader", "1308"))
    assert "Ver así" not in labels()


def writing_page() -> None:
    import streamlit as st

    from components import ask
    from data_access.refusal import Refusal
    from data_access.transaction import transaction

    def save() -> None:
        try:
            with transaction(ask.engine(), "ana@example.org", touches=()) as connection:
                connection.log("signed_out")
        except Refusal as refusal:
            st.session_state["said"] = refusal.text.to("es")

    st.button("Guardar", on_click=save)
    st.text(st.session_state.get("said", ""))


def test_a_tab_that_was_drawn_before_saves_nothing_either(
    engine: Engine, cookie: list[str | None]
) -> None:
    cookie[0] = enter(engine, ANA, Grant("monitor"))
    tab = AppTest.from_function(writing_page).run()
    tab.button[0].click().run()
    assert len(told(engine, "signed_out")) == 1

    current_user.look_as(engine, of(engine, cookie), "visitor")
    tab.button[0].click().run()

    assert len(told(engine, "signed_out")) == 1
    assert tab.text[0].value.startswith("No se guardó: está viendo las páginas como otra persona.")
    current_user.look_as(engine, of(engine, cookie), None)
    tab.button[0].click().run()
    assert len(told(engine, "signed_out")) == 2


@pytest.mark.parametrize("who", ["visitor", "leader:1308"])
def test_figures_are_those_of_the_release(
    engine: Engine, cookie: list[str | None], who: str
) -> None:
    from data_access.releases import reading
    from data_access.scope import Scope
    from tests.data_access.releases.programmes import registered

    registered(engine, 40)
    published(engine)
    registered(engine, 40)
    cookie[0] = enter(engine, ANA, Grant("monitor"))
    current_user.look_as(engine, of(engine, cookie), who)

    seen = of(engine, cookie).viewer
    found = reading.answer(engine, "people.count", seen, Scope())

    assert found.release is not None and found.release.number == 1
    assert (
        found.to_json("es")["rows"]
        == (reading.answer(engine, "people.count", VISITOR, Scope()).to_json("es")["rows"])
    )
    assert ask.session_engine() is engine
