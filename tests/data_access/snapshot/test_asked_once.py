"""What a snapshot was asked of its batches and days is not asked again; the next one is."""

from __future__ import annotations

from sqlalchemy import Engine, event

from data_access import snapshot
from data_access.answers.provenance import batches_of
from data_access.snapshot import Snapshot
from data_access.tables import Person
from tests.data_access.releases.programmes import registered


def asked_of(found: Snapshot) -> list[str]:
    """The statements that a snapshot gets from now on."""
    asked: list[str] = []
    event.listen(found._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    return asked


def test_batches_are_looked_for_once_in_each_snapshot(engine: Engine) -> None:
    registered(engine, 2)
    first = snapshot.current(engine)
    registered(engine, 1)
    second = snapshot.current(engine)
    assert first is not second

    for found in (first, second):
        asked = asked_of(found)
        for _ in range(2):
            with found.connect() as connection:
                assert batches_of(connection, Person)
        assert len(asked) == 1
