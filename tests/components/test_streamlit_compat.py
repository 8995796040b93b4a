"""Each name of Streamlit's that it does not document is still where this app looks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import media_file_manager
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_server_config

from components import streamlit_compat as compat
from components.awards.field import mount
from tests.apart import run_apart

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
    "path",
    [
        *(compat.MEDIA_PATH, compat.UPLOAD_PATH, compat.LOGIN_PATH, compat.CALLBACK_PATH),
        *(compat.STREAM_PATH, compat.METRICS_PATH, f"{compat.AGENT_PATH}/interact"),
    ],
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


def deferred(session: str, build: Callable[[], object]) -> MediaFileManager:
    """What holds the files of pages, with one that a press on a button of `session` builds."""
    manager = MediaFileManager(MemoryMediaFileStorage(compat.MEDIA_PATH))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(media_file_manager, "_get_session_id", lambda: session)
        manager.add_deferred(build, "text/csv", "0", "cifras.csv")  # type: ignore[arg-type]
    return manager


def pressed(file_id: str, session: str) -> BackendOperationResponse:
    request = BackendOperationRequest(request_id="1")
    request.deferred_file.file_id = file_id
    handler = DeferredFileHandler(lambda: None)  # type: ignore[arg-type,return-value]
    return run_apart(handler.handle(request, session))


@pytest.mark.parametrize(
    ("session", "allowed", "build", "given"),
    [
        ("mine", True, lambda: b"1;2", True),
        ("another", True, lambda: b"1;2", False),
        ("mine", False, lambda: b"1;2", False),
        ("mine", True, lambda: "words", False),
    ],
    ids=["own", "of another session", "of a role taken away", "no bytes"],
)
def test_a_file_is_built_for_the_session_of_its_button_alone(
    monkeypatch: pytest.MonkeyPatch,
    session: str,
    allowed: bool,
    build: Callable[[], object],
    given: bool,
) -> None:
    manager = deferred("mine", build)
    held = SimpleNamespace(media_file_mgr=manager)
    monkeypatch.setattr(compat.runtime, "get_instance", lambda: held)
    monkeypatch.setattr(DeferredFileHandler, "handle", DeferredFileHandler.handle)
    kept: list[compat.BuiltFile] = []
    compat.serve_downloads(lambda _: allowed, lambda file: (kept.append(file), "/files/x")[1])
    (file_id,) = manager._deferred_callables

    answer = pressed(file_id, session)

    assert bool(answer.error_msg) is not given
    assert answer.deferred_file.url == ("/files/x" if given else "")
    wanted = compat.BuiltFile("mine", b"1;2", "cifras.csv", "text/csv")
    assert kept == ([wanted] if given else [])


def test_a_file_to_download_is_told_from_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = MemoryMediaFileStorage(compat.MEDIA_PATH)
    held = SimpleNamespace(media_file_mgr=MediaFileManager(storage))
    monkeypatch.setattr(compat.runtime, "get_instance", lambda: held)
    file = storage.load_and_get_id(b"1;2", "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")
    picture = storage.load_and_get_id(b"x", "image/png", MediaFileKind.MEDIA)

    assert compat.stored_for_download(storage.get_url(file))
    assert not compat.stored_for_download(storage.get_url(picture))
    assert not compat.stored_for_download("/media/unknown.csv")


def chart() -> None:
    import streamlit as st

    from components import streamlit_compat

    specification = {"mark": "bar", "data": {"values": [{"a": 1}]}}
    made = streamlit_compat.element(lambda page: page.vega_lite_chart(specification, alt="said"))
    with st.container():
        streamlit_compat.render(made)
        st.vega_lite_chart(specification, alt="said")


def test_an_element_made_ahead_is_the_one_that_its_command_renders() -> None:
    app = AppTest.from_function(chart).run()

    assert not app.exception
    made, usual = app.get("vega_lite_chart")
    assert made.proto == usual.proto
    assert made.root is app.main.root


def test_each_run_has_a_marker_of_its_own() -> None:
    def script() -> None:
        import streamlit as st

        from components.streamlit_compat import run_marker

        assert run_marker() is run_marker()
        assert st.session_state.get("before") is not run_marker()
        st.session_state["before"] = run_marker()

    app = AppTest.from_function(script).run()
    app.run()

    assert not app.exception
    assert compat.run_marker() is None


def test_a_container_is_empty_until_something_is_rendered_into_it() -> None:
    def script() -> None:
        import streamlit as st

        from components.streamlit_compat import is_empty

        room = st.skeleton(height=100).container()
        before = is_empty(room)
        with room:
            st.caption("there")
        st.text(f"{before} {is_empty(room)}")

    app = AppTest.from_function(script).run()

    assert [text.value for text in app.text] == ["True False"]


def test_a_part_with_files_of_its_own_is_registered_where_they_lie(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manager = get_bidi_component_manager()
    monkeypatch.setattr(compat, "get_bidi_component_manager", lambda: manager)
    monkeypatch.setattr(st.components.v2, "component", lambda name, css, js: (name, css, js))

    for _time in range(2):  # as each run of a page asks for it
        part = compat.browser_part(mount.NAME, mount.FOLDER, css="field.css", js="field.js")

    assert part == (mount.NAME, "field.css", "field.js")
    assert manager.get_component_asset_root(mount.NAME) == mount.FOLDER / "assets"


def test_a_value_of_the_address_is_known_though_streamlit_leaves_its_key_out() -> None:
    def script() -> None:
        import streamlit as st

        from components.streamlit_compat import query_value

        st.text(f"{query_value('embed')} {query_value('other')} {'embed' in st.query_params}")

    app = AppTest.from_function(script)
    app.query_params["embed"] = "1"
    assert app.run().text[0].value == "1 None False"
    assert compat.query_value("embed") is None
