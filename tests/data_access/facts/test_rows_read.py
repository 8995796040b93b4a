"""An answer about people reads as many rows as it tells apart, not as many as there are people."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from unittest.mock import patch

import pandas as pd
from sqlalchemy import Connection, event, insert, select

from data_access.answers import QUESTIONS, ask, frames
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.tables import (
    Application,
    Base,
    Enrolment,
    EventAttendance,
    Listing,
    ListingSales,
    Person,
    Placement,
    SessionAttendance,
    Visit,
)
from data_access.viewer import ADMINISTRATOR
from tests import databases
from tests.data_access.answers.every import scopes

# What is about a person, with the columns that name them or something of theirs.
OWN: dict[type[Base], tuple[str, ...]] = {
    Person: ("code",),
    EventAttendance: ("person_code",),
    Application: ("person_code",),
    Placement: ("person_code",),
    Enrolment: ("person_code",),
    SessionAttendance: ("person_code",),
    Listing: ("code", "person_code"),
    ListingSales: ("listing_code",),
    Visit: ("person_code",),
}
ABOUT_PEOPLE = [
    name
    for name, question in QUESTIONS.items()
    if name.startswith(("people.", "hiring.", "training.", "ventures.")) and question.subjects
]


def copy_everybody(connection: Connection) -> None:
    """Store everybody a second time, under other codes."""
    for model, own in OWN.items():
        columns = model.__table__.columns
        again = (
            column.concat("-again").label(column.name) if column.name in own else column
            for column in columns
        )
        # A company's attendance at a fair is nobody's.
        copied = select(*again).where(columns[own[-1]] != "")
        connection.execute(insert(model).from_select([*columns.keys()], copied))


def rows_read(connection: Connection) -> dict[str, int]:
    """Return how many rows each answer about people reads of its groups, as a whole and divided."""
    found: dict[str, int] = {}
    reading = frames.frame_of
    for name in ABOUT_PEOPLE:

        def counting(connection: Connection, query: frames.Query, name: str = name) -> pd.DataFrame:
            frame = reading(connection, query)
            found[name] = found.get(name, 0) + len(frame)
            return frame

        with patch.object(frames, "frame_of", counting):
            for scope in islice(scopes(QUESTIONS[name]), 2):
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


def test_the_results_framework_asks_the_database_at_most_so_often(tmp_path: Path) -> None:
    engine = engine_for(databases.sqlite_copy("outcomes", tmp_path / "outcomes.db"))
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with engine.connect() as connection:
        ask(connection, "indicators.framework", ADMINISTRATOR, Scope())
    engine.dispose()

    assert len(statements) <= 120
    # Provenance and surveys, which many indicators share, are read once.
    provenance = [one for one in statements if one.startswith("SELECT import_batch.id")]
    assert len(provenance) == len(set(provenance))
