"""The one way to write: whole or not at all, logged, and with the versions that it touches."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, Engine, func, insert, select, text, update

from data_access.database import PAGES, ROOT, SUBJECTS, data_version
from data_access.tables import AuditEvent, Setting
from data_access.transaction import (
    NOTHING,
    UNLOGGED,
    Transaction,
    rehearsal,
    transaction,
)

ANA = "ana@example.org"


def write(connection: Transaction, key: str = "k") -> None:
    connection.execute(insert(Setting), {"key": key, "value": "v"})


def moved(engine: Engine) -> dict[str, int]:
    """The subjects whose version moved in this new database, and how often."""
    with engine.connect() as connection:
        found = {subject: data_version(connection, subject) for subject in SUBJECTS}
    return {subject: version for subject, version in found.items() if version}


def count(engine: Engine, table: type) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_a_write_moves_the_versions_of_what_it_touches_once(engine: Engine) -> None:
    with transaction(engine, UNLOGGED, touches=("labour",)) as connection:
        write(connection)
        connection.touch("people", "labour")

    assert moved(engine) == {"labour": 1, "people": 1}
    with engine.connect() as connection:
        assert data_version(connection, "labour", "people") == 2


@pytest.mark.parametrize("statement", ["core", "text", "nothing", "read", "read as text"])
def test_only_a_transaction_that_wrote_moves_them(engine: Engine, statement: str) -> None:
    with transaction(engine, ANA, touches=("labour",)) as connection:
        if statement == "core":
            connection.execute(update(Setting).values(value="w"))
            connection.log("signed_in")
        elif statement == "text":
            connection.execute(text("UPDATE setting SET value = 'w'"))
            connection.log("signed_in")
        elif statement == "read":
            connection.execute(select(Setting).with_for_update())
        elif statement == "read as text":
            connection.execute(text("SELECT 1"))

    assert moved(engine) == ({"labour": 1} if statement in ("core", "text") else {})


@pytest.mark.parametrize("fails", [False, True])
def test_only_a_large_write_holds_more_of_an_sqlite_file(engine: Engine, fails: bool) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has its own cache")
    writing = transaction(engine, UNLOGGED, touches=("people",), exclusive=True)
    usual = pages(engine)
    with suppress(ZeroDivisionError), writing as connection:
        held = pages(connection)
        if fails:
            raise ZeroDivisionError

    assert (held, pages(engine)) == (-PAGES, usual)
    assert moved(engine) == {}


def pages(where: Engine | Connection) -> int:
    with where.connect() if isinstance(where, Engine) else nullcontext(where) as connection:
        driver = connection.connection.driver_connection
        return driver.execute("PRAGMA cache_size").fetchone()[0]


def test_a_write_that_fails_leaves_nothing(engine: Engine) -> None:
    before = count(engine, Setting)
    with (
        pytest.raises(RuntimeError, match="the rest"),
        transaction(engine, ANA, touches=("labour",)) as connection,
    ):
        write(connection)
        connection.log("signed_in")
        raise RuntimeError("the rest of the write fails")

    assert (moved(engine), count(engine, AuditEvent), count(engine, Setting)) == ({}, 0, before)


def test_a_write_that_no_event_tells_of_is_not_kept(engine: Engine) -> None:
    before = count(engine, Setting)
    with (
        pytest.raises(RuntimeError, match="no event tells"),
        transaction(engine, ANA, touches=("labour",)) as connection,
    ):
        write(connection)

    assert (moved(engine), count(engine, Setting)) == ({}, before)


def test_an_event_is_of_the_transactions_actor_unless_another_is_named(engine: Engine) -> None:
    with transaction(engine, ANA, touches=NOTHING) as connection:
        connection.log("signed_in")
        connection.log("signed_in", actor="eva@example.org")
    with (
        pytest.raises(ValueError, match="of nobody"),
        transaction(engine, UNLOGGED, touches=NOTHING) as connection,
    ):
        connection.log("signed_in")

    with engine.connect() as connection:
        found = connection.scalars(select(AuditEvent.actor).order_by(AuditEvent.id))
        assert list(found) == [ANA, "eva@example.org"]


def test_what_is_touched_has_to_be_said_and_to_exist(engine: Engine) -> None:
    with pytest.raises(TypeError, match="touches"):
        transaction(engine, ANA)  # type: ignore[call-arg]
    with (
        pytest.raises(ValueError, match="weather"),
        transaction(engine, ANA, touches=("weather",)),
    ):
        pytest.fail("an unknown subject was taken")
    with (
        pytest.raises(ValueError, match="weather"),
        transaction(engine, ANA, touches=NOTHING) as connection,
    ):
        connection.touch("weather")


def test_a_rehearsal_leaves_nothing(engine: Engine) -> None:
    before = count(engine, Setting)
    with rehearsal(engine, touches=("batches",)) as connection:
        write(connection)
        assert connection.scalar(select(func.count()).select_from(Setting)) == before + 1

    assert (moved(engine), count(engine, Setting)) == ({}, before)


def test_writers_wait_for_each_other_and_lose_nothing(engine: Engine) -> None:
    def one(number: int) -> None:
        with transaction(engine, UNLOGGED, touches=("labour", "people")) as connection:
            write(connection, f"k{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))

    assert moved(engine) == {"labour": 40, "people": 40}


def test_an_exclusive_write_sees_what_the_one_before_it_wrote(engine: Engine) -> None:
    inside, seen = Event(), []

    def second() -> None:
        inside.wait()
        with transaction(engine, UNLOGGED, touches=("people",), exclusive=True) as connection:
            seen.append(connection.scalar(select(Setting.value).filter_by(key="k")))

    other = Thread(target=second)
    other.start()
    with transaction(engine, UNLOGGED, touches=("people",), exclusive=True) as connection:
        inside.set()
        other.join(0.3)  # time enough to read, if nothing kept it out
        write(connection)
    other.join()

    assert seen == ["v"]


# What only `transaction` and `database.migrate` do: by the names of the calls that it takes.
OWN = {
    "data_access/transaction.py",
    "data_access/database.py",
    "data_access/audit/chain.py",
    "data_access/restore.py",  # which lays the log itself in
}
TABLES = {"DataVersion", "AuditEvent", "AuditHead"}
WRITES = {"insert", "update", "delete"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """The application, without past migrations, which hold to what was true at their time."""
    for folder in ("data_access", "components", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "migrations" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def breaches(tree: ast.Module) -> Iterator[str]:
    """Ways to write without a transaction of `data_access.transaction`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if name in ("begin", "begin_nested", "commit") and not node.args:
            yield ast.unparse(node)
        if name == "execution_options" and any(word.arg == "writes" for word in node.keywords):
            yield "execution_options(writes=…)"
        if name == "Transaction":
            yield "Transaction(…)"
        if name in WRITES and any(getattr(one, "id", "") in TABLES for one in node.args):
            yield ast.unparse(node)


