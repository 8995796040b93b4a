"""A page as it opens at a URL, without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.navigation import FOLDER
from components.parts import PART, WHOLE

IN_PARTS = (
    "overview",
    "labour",
    "hiring",
    "training",
    "ventures",
    "community",
    "methods",
    "indicators",
    "award_results",
    "data_quality",
)


def page(name: str, language: str = "es", **query: str) -> AppTest:
    """A page with the query of its URL, not run yet; the whole of it, unless a part is named."""
    app = AppTest.from_file(str(FOLDER / f"{name}.py"), default_timeout=300)
    whole = {PART: WHOLE} if name in IN_PARTS else {}
    for key, value in {**whole, **query, "lang": language}.items():
        app.query_params[key] = value
    return app


def opened(name: str, language: str = "es", **query: str) -> AppTest:
    """A page after its first run, which went without an exception."""
    app = page(name, language, **query)
    app.run()
    assert not app.exception
    return app
