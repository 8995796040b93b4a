"""What happens once, when a server process starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Event, Thread
from typing import Any

import anyio

from components import ask, own_files
from components.streamlit_compat import serve_downloads
from data_access import database
from data_access.releases import nightly

# What pages import: imported ahead, to spare the first reader two seconds.
SLOW_IMPORTS = ("altair", "pydeck", "scipy.stats", "mapclassify", "geopandas", "xlsxwriter")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Migrate the schema before the first request; watch for the release of the night."""
    await anyio.to_thread.run_sync(database.migrate, ask.engine())
    serve_downloads(own_files.may_have, own_files.keep)
    Thread(target=_import_ahead, daemon=True).start()
    stop = Event()
    Thread(target=nightly.watch, args=(ask.engine(), stop), daemon=True).start()
    yield
    stop.set()


def _import_ahead() -> None:
    for name in SLOW_IMPORTS:
        import_module(name)
