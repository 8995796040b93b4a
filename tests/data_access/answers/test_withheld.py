"""What is withheld is in no answer that a visitor gets: not in a cell, not beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from data_access.answers import QUESTIONS, ask
from data_access.database import engine_for
from data_access.disclosure import LEAST, MOST_NOISE
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.databases import Copying

ESTIMATED = ("estimate", "se", "ci_low", "ci_high", "cv")
SURVEYED = ("vacancies", "hard_to_fill", "occupied", "vacancy_rate", "willing", "barriers")
PLACES = ("13", "1308")


@pytest.fixture
def filled(backend: str, copying: Copying) -> Iterator[Engine]:
    with copying(backend, "demo") as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


def scopes(name: str) -> Iterator[Scope]:
    """Every breakdown by one dimension, and by none, in places of every kind."""
    dimensions = sorted(QUESTIONS[name].by)
    for place in PLACES:
        yield Scope(place)
        yield from (Scope(place, by=(dimension,)) for dimension in dimensions)


def pairs(connection: Connection, name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of a visitor beside those of an administrator."""
    for scope in scopes(name):
        public, exact = (
            ask(connection, name, viewer, scope).to_json("es")["rows"]
            for viewer in (VISITOR, ADMINISTRATOR)
        )
        assert len(public) == len(exact)
        yield from zip(public, exact, strict=True)


def test_what_is_withheld_has_no_number_left_in_its_row(filled: Engine) -> None:
    with filled.connect() as connection:
        asked = [pair for name in SURVEYED for pair in pairs(connection, f"labour.{name}")]
        assert sum(check_estimate(*pair) for pair in asked) > 0
        assert sum(check_gap(*pair) for pair in pairs(connection, "labour.gap")) > 0
        assert sum(check_count(*pair) for pair in pairs(connection, "people.count")) > 0


def check_estimate(public: dict[str, Any], exact: dict[str, Any]) -> bool:
    """An estimate not published is gone with all that tells it; others are as they are."""
    assert public["flag"] == exact["flag"]
    if exact["flag"] != "not_published":
        assert public == exact
        return False
    assert all(public[key] is None for key in ESTIMATED if key in public)
    return exact["estimate"] is not None


def check_gap(public: dict[str, Any], exact: dict[str, Any]) -> bool:
    """Neither few people nor an unpublished estimate, nor anything computed from one."""
    few = check_people(public["registered_supply"], exact["registered_supply"])
    unsure = exact["flag"] == "not_published"
    if unsure:
        assert public["vacancies"] is None
    if few or public["vacancies"] is None:
        assert public["gap"] is public["tightness"] is None
    else:
        # From the shown count alone: the true one can not be worked out from the difference.
        assert public["gap"] == public["vacancies"] - public["registered_supply"]
        assert public["tightness"] == public["vacancies"] / public["registered_supply"]
    return few


def check_count(public: dict[str, Any], exact: dict[str, Any]) -> bool:
    """A count of people is few, or adjusted and said to be."""
    few = check_people(public["persons"], exact["persons"])
    assert public["flag"] == ("few" if few else "adjusted")
    return few


def check_people(shown: int | None, true: int) -> bool:
    """Whether a count is hidden: always under 5, and never further off than the noise goes."""
    if true < LEAST:
        assert shown is None
    if shown is not None:
        assert shown >= LEAST
        assert abs(shown - true) <= MOST_NOISE
    return shown is None
