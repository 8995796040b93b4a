"""An app of one sentence behind this server's own middleware: what is kept, and how often it ran.

`streamlit run tests/server/small_app.py`, for tests of what surrounds the script.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from server import middleware  # noqa: E402

app = st.App(Path(__file__).parent / "small_script.py", middleware=middleware.MIDDLEWARE)
