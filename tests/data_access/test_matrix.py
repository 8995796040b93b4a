"""Who gets what: every answer and page against every role, made from the lists of what exists."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from components.navigation import PAGES
from data_access.answers import QUESTIONS, ask
from data_access.database import writing
from data_access.scope import Scope
from data_access.viewer import OF_A_PLACE, ROLES, VISITOR, Viewer, clearance
from tests.data_access.answers.example import store_people, store_survey

PLACES = ("1308", "2301")
VIEWERS = tuple(
    Viewer(role, place) for role in ROLES for place in (PLACES if role in OF_A_PLACE else (None,))
)
# What each reader gets of figures: what the public gets, or all of it.
PUBLIC, EXACT = "public", "exact"
LEVEL = {"visitor": PUBLIC, "leader": PUBLIC, "monitor": EXACT, "administrator": EXACT}
# What each answer holds back from the public on the data below. A new answer needs a line.
HOLDS_BACK = {
    "labour.vacancies": True,
    "labour.hard_to_fill": True,
    "labour.occupied": True,
    "labour.vacancy_rate": True,
    "labour.willing": True,
    "labour.barriers": True,
    "labour.response": False,
    "labour.strata": False,
    "labour.surveys": False,
    "labour.gap": True,
    "labour.mismatch": True,
    "people.count": True,
}
OPEN_PAGES = {"labour": set(ROLES)}


@pytest.fixture
def stored(engine: Engine) -> Engine:
    with writing(engine) as connection:
        store_survey(connection)
        people = [{}] * 60 + [{"sought_isco2": "52"}] * 7 + [{"canton_code": "2301"}] * 3
        store_people(connection, *people)
    return engine


def test_every_role_and_answer_and_page_has_its_line() -> None:
    assert set(LEVEL) == set(ROLES)
    assert set(HOLDS_BACK) == set(QUESTIONS)
    assert set(OPEN_PAGES) == set(PAGES)


@pytest.mark.parametrize("name", sorted(HOLDS_BACK))
def test_below_monitor_everybody_gets_the_public_answer(stored: Engine, name: str) -> None:
    scopes = [Scope("1308") if QUESTIONS[name].by else Scope()]
    scopes += [Scope("1308", by=(dimension,)) for dimension in sorted(QUESTIONS[name].by)]
    differs = False
    with stored.connect() as connection:
        for scope in scopes:
            got = {viewer: ask(connection, name, viewer, scope).to_json("es") for viewer in VIEWERS}
            for viewer, answer in got.items():
                if LEVEL[viewer.role] == PUBLIC:
                    assert answer == got[VISITOR], viewer
                else:
                    assert answer == got[Viewer("administrator")], viewer
            differs |= got[VISITOR]["rows"] != got[Viewer("administrator")]["rows"]
    assert differs == HOLDS_BACK[name]


@pytest.mark.parametrize("name", sorted(OPEN_PAGES))
def test_a_page_opens_for_those_it_is_for(name: str) -> None:
    allowed = {viewer.role for viewer in VIEWERS if PAGES[name].allowed(viewer)}

    assert allowed == OPEN_PAGES[name]


def test_no_two_readers_who_see_different_things_share_a_kept_answer() -> None:
    assert len({clearance(viewer) for viewer in VIEWERS}) == len(VIEWERS)


@pytest.mark.parametrize(
    ("role", "place"), [("king", None), ("leader", None), ("leader", "9999"), ("monitor", "13")]
)
def test_a_role_that_makes_no_sense_is_refused(role: str, place: str | None) -> None:
    with pytest.raises(ValueError, match="role"):
        Viewer(role, place)
