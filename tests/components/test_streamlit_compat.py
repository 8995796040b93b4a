"""Each name of Streamlit's that it does not document is still where this app looks for it."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_server_config

from components import streamlit_compat as compat

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The addresses of an app with nothing in it, without their parameters."""
    script = tmp_path_factory.mktemp("app") / "script.py"
    script.write_text("")
    served = st.App(script)._build_starlette_app().routes
    return {str(getattr(route, "path", "")).partition("{")[0] for route in served}


@pytest.fixture
def uploads(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """What holds the files that readers upload, with one file of five bytes."""
    manager = MemoryUploadedFileManager(compat.UPLOAD_PATH)
    manager.add_file("mine", UploadedFileRec("1", "a.csv", "text/csv", b"12345"))
    held = SimpleNamespace(uploaded_file_mgr=manager)
    monkeypatch.setattr(compat.runtime, "get_instance", lambda: held)
    return manager


def test_no_other_module_reaches_into_streamlit() -> None:
    inside = re.compile(
        r"streamlit\.(runtime|web|elements|proto|delta_generator|static)|from streamlit import"
        r"|streamlit\.__file__|\bst\._|_stcore|_streamlit_"
    )
    found = {
        path.name
        for path in (ROOT / "app.py", *ROOT.glob("components/**/*.py"), *ROOT.glob("pages/*.py"))
        if inside.search(path.read_text("utf-8"))
    }
    assert found == {"streamlit_compat.py"}


def test_the_document_is_one_that_ours_can_take_the_place_of() -> None:
    text = compat.INDEX.read_text("utf-8")

    assert text.count("<title>") == text.count("<noscript>") == text.count("</head>") == 1
    assert '<html lang="en"' in text


def test_the_assets_are_scripts_and_styles_under_the_address_that_the_document_names() -> None:
    assert {".js", ".css"} <= {path.suffix for path in compat.ASSETS.rglob("*")}
    assert f'="./{compat.ASSETS_PATH.strip("/")}/' in compat.INDEX.read_text("utf-8")


def test_the_font_of_the_pages_is_there() -> None:
    path = compat.font_path()

    assert path.startswith(compat.ASSETS_PATH) and path.endswith(".woff2")
    assert (compat.ASSETS / Path(path).relative_to(compat.ASSETS_PATH)).is_file()


@pytest.mark.parametrize(
    "path", [compat.MEDIA_PATH, compat.UPLOAD_PATH, compat.LOGIN_PATH, compat.CALLBACK_PATH]
)
def test_streamlit_answers_at_the_address(path: str, routes: set[str]) -> None:
    assert path in routes


def test_the_cookies_of_a_sign_in_are_called_so() -> None:
    assert starlette_server_config.USER_COOKIE_NAME == compat.USER_COOKIE
    for name in ("USER", "TOKENS", "XSRF", "SESSION"):
        cookie = getattr(starlette_server_config, f"{name}_COOKIE_NAME")
        assert cookie.startswith(compat.COOKIE_PREFIX)


def script() -> None:
    import streamlit as st

    from components import streamlit_compat

    st.text(streamlit_compat.session_id())
    streamlit_compat.remove_upload("a file that nobody uploaded")


def test_a_script_knows_its_session_and_may_let_go_of_its_files() -> None:
    app = AppTest.from_function(script)
    app.run()

    assert not app.exception
    assert app.text[0].value not in ("", "None")


def test_outside_of_a_script_there_is_no_session_and_nothing_to_let_go_of() -> None:
    assert compat.session_id() is None
    compat.remove_upload("1")


@pytest.mark.usefixtures("uploads")
def test_the_files_held_are_counted_in_bytes() -> None:
    assert compat.uploaded_bytes() == 5


def test_an_upload_of_the_session_is_removed_and_no_other(
    uploads: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = SimpleNamespace(session_id="theirs", uploaded_file_mgr=uploads)
    monkeypatch.setattr(compat, "get_script_run_ctx", lambda: context)
    compat.remove_upload("1")
    assert compat.uploaded_bytes() == 5

    context.session_id = "mine"
    compat.remove_upload("1")
    assert compat.uploaded_bytes() == 0


def test_files_held_elsewhere_are_not_left_there_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context = SimpleNamespace(session_id="mine", uploaded_file_mgr=object())
    monkeypatch.setattr(compat, "get_script_run_ctx", lambda: context)

    with pytest.raises(TypeError):
        compat.remove_upload("1")
