"""Where open pages come from, how many there are, and how fast they may send messages.

A source is an address on the network, which a whole office may share: its limits are wide.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

BURST = 60  # messages that a page may send at once, after a pause
OFFICE = 10  # how many busy pages a source may have at the same time
MOST_SOURCES = 10_000  # remembered; beyond it, those that sent nothing lately are forgotten


@dataclass
class Pace:
    """So many messages a second, and `burst` at once after a pause."""

    per_second: float
    burst: int = BURST
    rested: float = -math.inf  # the moment at which the whole burst is free again

    def wait(self, now: float) -> float:
        """Count a message, and return for how many seconds it has to wait."""
        step = 1 / self.per_second
        self.rested = max(self.rested, now) + step
        return max(0.0, self.rested - now - self.burst * step)


@dataclass
class Source:
    """The open pages of one address on the network, and the pace of all together."""

    pace: Pace
    pages: int = 0


@dataclass
class Sources:
    """Who has pages open in this process: at most `most` each, at `per_second` messages a page."""

    most: int
    per_second: int
    known: dict[str, Source] = field(default_factory=dict)

    def of(self, address: str) -> Source:
        """Return the source of an address, a new one if nothing came from there lately."""
        if address not in self.known:
            if len(self.known) >= MOST_SOURCES:
                self._forget(time.monotonic())
            self.known[address] = Source(Pace(self.per_second * OFFICE, BURST * OFFICE))
        return self.known[address]

    def full(self, address: str) -> bool:
        """Return whether as many pages are open from an address as may be."""
        found = self.known.get(address)
        return found is not None and found.pages >= self.most

    def _forget(self, now: float) -> None:
        for address, source in list(self.known.items()):
            if not source.pages and source.pace.rested < now:
                del self.known[address]
