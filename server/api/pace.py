"""How fast one source may ask the API."""

from __future__ import annotations

import math
import os
import time

from starlette.requests import Request

from data_access.language import Text
from server.api.responses import Problem
from server.sources import MOST_SOURCES, Pace
from server.visitors import source
from server.websocket_gate import whole_number

PER_SECOND, BURST = 5, 120  # of one address, which a whole office may share


class Paces:
    """The paces of all sources that asked lately, in this process."""

    def __init__(self, per_second: float, burst: int = BURST) -> None:
        self.per_second, self.burst = per_second, burst
        self.known: dict[str, Pace] = {}

    def admit(self, address: str, now: float) -> float:
        """Return 0 and count a request, or for how many seconds to wait, and count nothing."""
        if address not in self.known and len(self.known) >= MOST_SOURCES:
            self.known = {key: pace for key, pace in self.known.items() if pace.rested > now}
        pace = self.known.setdefault(address, Pace(self.per_second, self.burst))
        before = pace.rested
        wait = pace.wait(now)
        if wait:
            pace.rested = before
        return wait


PACES = Paces(whole_number(os.environ.get("API_REQUESTS_PER_SECOND"), PER_SECOND))


def require_pace(request: Request) -> None:
    """Raise Problem if a source asks too fast."""
    wait = PACES.admit(source(request), time.monotonic())
    if wait:
        seconds = max(1, math.ceil(wait))
        raise Problem(
            429, Text("Espere {seconds} s y pida otra vez.", seconds=str(seconds)), seconds
        )
