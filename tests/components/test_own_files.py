"""A file is for the reader who asked for it, once, for a minute, while their rights last."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from components import own_files
from components.own_files import SESSION_COOKIE, Reader
from components.streamlit_compat import USER_COOKIE, BuiltFile
from data_access.auth import account_administration, sessions
from data_access.viewer import VISITOR, Grant, Viewer, clearance
from tests.data_access.auth.house import ADMINISTRATOR, account, appoint, enter
from tests.writing import writing

PAGE = "page"
FILE = BuiltFile(PAGE, b"PK", "acta.xlsx", "application/zip")
MONITOR = Grant("monitor")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(own_files, "session_is_open", lambda session: session == PAGE)
    yield
    own_files._kept.clear()
    own_files._readers.clear()


def connected(monkeypatch: pytest.MonkeyPatch, **cookies: str) -> None:
    monkeypatch.setattr(own_files, "session_cookies", lambda session: cookies)


@pytest.fixture
def cookie(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The cookie of a monitor whose page is open."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    held = enter(engine, "eva@example.org", MONITOR)
    own_files.drawn(PAGE, Reader(held, None, clearance(Viewer(frozenset({MONITOR})))))
    connected(monkeypatch, **{SESSION_COOKIE: held, "m4sd_language": "en"})
    return held


def token(address: str) -> str:
    assert address.startswith(own_files.ROUTE)
    return address.removeprefix(own_files.ROUTE)


def test_whoever_asked_fetches_it_and_nobody_fetches_it_again(cookie: str) -> None:
    address = token(own_files.keep(FILE))
    mine = {SESSION_COOKIE: cookie, "another": "x"}

    assert own_files.fetch(address, mine) == FILE
    assert own_files.fetch(address, mine) is None


@pytest.mark.parametrize(
    "cookies", [{}, {SESSION_COOKIE: "other"}, {USER_COOKIE: "other"}], ids=lambda c: str([*c])
)
def test_with_the_address_alone_nobody_else_has_it(cookie: str, cookies: dict[str, str]) -> None:
    address = token(own_files.keep(FILE))

    assert own_files.fetch(address, cookies) is None
    # Nor does the try of another take it from its reader.
    assert own_files.fetch(address, {SESSION_COOKIE: cookie}) == FILE


def test_the_address_is_of_no_use_after_a_minute(
    cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = token(own_files.keep(FILE))
    later = time.monotonic() + own_files.SECONDS + 1
    monkeypatch.setattr(own_files.time, "monotonic", lambda: later)

    assert own_files.fetch(address, {SESSION_COOKIE: cookie}) is None


def test_a_role_taken_away_ends_it(engine: Engine, cookie: str) -> None:
    appoint(engine)
    address = token(own_files.keep(FILE))
    assert own_files.may_have(PAGE)

    account_administration.take(engine, ADMINISTRATOR, account(engine, "eva@example.org"), MONITOR)

    assert not own_files.may_have(PAGE)
    assert own_files.fetch(address, {SESSION_COOKIE: cookie}) is None


def test_signing_out_ends_it_for_whoever_kept_the_cookie(engine: Engine, cookie: str) -> None:
    address = token(own_files.keep(FILE))
    with writing(engine) as connection:
        sessions.end_all(connection, account(engine, "eva@example.org"), "eva@example.org")

    assert own_files.fetch(address, {SESSION_COOKIE: cookie}) is None


def test_closing_the_page_ends_it(cookie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = token(own_files.keep(FILE))
    monkeypatch.setattr(own_files, "session_is_open", lambda session: False)

    assert own_files.fetch(address, {SESSION_COOKIE: cookie}) is None


def test_a_visitor_has_files_too_and_a_page_that_nobody_opened_has_none(
    engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    connected(monkeypatch)
    own_files.drawn(PAGE, Reader(None, None, clearance(VISITOR)))

    assert own_files.may_have(PAGE) and not own_files.may_have("another")
    assert own_files.fetch(token(own_files.keep(FILE)), {}) == FILE


def test_files_that_nobody_fetches_take_bounded_memory(
    cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_files, "MOST_BYTES", 5)
    first, *_, last = [token(own_files.keep(FILE)) for _ in range(3)]

    assert own_files.fetch(first, {SESSION_COOKIE: cookie}) is None
    assert own_files.fetch(last, {SESSION_COOKIE: cookie}) == FILE
