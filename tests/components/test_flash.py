"""What came of a click is shown once, at its place, as what it is."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from components import flash
    from data_access.language import Text
    from data_access.refusal import Refusal

    def refuse() -> None:
        raise Refusal(Text("Primera *razón*"), Text("Segunda razón"))

    def save() -> int:
        return 3

    acts = {
        "done": lambda: flash.attempt("here", save, Text("Guardado")),
        "said": lambda: flash.attempt("here", lambda: Text("Se guardó")),
        "silent": lambda: flash.attempt("here", save),
        "refused": lambda: flash.attempt("here", refuse),
        "warned": lambda: flash.keep("here", Text("Ojo"), kind=flash.MessageKind.WARNING),
        "in list": lambda: flash.attempt("row-1", save, Text("Quitado")),
        "gone": lambda: flash.attempt("row-2", save, Text("Quitado")),
    }
    for name, act in acts.items():
        st.button(name, key=name, on_click=act)
    flash.show("elsewhere")
    flash.show("here")
    for at in flash.in_list("row", 2):
        st.markdown(f"row {at}")


def shown(app: AppTest) -> list[str]:
    boxes = ("success", "warning", "error")
    return [f"{box}: {one.value}" for box in boxes for one in getattr(app, box)]


@pytest.mark.parametrize(
    ("click", "expected"),
    [
        ("done", ["success: Guardado"]),
        ("said", ["success: Se guardó"]),
        ("silent", []),
        ("refused", [r"error: Primera \*razón\*", "error: Segunda razón"]),
        ("warned", ["warning: Ojo"]),
        ("in list", ["success: Quitado"]),
        ("gone", ["success: Quitado"]),
    ],
)
def test_what_came_of_a_click_is_shown_once(click: str, expected: list[str]) -> None:
    app = AppTest.from_function(page).run()
    assert shown(app) == []

    app.button(key=click).click().run()
    assert shown(app) == expected

    assert shown(app.run()) == []


def test_it_is_shown_after_its_entry_or_where_that_stood() -> None:
    app = AppTest.from_function(page).run()

    app.button(key="in list").click().run()
    kinds = [one.type for one in app.main][-3:]
    assert kinds == ["markdown", "markdown", "success"]

    app.button(key="gone").click().run()
    assert [one.type for one in app.main][-1] == "success"


def test_a_place_keeps_what_is_not_its_own() -> None:
    app = AppTest.from_function(page)
    from components.flash import STATE, MessageKind
    from data_access.language import Text

    app.session_state[STATE] = ("another page", MessageKind.SUCCESS, (Text("Guardado"),))
    app.run()

    assert shown(app) == []
    assert app.session_state[STATE][0] == "another page"
