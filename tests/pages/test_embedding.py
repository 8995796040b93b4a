"""A figure in a frame of another site: alone, public, with its source and the way to its page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data_access.database import engine_for
from data_access.viewer import Grant
from tests.data_access.auth.house import enter

pytestmark = [pytest.mark.shared_demo, pytest.mark.usefixtures("jury")]


def framed(figure: str, **query: str) -> AppTest:
    """The page of jobs in a frame for one of its figures."""

    def script() -> None:
        import runpy
        from types import SimpleNamespace

        from components import embedding
        from components.navigation import PAGES

        def run() -> None:
            runpy.run_path(str(PAGES["hiring"].file))

        embedding.render(SimpleNamespace(run=run))

    app = AppTest.from_function(script, default_timeout=300)
    for key, value in {**query, "figura": figure, "embed": "1"}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> list[str]:
    """Everything that a frame says, in words and charts."""
    charts = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    return [*(one.value for one in (*app.subheader, *app.caption, *app.markdown)), *charts]


def test_a_frame_has_one_figure_with_its_source_and_the_way_to_its_page() -> None:
    app = framed("parity", territory="1308", parte="quien")

    assert len(app.subheader) == 1 and not app.selectbox and not app.header
    assert any("Fuente: " in one.proto.body for one in app.get("html"))
    (way,) = [one.value for one in app.markdown if "](" in one.value]
    assert way.endswith("/?territory=1308&parte=quien#figure-parity)")
    assert not [button.label for button in app.button]


def test_a_frame_shows_the_public_figures_whoever_looks(
    cookie: list[str | None], jury: str
) -> None:
    public = shown(framed("parity", territory="1308", parte="quien"))

    cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    assert shown(framed("parity", territory="1308", parte="quien")) == public


def test_a_figure_that_the_page_has_not_is_told() -> None:
    app = framed("no-such", territory="1308")

    assert not app.subheader
    assert app.info[0].value.startswith("Esa figura no está en la página")
