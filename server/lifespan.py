"""What happens once, when a server process starts."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Event, Thread
from typing import Any

import anyio

from components import ask, own_files
from components.streamlit_compat import serve_downloads
from data_access import database
from data_access.imports import pieces
from data_access.releases import nightly
from server import sending

# What pages import: imported ahead, to spare the first reader two seconds.
SLOW_IMPORTS = ("altair", "pydeck", "scipy.stats", "geopandas", "xlsxwriter")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Migrate the schema before the first request; watch for the release of the night."""
    sending.at_once(asyncio.get_running_loop())
    sending.as_what_changed()
    await anyio.to_thread.run_sync(database.migrate, ask.engine())
    serve_downloads(own_files.may_have, own_files.keep)
    Thread(target=_import_ahead, daemon=True).start()
    Thread(target=pieces.remove_abandoned, daemon=True).start()
    stop = Event()
    Thread(target=nightly.watch, args=(ask.engine(), stop), daemon=True).start()
    yield
    stop.set()


def _import_ahead() -> None:
    """Import what pages import, and leave all of it out of every later search for garbage.

    A search through everything that was ever imported takes a fifth of a second. Streamlit would
    begin one after each run of a script, which `.streamlit/config.toml` switches off; Python's own
    go through what came since.
    """
    for name in SLOW_IMPORTS:
        import_module(name)
    gc.collect()
    gc.freeze()
