"""Who gets what: every answer and page against every role, made from the lists of what exists."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from components.navigation import PAGES
from data_access.answers import QUESTIONS, about_people, ask
from data_access.database import writing
from data_access.scope import Scope
from data_access.viewer import BELONGS, ROLES, Grant, Viewer, clearance, sees_exact_people
from tests.data_access.answers.example import store_people, store_survey

# Each role with one thing that it is for, and with another.
OF = {
    "territory": ("1308", "2301"),
    "edition": ("EMP-2026", "ENT-2026"),
    "award": ("EMPRESAS", "ENTIDADES"),
}
VIEWERS = {
    name: Viewer.parse(name)
    for role in ROLES
    for name in ([f"{role}:{of}" for of in OF[BELONGS[role]]] if role in BELONGS else [role])
}
# What each reader gets of figures: what the public gets, or all of it.
PUBLIC, EXACT = "public", "exact"
LEVEL = {
    **dict.fromkeys(("visitor", "leader", "juror", "secretary"), PUBLIC),
    **dict.fromkeys(("monitor", "administrator"), EXACT),
}
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
OPEN_PAGES = {
    "labour": set(ROLES),
    "methods": set(ROLES),
    "sign_in": set(ROLES),
    "data_desk": {"leader", "monitor", "administrator"},
    "administration": {"administrator"},
    "audit_log": {"administrator"},
}


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


@pytest.mark.parametrize("question", sorted(HOLDS_BACK))
def test_below_monitor_everybody_gets_the_public_answer(stored: Engine, question: str) -> None:
    dimensions = sorted(QUESTIONS[question].by)
    scopes = [Scope("1308") if dimensions else Scope()]
    scopes += [Scope("1308", by=(dimension,)) for dimension in dimensions]
    differs = False
    with stored.connect() as connection:
        for scope in scopes:
            got = {
                name: ask(connection, question, viewer, scope).to_json("es")
                for name, viewer in VIEWERS.items()
            }
            for name, answer in got.items():
                level = LEVEL[name.partition(":")[0]]
                assert answer == got["visitor" if level == PUBLIC else "administrator"], name
            differs |= got["visitor"]["rows"] != got["administrator"]["rows"]
    assert differs == HOLDS_BACK[question]


def test_exact_figures_that_may_be_about_people_are_known_by_their_subject() -> None:
    assert about_people("people.count") and about_people("labour.gap")
    assert not about_people("labour.vacancies") and not about_people("labour.surveys")
    assert about_people("what.nobody.knows")


@pytest.mark.parametrize("name", sorted(OPEN_PAGES))
def test_a_page_opens_for_those_it_is_for(name: str) -> None:
    allowed = {role for role, viewer in VIEWERS.items() if PAGES[name].allowed(viewer)}

    assert {role.partition(":")[0] for role in allowed} == OPEN_PAGES[name]


def test_no_two_readers_who_see_different_things_share_a_kept_answer() -> None:
    assert len({clearance(viewer) for viewer in VIEWERS.values()}) == len(VIEWERS)


def test_a_reader_with_several_roles_has_what_any_of_them_gives() -> None:
    both = Viewer(frozenset({Grant("leader", "1308"), Grant("monitor")}))

    assert sees_exact_people(both)
    assert clearance(both) == "leader:1308+monitor"


@pytest.mark.parametrize(
    "name",
    ["king", "leader", "leader:9999", "monitor:13", "visitor:13", "juror", "secretary:OTRO", ""],
)
def test_a_role_that_makes_no_sense_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="role"):
        Viewer.parse(name)
