"""Monitors look at pages as a visitor or a place's leader: less is seen, nothing is written."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, update

from data_access import viewer as predicates
from data_access.auth import account_administration, current_user, looking
from data_access.auth.current_user import CurrentUser
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Session
from data_access.transaction import NOTHING, UNLOGGED, looks_only, rehearsal, transaction
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.auth.house import ADMINISTRATOR, account, appoint, enter
from tests.data_access.test_matrix import VIEWERS
from tests.table_hash import table_hash
from tests.writing import writing

ANA, MONITOR, LEADER = "ana@example.org", Grant("monitor"), Grant("leader", "1308")
OF_MANTA = Viewer(frozenset({LEADER}))


def arrived(engine: Engine, cookie: str) -> CurrentUser:
    return current_user.arrive(engine, cookie, None, "")


def look(engine: Engine, cookie: str, who: str | None) -> Viewer:
    current_user.look_as(engine, arrived(engine, cookie), who)
    return arrived(engine, cookie).viewer


def test_a_monitor_looks_as_a_visitor_or_a_leader_and_goes_back(engine: Engine) -> None:
    cookie = enter(engine, ANA, MONITOR)

    assert look(engine, cookie, "leader:1308") == OF_MANTA
    assert look(engine, cookie, "visitor") == VISITOR
    here = arrived(engine, cookie)
    assert here.oneself == here.own == Viewer(frozenset({MONITOR}), ANA)
    assert current_user.is_looking(engine, cookie, None)
    assert look(engine, cookie, None) == Viewer(frozenset({MONITOR}), ANA)
    assert arrived(engine, cookie).own is None
    assert not current_user.is_looking(engine, cookie, None)


def test_another_session_of_the_same_account_stays_as_it_was(engine: Engine) -> None:
    cookie, other = enter(engine, ANA, MONITOR), enter(engine, ANA, MONITOR)

    look(engine, cookie, "visitor")

    assert arrived(engine, other).viewer == Viewer(frozenset({MONITOR}), ANA)


@pytest.mark.parametrize(
    "grants", [(LEADER,), (Grant("juror", "EMP-2026"),), (Grant("secretary", "EMPRESAS"),)]
)
def test_nobody_else_does(engine: Engine, grants: tuple[Grant, ...]) -> None:
    cookie = enter(engine, ANA, *grants)
    before = table_hash(engine)

    with pytest.raises(Forbidden):
        look(engine, cookie, "leader:1308")

    assert table_hash(engine) == before


@pytest.mark.parametrize("who", ["administrator", "monitor", "juror:EMP-2026", "leader:99", "x"])
def test_as_anybody_else_is_refused_and_where_stored_all_the_same_is_a_visitor(
    engine: Engine, who: str
) -> None:
    cookie = enter(engine, ANA, MONITOR)
    with pytest.raises(Refusal):
        look(engine, cookie, who)
    assert arrived(engine, cookie).own is None

    with writing(engine) as connection:
        connection.execute(update(Session).values(seen_as=who))

    assert arrived(engine, cookie).viewer == VISITOR


def test_who_is_no_monitor_any_more_is_themselves_again(engine: Engine) -> None:
    appoint(engine)
    cookie = enter(engine, ANA, MONITOR, Grant("leader", "2301"))
    look(engine, cookie, "leader:1308")

    account_administration.take(engine, ADMINISTRATOR, account(engine, ANA), MONITOR)

    here = arrived(engine, cookie)
    assert (here.viewer, here.own) == (Viewer(frozenset({Grant("leader", "2301")}), ANA), None)
    current_user.look_as(engine, here, None)  # the way back stays open


def allowed(viewer: Viewer) -> set[tuple[str, str]]:
    """Everything that the predicates let a viewer do, in a few places and awards.

    `leads` says what somebody is and not what they may.
    """
    found = set()
    for name, predicate in inspect.getmembers(predicates, inspect.isfunction):
        if predicate.__module__ != predicates.__name__ or name.startswith("_"):
            continue
        about = list(inspect.signature(predicate).parameters)[1:]
        for value in {"place": ("1308", "13", "2301", "EC")}.get("".join(about), ("EMP-2026",)):
            if name not in ("clearance", "leads") and predicate(viewer, *[value] * len(about)):
                found.add((name, value))
    return found


@pytest.mark.parametrize("name", ["monitor", "administrator"])
@pytest.mark.parametrize("who", ["visitor", "leader:1308", "leader:13"])
def test_less_is_allowed_than_to_the_one_who_looks(name: str, who: str) -> None:
    own = VIEWERS[name]

    seen = looking.seen_as(own, who)

    assert seen is not None
    assert allowed(seen) < allowed(own)
    assert seen.name == ""


@pytest.mark.parametrize(
    "write",
    [
        lambda engine: transaction(engine, "ana", touches=("awards",)),
        lambda engine: transaction(engine, UNLOGGED, touches=NOTHING, patient=False),
        lambda engine: rehearsal(engine, touches=("batches",)),
    ],
)
def test_no_transaction_that_writes_begins_on_the_engine_of_who_looks(
    engine: Engine, write: Callable[[Engine], object]
) -> None:
    with pytest.raises(Refusal, match="own view"), write(looks_only(engine)):  # type: ignore[attr-defined]
        raise AssertionError("it began")
    with write(engine):  # type: ignore[attr-defined]
        pass
