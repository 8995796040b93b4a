"""Which sessions show an upload field, and so may send files to the server."""

from __future__ import annotations

from collections import OrderedDict

MOST_SESSIONS = 10_000
_offered: OrderedDict[str, None] = OrderedDict()


def offer(session: str | None) -> None:
    """Let a session whose page shows an upload field send files; drop the oldest sessions."""
    if session is None:
        return
    _offered[session] = None
    _offered.move_to_end(session)
    while len(_offered) > MOST_SESSIONS:
        _offered.popitem(last=False)


def offered(session: str) -> bool:
    """Return whether a session's page shows an upload field."""
    return session in _offered
