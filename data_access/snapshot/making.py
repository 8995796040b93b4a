"""Making of a snapshot from the database, in one transaction, from what the last one still holds.

A table whose subjects nobody wrote to is the same file again. Where imports only added rows, those
rows become a further file. Anything else is read whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow.compute as pc
from sqlalchemy import ColumnElement, Connection, Engine, func, select

from data_access.database import setting
from data_access.snapshot import files, part_writing
from data_access.snapshot.contents import DEMO, SETTING, KeptTable, kept_tables, schema
from data_access.snapshot.manifest import Manifest, Part, State
from data_access.snapshot.people_numbers import (
    UNKNOWN,
    PeopleNumbers,
    number,
    people_numbered,
    people_of,
)
from data_access.snapshot.snapshots import Snapshot
from data_access.snapshot.table_reading import read, rows_of
from data_access.tables import DataVersion, ImportBatch

# Files of a table: a question reads each, so that from some number on they become one.
MOST_PARTS = 8
PEOPLE = "person"


def make(engine: Engine, root: Path, previous: Snapshot | None) -> Path:
    """Write a snapshot of the database as it stands; return its folder."""
    # PostgreSQL would else show each statement what was committed by then.
    level = {"isolation_level": "REPEATABLE READ"} if engine.name == "postgresql" else {}
    with engine.connect().execution_options(**level) as connection:
        try:
            return _made(connection, root, previous)
        except FileNotFoundError:
            if previous is None:
                raise
            # Another process made a newer one meanwhile, and took the previous one away.
            return _made(connection, root, None)


def _made(connection: Connection, root: Path, previous: Snapshot | None) -> Path:
    with files.begun(root) as folder:
        made = _Making(connection, folder, previous)
        if made.numbers_renewed:
            made = _Making(connection, folder, None)
        return files.finish(folder, made.manifest())


def states(connection: Connection) -> dict[str, State]:
    """Return how far each subject has come."""
    rows = connection.execute(
        select(
            DataVersion.subject, DataVersion.version, DataVersion.stamp, DataVersion.rewritten
        ).order_by(DataVersion.subject)
    )
    found = {row.subject: State(row.version, row.stamp, row.rewritten) for row in rows}
    return found | {SETTING: State(0, setting(connection, DEMO) or "", "")}


@dataclass
class _Making:
    connection: Connection
    folder: Path
    previous: Snapshot | None
    states: Mapping[str, State] = field(init=False)

    def __post_init__(self) -> None:
        self.states = states(self.connection)

    @property
    def numbers_renewed(self) -> bool:
        """Return whether the last snapshot's numbers of people no longer hold."""
        if self.previous is None or self._unmoved(kept_tables()[PEOPLE]):
            return False
        return self.people.renewed

    def manifest(self) -> Manifest:
        """Write every table; return the list of all files."""
        last = self.connection.scalar(select(func.max(ImportBatch.id))) or 0
        tables = {name: self._parts(kept) for name, kept in kept_tables().items()}
        before = self.previous.manifest.following if self.previous else 0
        following = self.people.following if "people" in self.__dict__ else before
        return Manifest(schema(), dict(self.states), int(last), following, tables)

    @cached_property
    def people(self) -> PeopleNumbers:
        """The numbers of all people, those of the last snapshot as they were."""
        columns = kept_tables()[PEOPLE].table.columns
        wanted = [columns[name] for name in ("code", "record_key_high", "record_key_low")]
        people = people_of(lambda: rows_of(self.connection, wanted))
        if self.previous is None:
            return number(people)
        before = people_numbered(self.previous.table(PEOPLE))
        return number(people, before, self.previous.manifest.following)

    def _parts(self, kept: KeptTable) -> tuple[Part, ...]:
        if self._unmoved(kept):
            return self._adopted(kept)
        return self._with_added(kept) or (self._written(kept),)

    def _written(self, kept: KeptTable, condition: ColumnElement[bool] | None = None) -> Part:
        people = self.people if kept.people else None
        rows = read(self.connection, kept, condition)
        return part_writing.write(self.folder, kept, rows, people)

    def _adopted(self, kept: KeptTable) -> tuple[Part, ...]:
        assert self.previous is not None
        parts = self.previous.manifest.tables[kept.name]
        for part in parts:
            files.adopt(part, self.previous.folder, self.folder)
        return parts

    def _with_added(self, kept: KeptTable) -> tuple[Part, ...] | None:
        """Return the files of before and one of the rows added since; None if there is more to it.

        The numbers of rows decide: if the rows of later batches are as many as there are more
        rows, and nothing was rewritten, they are what was added.
        """
        if not self._only_grew(kept):
            return None
        assert self.previous is not None
        before = sum(part.rows for part in self.previous.manifest.tables[kept.name])
        now = self.connection.scalar(select(func.count()).select_from(kept.table)) or 0
        if now == before:
            return self._adopted(kept)
        later = kept.table.c.import_batch_id > self.previous.manifest.last_batch
        added = select(func.count()).select_from(kept.table).where(later)
        if self.connection.scalar(added) != now - before:
            return None
        if len(self.previous.manifest.tables[kept.name]) >= MOST_PARTS:
            return None
        return (*self._adopted(kept), self._written(kept, later))

    def _unmoved(self, kept: KeptTable) -> bool:
        if self.previous is None:
            return False
        return self.previous.manifest.same(self.states, kept.subjects)

    def _only_grew(self, kept: KeptTable) -> bool:
        if self.previous is None or not kept.grows:
            return False
        earlier = self.previous.manifest.states
        for subject in kept.subjects:
            one, other = earlier.get(subject), self.states.get(subject)
            if one is None or other is None or one.rewritten != other.rewritten:
                return False
        # A person whom the table of people had not, and may have now.
        return not any(
            pc.any(pc.equal(self.previous.table(kept.name)[column], UNKNOWN)).as_py()
            for column in kept.people
        )
