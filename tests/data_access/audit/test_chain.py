"""The log is as it was written, or `check-data` says where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text, update

from data_access import record_keys
from data_access.__main__ import main
from data_access.audit import chain
from data_access.tables import AuditEvent
from data_access.transaction import NOTHING, rehearsal, transaction
from tests.data_access.answers.programme_results import store_everything

KEEPERS = {
    "sqlite": "DROP TRIGGER audit_event_keeps_{}",
    "postgresql": "DROP TRIGGER audit_event_keeps_{} ON audit_event",
}


def log(engine: Engine, *actors: str) -> None:
    for actor in actors:
        with transaction(engine, actor, touches=NOTHING) as connection:
            connection.log("setting_changed", setting="mail", before="", after="sí, ñ")
            connection.log("signed_in")


def tamper(engine: Engine, statement: str, **values: Any) -> None:
    """Write as somebody who has the whole database in hand, and no salts."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for kind in ("update", "delete"):
            connection.execute(text(KEEPERS[engine.dialect.name].format(kind)))
        connection.execute(text(statement), values)


def verdict(engine: Engine) -> chain.Verdict:
    with engine.connect() as connection:
        return chain.verify(connection)


def test_what_was_logged_is_whole(engine: Engine) -> None:
    assert verdict(engine) == chain.Verdict(0)

    log(engine, "ana", "eva")

    assert verdict(engine) == chain.Verdict(4)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "eva"),
        ("kind", "signed_out"),
        ("at", "2020-01-01 00:00:00.000000"),
        ("details", '{"setting": "mail", "before": "", "after": "no"}'),
        ("seal", "0" * 64),
        ("seal", None),
    ],
)
def test_a_changed_entry_is_found(engine: Engine, column: str, value: str | None) -> None:
    log(engine, "ana", "bea")
    with engine.connect() as connection:
        third = connection.scalar(select(func.max(AuditEvent.id))) - 1

    statement = "UPDATE audit_event SET actor = :value WHERE id = :id".replace("actor", column)
    tamper(engine, statement, value=value, id=third)

    assert verdict(engine) == chain.Verdict(2, third)


def test_one_altered_byte_is_found_wherever_it_stands(engine: Engine) -> None:
    log(engine, "ana")
    own = AuditEvent.__table__
    columns = (own.c.kind, own.c.actor, own.c.seal, own.c.details)
    tamper(engine, "DELETE FROM audit_event WHERE id = :id", id=-1)  # nobody keeps the log now
    altered = 0

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        first = connection.scalar(select(func.min(own.c.id)))
        for column in columns:
            entry = select(column).where(own.c.id == first)
            written = connection.scalar(entry)
            for other in one_byte_apart(written):
                connection.execute(update(own).filter_by(id=first).values({column: other}))
                assert chain.verify(connection) == chain.Verdict(0, first), (column.name, other)
                altered += 1
            connection.execute(update(own).filter_by(id=first).values({column: written}))
            assert chain.verify(connection) == chain.Verdict(2)
    assert altered > 100


def one_byte_apart(written: Any) -> Iterator[Any]:
    """Every value whose text differs from another's in one place; of JSON, those that are JSON."""
    plain = isinstance(written, str)
    text_of = written if plain else json.dumps(written)
    for at, letter in enumerate(text_of):
        other = text_of[:at] + ("0" if letter != "0" else "1") + text_of[at + 1 :]
        try:
            yield other if plain else json.loads(other)
        except ValueError:
            continue


def test_an_entry_taken_out_is_found_and_so_is_the_last(engine: Engine) -> None:
    log(engine, "ana", "bea")
    with engine.connect() as connection:
        first, second, *_, last = connection.scalars(select(AuditEvent.id).order_by("id"))

    tamper(engine, "DELETE FROM audit_event WHERE id = :id", id=last)
    assert verdict(engine) == chain.Verdict(3, cut=True)

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DELETE FROM audit_event WHERE id = :id"), {"id": first})
    assert verdict(engine) == chain.Verdict(0, second)


def test_a_write_that_is_rolled_back_leaves_no_entry(engine: Engine) -> None:
    with pytest.raises(KeyError), transaction(engine, "ana", touches=NOTHING) as connection:
        connection.log("signed_in")
        raise KeyError
    with rehearsal(engine, touches=NOTHING) as connection:
        connection.log("signed_in", actor="ana")

    assert verdict(engine) == chain.Verdict(0)


def test_check_data_says_what_is_whole_and_what_is_not(
    engine: Engine, database_url: str, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    store_everything(engine)
    log(engine, "ana")
    count = verdict(engine).sealed

    assert main(["check-data", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"The activity log is whole: {count} sealed entries.",
        "The people's keys are those of their codes.",
    ]
    with engine.connect() as connection:
        last = connection.scalar(select(func.max(AuditEvent.id)))
    tamper(engine, "UPDATE audit_event SET actor = 'x' WHERE id = :id", id=last)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE person SET record_key_low = record_key_low + 1"))
        people = record_keys.wrong(connection)

    assert main(["check-data", "--language", "en"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert f"Entry {last} of the activity log is not the one that was written" in first
    assert people > 0 and second.startswith(f"{people:,} people have a key")
