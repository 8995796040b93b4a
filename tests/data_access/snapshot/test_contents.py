"""What a snapshot holds of a database, and what it never does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from data_access import snapshot
from data_access.answers import QUESTIONS
from data_access.database import SUBJECTS, engine_for
from data_access.imports.templates import templates
from data_access.snapshot import Snapshot
from data_access.snapshot.contents import SETTING, kept_tables, subjects_kept
from data_access.tables import Base, Nomination, Person, Placement, Visit
from data_access.tables.base import Utc
from tests.databases import sqlite_copy

# Tables about accounts, or of texts that stay between a jury and its secretariat.
NEVER = {
    *("account", "api_token", "attempt", "audit_event", "boundary", "evidence"),
    *("identity", "invitation", "nomination_answer", "role_grant", "session", "sign_in_link"),
    *("amendment", "ballot", "tie_vote", "decision", "eligibility_check", "import_file"),
    "deliberation_note",
}
PRIVATE = (
    "contact",
    "token",
    "note",
    "comment",
    "consent",
    "account",
    "reason",
    "author",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_for(sqlite_copy("demo", tmp_path_factory.mktemp("contents") / "demo.db"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def found(demo: Engine) -> Snapshot:
    return snapshot.current(demo)


def test_nobodys_code_is_in_a_file(demo: Engine, found: Snapshot) -> None:
    with demo.connect() as connection:
        codes = [code.encode() for code in connection.scalars(select(Person.code).limit(50))]
    content = b"".join(path.read_bytes() for path in found.folder.iterdir())

    assert codes and not [code for code in codes if code in content]


def test_whoever_is_referred_to_is_a_number() -> None:
    referring = {
        (name, column.name)
        for name, kept in kept_tables().items()
        for column in kept.columns
        if "person_code" in column.name or "trainer" in column.name
    }

    assert referring | {("person", "code")} == {
        (name, column) for name, kept in kept_tables().items() for column in kept.people
    }


def test_it_holds_no_account_no_contact_and_no_note() -> None:
    kept = kept_tables()

    assert not NEVER & kept.keys()
    columns = {(name, c.name) for name, one in kept.items() for c in one.columns}
    # A closing says why it was made, to everybody; a job, when it was last confirmed.
    assert {at for at in columns if any(word in at[1] for word in PRIVATE)} == {
        ("period_closing", "reason"),
        ("placement", "last_contact_on"),
    }


def test_each_table_moves_with_the_subject_of_its_sheet() -> None:
    kept = kept_tables()

    for template in templates().values():
        name = template.model.__tablename__
        assert template.subject in kept[name].subjects, name
    assert subjects_kept() <= {*SUBJECTS, SETTING}


def test_every_subject_that_answers_depend_on_is_followed() -> None:
    wanted = {subject for question in QUESTIONS.values() for subject in question.subjects}

    assert wanted <= subjects_kept()


def typed(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", sorted(kept_tables()))
def test_each_table_says_the_same_on_both(demo: Engine, found: Snapshot, name: str) -> None:
    kept = kept_tables()[name]
    columns = [column for column in kept.columns if column.name not in kept.people]
    query = select(*columns)
    if kept.condition is not None:
        query = query.where(kept.condition)

    def rows(connection: Connection) -> list[str]:
        return sorted(str([typed(value) for value in row]) for row in connection.execute(query))

    with demo.connect() as one, found.connect() as other:
        expected = rows(one)
        assert rows(other) == (sorted(set(expected)) if kept.distinct else expected)


def test_days_moments_and_money_keep_their_types(found: Snapshot) -> None:
    with found.connect() as connection:
        paid = Placement.monthly_wage_usd
        job = select(Placement.started_on, paid).where(paid.is_not(None)).limit(1)
        day, wage = connection.execute(job).one()
        entered = connection.execute(select(Visit.entered_at).limit(1)).scalar_one()

    assert type(day) is dt.date and type(wage) is Decimal and entered.tzinfo is dt.UTC


def test_text_of_few_values_is_kept_as_numbers_into_them(found: Snapshot) -> None:
    schema = found.table("person").schema

    assert pa.types.is_dictionary(schema.field("sex").type)
    assert schema.field("registered_on").type == pa.date32()
    assert schema.field("code").type == pa.int32()


def test_a_file_cannot_be_read_nor_a_setting_changed_through_a_question(
    found: Snapshot, tmp_path: Path
) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    for statement in (
        "SELECT * FROM read_csv('{}/secret.csv')",
        "SELECT * FROM '{}/secret.csv'",
        "COPY person TO '{}/people.csv'",
        "ATTACH '{}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET threads = 8",
        "SELECT * FROM statement",
    ):
        with found.connect() as connection, pytest.raises((DatabaseError, SQLAlchemyError)):
            connection.exec_driver_sql(statement.format(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_two_results_are_read_beside_each_other(found: Snapshot) -> None:
    with found.connect() as connection:
        one = connection.execute(select(Person.sex).distinct().order_by(Person.sex))
        other = connection.execute(select(Nomination.code).limit(1))

        assert other.scalars().all() and one.scalars().all()


def test_text_with_anything_in_it_comes_through(engine: Engine) -> None:
    odd = ["", "ñ", 'a "quoted", text', "two\nlines\r\n", "\\N", "NULL", "tab\t'"]
    columns = Base.metadata.tables["study"].c
    assert not any(isinstance(column.type, Utc) for column in columns)
    from tests.data_access.answers.example import store_batch
    from tests.writing import writing

    with writing(engine, "community") as connection:
        batch = store_batch(connection)
        for at, text in enumerate(odd):
            row = {"code": f"S-{at}", "title": text, "canton_code": "1308", "link": text or None}
            row |= {"published_on": dt.date(2025, 1, 1), "import_batch_id": batch}
            connection.execute(insert(Base.metadata.tables["study"]), row)

    with snapshot.current(engine).connect() as connection:
        rows = connection.execute(select(columns.title, columns.link).order_by(columns.code))
        assert [tuple(row) for row in rows] == [(text, text or None) for text in odd]
