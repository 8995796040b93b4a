"""An answer about people reads as many rows as it tells apart, not as many as there are people."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest
from sqlalchemy import Connection, event, text

from data_access.answers import QUESTIONS, ask, frames
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR
from tests import databases
from tests.data_access.answers.every import scopes

# What is about a person, with the columns that name them or something of theirs.
OWN = {
    "person": ("code",),
    "event_attendance": ("person_code",),
    "application": ("person_code",),
    "placement": ("person_code",),
    "enrolment": ("person_code",),
    "session_attendance": ("person_code",),
    "listing": ("code", "person_code"),
    "listing_sales": ("listing_code",),
    "visit": ("person_code",),
}
ABOUT_PEOPLE = [
    name
    for name, question in QUESTIONS.items()
    if name.startswith(("people.", "hiring.", "training.", "ventures.")) and question.subjects
]


def copy_everybody(connection: Connection) -> None:
    """Store everybody a second time, under other codes."""
    for table, own in OWN.items():
        names = [row[1] for row in connection.execute(text(f"PRAGMA table_info({table})"))]
        values = (f"{name} || '-again'" if name in own else f'"{name}"' for name in names)
        who = " WHERE person_code <> ''" if "person_code" in own else ""
        columns = ", ".join(f'"{name}"' for name in names)
        chosen = f"SELECT {', '.join(values)} FROM {table}{who}"
        connection.execute(text(f"INSERT INTO {table} ({columns}) {chosen}"))


def rows_read(connection: Connection) -> dict[str, int]:
    """Return how many rows each answer about people reads of its groups, in all its scopes."""
    found: dict[str, int] = {}
    reading = frames.frame_of
    for name in ABOUT_PEOPLE:

        def counting(connection: Connection, query: frames.Query, name: str = name) -> pd.DataFrame:
            frame = reading(connection, query)
            found[name] = found.get(name, 0) + len(frame)
            return frame

        with patch.object(frames, "frame_of", counting):
            for scope in scopes(QUESTIONS[name]):
                ask(connection, name, ADMINISTRATOR, scope)
    return found


def test_twice_as_many_people_are_read_as_the_same_number_of_groups(tmp_path: Path) -> None:
    engine = engine_for(databases.sqlite_copy("outcomes", tmp_path / "outcomes.db"))
    with engine.connect() as connection, connection.begin():
        before = rows_read(connection)
        (people,) = ask(connection, "people.count", ADMINISTRATOR, Scope()).frame["persons"]
        copy_everybody(connection)
        (twice,) = ask(connection, "people.count", ADMINISTRATOR, Scope()).frame["persons"]
        after = rows_read(connection)
    engine.dispose()

    assert twice == 2 * people
    assert after == before


@pytest.mark.parametrize("place", ["EC", "1308"])
def test_the_results_framework_asks_the_database_at_most_so_often(
    tmp_path: Path, place: str
) -> None:
    engine = engine_for(databases.sqlite_copy("outcomes", tmp_path / "outcomes.db"))
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with engine.connect() as connection:
        ask(connection, "indicators.framework", ADMINISTRATOR, Scope(place))
    engine.dispose()

    assert len(statements) <= 120
    # Provenance and surveys, which many indicators share, are read once.
    provenance = [one for one in statements if one.startswith("SELECT import_batch.id")]
    assert len(provenance) == len(set(provenance))
