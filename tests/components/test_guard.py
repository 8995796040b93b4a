"""Exact figures about people that go into a file are logged, and only those."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from components import guard
from data_access.auth import account_administration
from data_access.refusal import Refusal
from data_access.viewer import Grant
from tests.components.examples import gap, vacancies
from tests.data_access.auth.house import ADMINISTRATOR, account, appoint, enter, told
from tests.pages.conftest import engine as engine

ANA = "ana@example.org"


@pytest.fixture
def house(engine: Engine) -> Engine:
    appoint(engine)
    return engine


def read_by(cookie: list[str | None], engine: Engine, *grants: Grant) -> None:
    cookie[0] = enter(engine, ANA, *grants) or None


def test_a_monitors_download_of_figures_about_people_is_logged_when_it_is_built(
    house: Engine, cookie: list[str | None]
) -> None:
    read_by(cookie, house, Grant("monitor"))

    build = guard.exporting(gap(), "csv", lambda: b"file")

    assert told(house, "exact_export") == []
    assert build() == b"file"
    assert told(house, "exact_export") == [
        (ANA, {"answer": "labour.gap", "format": "csv", "query": gap().scope.to_query()})
    ]


def test_a_download_about_companies_alone_is_not(house: Engine, cookie: list[str | None]) -> None:
    read_by(cookie, house, Grant("monitor"))

    assert guard.exporting(vacancies(), "csv", lambda: b"file")() == b"file"
    assert told(house, "exact_export") == []


@pytest.mark.parametrize("grants", [(), (Grant("leader", "1308"),)])
def test_what_everybody_may_download_is_not(
    house: Engine, cookie: list[str | None], grants: tuple[Grant, ...]
) -> None:
    read_by(cookie, house, *grants)

    assert guard.exporting(gap(), "csv", lambda: b"file")() == b"file"
    assert told(house, "exact_export") == []


def test_a_file_that_could_not_be_made_is_not_logged(
    house: Engine, cookie: list[str | None]
) -> None:
    read_by(cookie, house, Grant("monitor"))

    def broken() -> bytes:
        raise KeyError("a column without a label")

    with pytest.raises(KeyError):
        guard.exporting(gap(), "xlsx", broken)()
    assert told(house, "exact_export") == []


def test_a_button_older_than_a_role_taken_away_hands_nothing_out(
    house: Engine, cookie: list[str | None]
) -> None:
    read_by(cookie, house, Grant("monitor"))
    build = guard.exporting(gap(), "csv", lambda: b"file")
    account_administration.take(house, ADMINISTRATOR, account(house, ANA), Grant("monitor"))

    with pytest.raises(Refusal):
        build()
    assert told(house, "exact_export") == []
