"""Which sessions show a field for files, and so may send some to the server."""

from __future__ import annotations

from collections import OrderedDict

MOST_SESSIONS = 10_000
_offered: OrderedDict[str, None] = OrderedDict()


def offer(session: str) -> None:
    """Note that a session's page shows a field for files; sessions of long ago are forgotten."""
    _offered[session] = None
    _offered.move_to_end(session)
    while len(_offered) > MOST_SESSIONS:
        _offered.popitem(last=False)


def offered(session: str) -> bool:
    """Return whether a session's page shows a field for files."""
    return session in _offered
