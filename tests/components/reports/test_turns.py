"""Reports are made a few at once and one of each reader; who goes away stops what was made."""

from __future__ import annotations

from threading import Event

import pytest

from components.reports.turns import LeftError, State, Turns
from data_access.language import Text
from data_access.refusal import Refusal


@pytest.fixture
def hold() -> Event:
    """What the makers of these tests wait for."""
    return Event()


def test_a_reader_has_one_made_at_a_time_and_others_wait_in_their_order(hold: Event) -> None:
    turns = Turns(at_once=1)
    begun = Event()

    def first(_tell: object) -> bytes:
        begun.set()
        hold.wait(10)
        return b"first"

    ana = turns.ask("ana", first)
    assert begun.wait(10)
    eva, leo = (turns.ask(who, lambda _tell: b"more") for who in ("eva", "leo"))

    assert [turns.place(one) for one in (ana, eva, leo)] == [0, 1, 2]
    with pytest.raises(Refusal, match="report"):
        turns.ask("ana", lambda _tell: b"again")
    hold.set()
    assert [one.future.result(10) for one in (ana, eva, leo)] == [b"first", b"more", b"more"]
    assert turns.ask("ana", lambda _tell: b"again").future.result(10) == b"again"


def test_who_leaves_stops_the_report_and_may_ask_again(hold: Event) -> None:
    turns = Turns(at_once=1)
    begun = Event()

    def long(tell: object) -> bytes:
        begun.set()
        hold.wait(10)
        tell(0.5, Text("Metas"))  # type: ignore[operator]
        return b"never"

    ana = turns.ask("ana", long)
    assert begun.wait(10)
    waiting = turns.ask("eva", lambda _tell: b"never")
    ana.leave()
    waiting.leave()
    again = turns.ask("ana", lambda _tell: b"again")
    hold.set()

    assert isinstance(ana.future.exception(10), LeftError)
    assert waiting.future.cancelled()
    assert again.future.result(10) == b"again"


def test_a_state_is_told_until_its_reader_has_gone() -> None:
    state = State()
    state.tell(0.25, Text("Metas"))
    assert state.share == 0.25
    state.left = True
    with pytest.raises(LeftError):
        state.tell(0.5, Text("Metas"))
