"""What happens once, when a server process starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio

from components import ask
from data_access import database


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Bring the schema up to date before the first request."""
    await anyio.to_thread.run_sync(database.migrate, ask.engine())
    yield
