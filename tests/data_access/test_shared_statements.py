"""Each database gives its own rows to a statement that was written out for another."""

from __future__ import annotations

import pyarrow as pa
from sqlalchemy import Engine, select

from data_access.database import engine_for
from data_access.snapshot.querying import engine_over
from data_access.tables import Setting
from tests.databases import Copying
from tests.writing import writing


def asked(engine: Engine, key: str) -> tuple[object, list[str]]:
    """What the statement was compiled to, and what the database told."""
    with engine.connect() as connection:
        found = connection.execute(select(Setting.value).where(Setting.key == key))
        return found.context.compiled, list(found.scalars())


def holding(engine: Engine, value: str) -> Engine:
    with writing(engine) as connection:
        connection.execute(Setting.__table__.insert(), {"key": "a", "value": value})  # type: ignore[attr-defined]
    return engine


def test_a_statement_is_compiled_once_and_each_database_answers_with_its_own_rows(
    backend: str, copying: Copying
) -> None:
    with copying(backend, "empty") as first, copying(backend, "empty") as second:
        one, other = holding(engine_for(first), "1"), holding(engine_for(second), "2")
        before, own = asked(one, "a")
        after, others = asked(other, "a")
        one.dispose()
        other.dispose()

    assert (own, others) == (["1"], ["2"])
    assert after is before


def test_of_two_snapshots_each_has_its_own_rows_and_no_statement_of_a_database(
    engine: Engine,
) -> None:
    found = []
    for value in ("1", "2"):
        rows = pa.table({"key": ["a"], "value": [value]})
        snapshot = engine_over({"setting": [rows]})
        found.append(asked(snapshot, "a"))
        snapshot.dispose()
    (before, own), (after, others) = found

    assert (own, others) == (["1"], ["2"])
    assert after is before
    assert asked(engine, "a")[0] is not before
