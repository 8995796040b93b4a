"""One run of a page, timed."""

from __future__ import annotations

import time
from pathlib import Path
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from components import guard

FOLDER = Path(__file__).parents[2] / "pages"


def run(name: str, place: str) -> float:
    """Seconds of one run of a page for a place, in a visitor's new session."""
    app = AppTest.from_file(str(FOLDER / f"{name}.py"), default_timeout=120)
    if place != "EC":
        app.query_params["territory"] = place
    with patch.object(guard, "cookie", lambda: None):
        start = time.perf_counter()
        app.run()
        taken = time.perf_counter() - start
    assert not app.exception
    return taken
