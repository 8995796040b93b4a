"""An app of one sentence behind this server's own middleware: what is kept, and how often it ran.

`streamlit run tests/server/small_app.py`, for tests of what surrounds the script.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from server import middleware, sending  # noqa: E402


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Send as the app does, without its database."""
    sending.at_once(asyncio.get_running_loop())
    sending.as_what_changed()
    yield


app = st.App(
    Path(__file__).parent / "small_script.py", middleware=middleware.MIDDLEWARE, lifespan=lifespan
)
