"""Within a run a version is read once, until this process commits anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from data_access.database import data_version, is_demo
from data_access.once import Memo, reading_once
from tests.writing import writing


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What is asked of the database as long as the block lasts, but for its transactions."""
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def versions(engine: Engine) -> tuple[int, int]:
    with engine.connect() as connection:
        is_demo(connection)
        return data_version(connection, "people"), data_version(connection, "labour", "people")


def test_a_run_reads_the_versions_once_however_often_it_asks(engine: Engine) -> None:
    with reading_once(Memo()), statements(engine) as asked:
        first = versions(engine)
        assert versions(engine) == first

    assert len(asked) == 2  # the versions, and whether this is a demo


def test_without_a_run_each_question_reads(engine: Engine) -> None:
    with reading_once(None), statements(engine) as asked:
        versions(engine)
        versions(engine)

    assert len(asked) == 6


def test_what_is_saved_in_a_run_the_same_run_shows(engine: Engine) -> None:
    with reading_once(Memo()):
        before = versions(engine)
        with writing(engine, "labour") as connection:
            connection.touch("labour")
        after = versions(engine)

    assert after == (before[0], before[1] + 1)


def test_a_write_that_is_rolled_back_moves_nothing(engine: Engine) -> None:
    with reading_once(Memo()):
        before = versions(engine)
        with pytest.raises(ZeroDivisionError), writing(engine, "labour") as connection:
            connection.touch("labour")
            raise ZeroDivisionError
        assert versions(engine) == before


def test_a_transaction_sees_its_own_writes(engine: Engine) -> None:
    with reading_once(Memo()):
        before = versions(engine)[0]
        with writing(engine, "people") as connection:
            connection.touch("people")
            connection.finish()
            assert data_version(connection, "people") == before + 1
