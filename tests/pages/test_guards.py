"""No page runs before its guard has spoken, and the menu holds what a reader may open."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import navigation
from components.navigation import PAGES, MenuEntry
from data_access.language import Text
from data_access.viewer import Viewer

FOLDER = Path(__file__).parents[2] / "pages"
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_first_thing_a_page_does_is_ask_its_guard(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    does = [
        node
        for node in tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]

    assert ast.unparse(does[0]) == f"viewer = guard.require('{path.stem}')"


def test_every_page_file_is_registered_under_its_own_name() -> None:
    assert [path.stem for path in FILES] == sorted(PAGES)
    for entry in PAGES.values():
        assert entry.file.is_absolute() and entry.file.is_file()


@pytest.mark.usefixtures("engine")
def test_a_page_that_is_not_the_readers_shows_only_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(_viewer: Viewer) -> bool:
        return False

    monkeypatch.setitem(PAGES, "labour", MenuEntry("labour", Text("Brechas laborales"), nobody))
    app = AppTest.from_file(str(FOLDER / "labour.py"), default_timeout=300)
    app.run()

    assert not app.exception
    assert [error.value for error in app.error] == ["Esta página no está disponible para usted."]
    assert not app.header and not app.metric and not app.selectbox


def test_the_menu_leaves_out_what_the_reader_may_not_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(_viewer: Viewer) -> bool:
        return False

    secret = MenuEntry("labour", Text("Secreto"), nobody)
    monkeypatch.setattr(navigation, "PAGES", {"labour": secret})

    assert navigation.pages_for(Viewer()) == []


def menu(role: str) -> dict[str, list[tuple[str, bool]]]:
    """The menu of a reader: by group, the titles of the pages and whether they show people."""

    def script(role: str) -> None:
        import streamlit as st

        from components import navigation
        from data_access.viewer import Viewer

        found = navigation.pages_for(Viewer.parse(role))
        groups = found if isinstance(found, dict) else {"": found}
        st.session_state["menu"] = {
            group: [(page.title, navigation.shows_people(page)) for page in pages]
            for group, pages in groups.items()
        }

    app = AppTest.from_function(script, args=(role,), default_timeout=300)
    app.query_params["lang"] = "es"
    app.run()
    assert not app.exception
    return app.session_state["menu"]


def test_administrators_find_their_pages_in_a_group_of_their_own() -> None:
    found = menu("administrator")

    assert list(found) == ["", "Premios", "Administración"]
    assert found["Administración"] == [
        ("Cargar datos", False),
        ("Calidad de los datos", True),
        ("Personas y accesos", False),
        ("Registro de actividad", False),
    ]
    for role in ("leader:1308", "monitor"):
        assert menu(role)["Administración"] == [
            ("Cargar datos", False),
            ("Calidad de los datos", True),
        ]
    assert list(menu("visitor")) == ["", "Premios"]
    # Which way people took is for those who see exact figures.
    exact = ("Recorridos", True)
    assert exact in found[""] and exact in menu("monitor")[""]
    assert menu("visitor")[""] == [entry for entry in found[""] if entry != exact]
    assert menu("visitor")["Premios"] == [
        ("Postular", False),
        ("Resultados de los premios", False),
    ]
    assert found[""][0] == ("Panorama", True)
