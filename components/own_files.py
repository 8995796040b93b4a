"""Files that readers download: each for the reader who asked, once, within a minute.

A press on a download button builds the file on the server and is answered with an address. Whoever
fetches that must come with the cookies of the page that asked, while that page is open.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from components import ask
from components.streamlit_compat import (
    USER_COOKIE,
    BuiltFile,
    session_cookies,
    session_is_open,
)
from data_access import addresses
from data_access.auth import current_user
from data_access.auth.identities import Claims
from data_access.viewer import clearance

ROUTE = "/files/"
SHOWN = ("application/pdf", "image/png", "image/jpeg")  # in the page: nothing in them runs there
SESSION_COOKIE = "m4sd_session"
HOST_ONLY = "__Host-"  # a browser keeps a cookie so named to this very host, and to HTTPS
SECONDS = 60
MOST_BYTES = 400 * 2**20  # of all files that nobody has fetched yet
MOST_SESSIONS = 10_000


@dataclass(frozen=True)
class Reader:
    """Who a session's page was drawn for: how they signed in, and what they might see then."""

    cookie: str | None
    claims: Claims | None
    clearance: Any


@dataclass(frozen=True)
class Kept:
    """A file that waits to be fetched, and the sign-in that its page came with."""

    file: BuiltFile
    sign_in: Mapping[str, str]
    until: float


_lock = Lock()
_readers: OrderedDict[str, Reader] = OrderedDict()
_kept: OrderedDict[str, Kept] = OrderedDict()


def session_cookie() -> str:
    """Return the name of the cookie that signs in: over HTTPS one that no other host can set."""
    return HOST_ONLY + SESSION_COOKIE if addresses.over_https() else SESSION_COOKIE


def drawn(session: str | None, reader: Reader) -> None:
    """Remember for whom a session's page was drawn; forget the oldest of many."""
    if session is None:
        return
    with _lock:
        _readers[session] = reader
        _readers.move_to_end(session)
        while len(_readers) > MOST_SESSIONS:
            _readers.popitem(last=False)


def may_have(session: str) -> bool:
    """Return whether the reader of a session's page still has the rights it was drawn with."""
    reader = _readers.get(session)
    if reader is None:
        return False
    now = current_user.arrive(ask.session_engine(), reader.cookie, reader.claims, "")
    return bool(clearance(now.viewer) == reader.clearance)


def keep(file: BuiltFile) -> str:
    """Keep a file until it is fetched; return its address."""
    token = secrets.token_urlsafe(32)
    kept = Kept(file, _sign_in(session_cookies(file.session)), time.monotonic() + SECONDS)
    with _lock:
        _kept[token] = kept
        held = sum(len(other.file.content) for other in _kept.values())
        while held > MOST_BYTES and len(_kept) > 1:
            held -= len(_kept.popitem(last=False)[1].file.content)
        for old in [name for name, other in _kept.items() if other.until < time.monotonic()]:
            del _kept[old]
    return f"{ROUTE}{token}"


def fetch(token: str, cookies: Mapping[str, str]) -> BuiltFile | None:
    """Return a file to whom it is for, once; None for anybody else, and afterwards."""
    with _lock:
        kept = _kept.get(token)
        if kept is None or _sign_in(cookies) != kept.sign_in:
            return None
        del _kept[token]
    session = kept.file.session
    if kept.until < time.monotonic() or not session_is_open(session) or not may_have(session):
        return None
    return kept.file


def _sign_in(cookies: Mapping[str, str]) -> dict[str, str]:
    """Return the cookies that say who somebody is."""
    return {
        name: value
        for name, value in cookies.items()
        if name == session_cookie() or name.startswith(USER_COOKIE)
    }
