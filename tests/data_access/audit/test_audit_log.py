"""The log: typed events, only ever added to, read in parts and by what is asked for."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from data_access import clock
from data_access.audit import log_reader
from data_access.audit.event_kind import EventKind, Holds
from data_access.audit.event_kinds import EVENTS, fits
from data_access.audit.log_reader import Wanted
from data_access.tables import AuditEvent
from tests.data_access.auth.house import ADMINISTRATOR, appoint
from tests.writing import writing

# One value of each form, and some that are none.
EXAMPLES: dict[Holds, object] = {
    **dict.fromkeys(Holds, "text"),
    Holds.ROLE: "leader:1308",
    Holds.QUERY: {"territory": "1308"},
    Holds.COUNT: 3,
    Holds.NUMBER: 2026,
    Holds.NAMES: ["a.xlsx"],
}
MISSHAPEN: dict[Holds, tuple[object, ...]] = {
    **dict.fromkeys(Holds, (3, None, ["text"])),
    Holds.QUERY: ("territory=1308", {"territory": 1308}, None),
    Holds.COUNT: ("3", True, 3.0, None),
    Holds.NUMBER: ("2026", True, None),
    Holds.NAMES: ("a.xlsx", [1], None),
    Holds.KEPT: (1.5, ("text",)),
}

# What is logged under the address that it is about, whoever did it.
ANYBODY = {
    "link_requested",
    "link_sent",
    "identity_linked",
    "link_failed",
    "institution_refused",
    "token_failed",
}


def example(kind: str) -> dict[str, object]:
    return {name: EXAMPLES[holds] for name, holds in EVENTS[kind].details.items()}


@pytest.mark.parametrize("kind", tuple(EVENTS))
def test_an_event_is_logged_with_exactly_its_details(engine: Engine, kind: str) -> None:
    whole = example(kind)
    with writing(engine) as connection:
        connection.log(kind, actor="root", **whole)
        for missing in whole:
            rest = {name: value for name, value in whole.items() if name != missing}
            with pytest.raises(ValueError, match="carries the details"):
                connection.log(kind, actor="root", **rest)
        with pytest.raises(ValueError, match="carries the details"):
            connection.log(kind, actor="root", **whole, gossip="x")
        for name, holds in EVENTS[kind].details.items():
            for wrong in MISSHAPEN[holds]:
                with pytest.raises(ValueError, match="must be"):
                    connection.log(kind, actor="root", **{**whole, name: wrong})

    with engine.connect() as connection:
        stored = connection.execute(select(AuditEvent)).all()
    assert [(row.kind, row.actor, row.details) for row in stored] == [(kind, "root", whole)]


@pytest.mark.parametrize("kind", tuple(EVENTS))
def test_a_sentence_speaks_of_who_did_it_and_of_every_detail(kind: str) -> None:
    event = EVENTS[kind]
    shown = {"count" if name == event.counted else name for name in event.details}
    actor = set() if kind in ANYBODY else {"actor"}

    for form in {event.sentence.msgid, event.sentence.plural or event.sentence.msgid}:
        assert set(re.findall(r"{(\w+)}", form)) == actor | shown
    assert event.title.msgid
    assert (event.sentence.plural is None) == (event.counted is None)


def test_an_event_cannot_be_declared_without_its_sentence() -> None:
    with pytest.raises(TypeError):
        EventKind(title=EVENTS["invited"].title, details={})  # type: ignore[call-arg]


def test_what_does_not_fit_is_known(engine: Engine) -> None:
    assert fits("signed_in", {})
    assert not fits("signed_in", {"session": 3})
    assert not fits("gossip", {})


def test_the_database_itself_refuses_to_change_or_delete_what_was_logged(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.log("signed_in", actor="ana@example.org")

    for statement in (
        update(AuditEvent).values(actor="nobody"),
        delete(AuditEvent),
        update(AuditEvent).where(AuditEvent.id == 1).values(details={"x": 1}),
        text("DELETE FROM audit_event WHERE id = 1"),
    ):
        with pytest.raises(DBAPIError, match="only ever added to"), writing(engine) as connection:
            connection.execute(statement)

    with engine.connect() as connection:
        assert connection.execute(select(AuditEvent.actor)).scalars().all() == ["ana@example.org"]


def test_the_log_is_read_newest_first_in_parts_and_by_what_is_asked_for(engine: Engine) -> None:
    appoint(engine)
    with writing(engine) as connection:
        for number in range(60):
            who = ("ana@example.org", "eva@example.org")[number % 2]
            connection.log("signed_in" if number < 40 else "signed_out", actor=who)

    first = log_reader.read(engine, ADMINISTRATOR, Wanted())
    second = log_reader.read(engine, ADMINISTRATOR, Wanted(), page=2)
    assert [len(first.entries), len(second.entries), first.total] == [25, 25, 60]
    ids = [entry.id for entry in (*first.entries, *second.entries)]
    assert ids == sorted(ids, reverse=True)

    def total(**wanted: object) -> int:
        return log_reader.read(engine, ADMINISTRATOR, Wanted(**wanted)).total  # type: ignore[arg-type]

    assert total(kind="signed_out") == 20
    assert total(kind="signed_out", actor="eva@example.org") == 10
    assert total(actor="nobody") == 0
    now, hour = clock.now(), dt.timedelta(hours=1)
    assert total(start=now - hour) == 60
    assert total(end=now - hour) == total(start=now + hour) == 0
    assert log_reader.actors(engine, ADMINISTRATOR) == ["ana@example.org", "eva@example.org"]
    begun = log_reader.begins(engine, ADMINISTRATOR)
    assert begun is not None and now - hour < begun <= now


def test_a_period_is_half_open(engine: Engine) -> None:
    appoint(engine)
    with writing(engine) as connection:
        connection.log("signed_in", actor="ana@example.org")
    at = log_reader.read(engine, ADMINISTRATOR, Wanted()).entries[0].at

    assert log_reader.read(engine, ADMINISTRATOR, Wanted(start=at)).total == 1
    assert log_reader.read(engine, ADMINISTRATOR, Wanted(end=at)).total == 0


def test_an_event_stands_or_falls_with_what_it_tells(engine: Engine) -> None:
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.log("signed_in", actor="ana@example.org")
        raise RuntimeError("the rest of the write fails")

    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(AuditEvent)) == 0