def test_nothing_else_opens_a_write_moves_a_version_or_logs() -> None:
    found = [f"{name}: {one}" for name, tree in sources() for one in breaches(tree)]

    assert [one for one in found if one.partition(":")[0] not in OWN] == []
    for name in OWN:
        assert any(one.startswith(name) for one in found), f"{name} writes no more"


@pytest.mark.parametrize(
    "source",
    [
        "with engine.begin() as connection: pass",
        "engine.connect().execution_options(writes=True)",
        "connection.commit()",
        "Transaction(engine, actor, ())",
        "connection.execute(insert(AuditEvent), {})",
        "connection.execute(update(DataVersion).values(version=1))",
    ],
)
def test_a_way_round_would_be_seen(source: str) -> None:
    assert list(breaches(ast.parse(source)))


def test_every_transaction_says_what_it_touches_in_words() -> None:
    """`touches` is a tuple of names that exist, or NOTHING; the actor is no literal."""
    seen = 0
    for name, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or called(node) not in ("transaction", "rehearsal"):
                continue
            seen += 1
            (touches,) = (word.value for word in node.keywords if word.arg == "touches")
            if isinstance(touches, ast.Name):
                assert touches.id == "NOTHING", f"{name}:{node.lineno}"
            else:
                named = ast.literal_eval(touches)
                assert named and set(named) <= set(SUBJECTS), f"{name}:{node.lineno}"
    assert seen > 40
