"""The newest release held against the data kept with it, and these against the rows.

So is the copy in columns from which answers are computed where people are many.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from data_access.releases import kept_data, standing
from data_access.snapshot.contents import kept_tables
from data_access.snapshot.keeping import lying
from data_access.snapshot.making import make, states
from data_access.snapshot.manifest import Manifest, State
from data_access.snapshot.snapshots import Snapshot

PERSON = "person"
HALVES = ("record_key_high", "record_key_low")
# Jurors' drafts lie among what was handed in, and to save one moves no version.
DRAFTED = frozenset({"sheet", "score"})


@dataclass(frozen=True)
class ReleaseVerdict:
    """What was found of a release: whether its data are what was kept.

    `differing` are tables whose rows are not those of the release though nothing says that they
    were written since; `compared` is how many tables were held against it.
    """

    number: int
    kept: bool
    compared: int = 0
    differing: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return self.kept and not self.differing


def verify(engine: Engine) -> ReleaseVerdict | None:
    """Return what was found of the newest release; None if there is none, or if it was taken back.

    Of a release that was taken back nothing is kept.
    """
    with engine.connect() as connection:
        newest = standing.newest(connection)
        if newest is None or newest.state == standing.TAKEN_BACK:
            return None
        now = states(connection)
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        try:
            kept = kept_data.read(engine, newest.number, Path(folder))
        except kept_data.DataGone:
            return ReleaseVerdict(newest.number, kept=False)
        compared, differing = _against_rows(engine, kept, now)
    return ReleaseVerdict(newest.number, True, compared, differing)


@dataclass(frozen=True)
class CopyVerdict:
    """What was found of the copy in columns: `compared` and `differing` are as of a release."""

    compared: int
    differing: tuple[str, ...]


def verify_copy(engine: Engine) -> CopyVerdict | None:
    """Return what was found of the copy in columns that lies on the disk; None if there is none.

    One that is damaged is deleted, as if somebody had asked for an answer.
    """
    copy = lying(engine)
    if copy is None:
        return None
    with engine.connect() as connection:
        now = states(connection)
    return CopyVerdict(*_against_rows(engine, copy, now))


def _against_rows(
    engine: Engine, told: Snapshot, now: Mapping[str, State]
) -> tuple[int, tuple[str, ...]]:
    """Return of how many tables nobody wrote since, and those of them with other rows by now."""
    unmoved = [
        name
        for name, table in kept_tables().items()
        if name not in DRAFTED and told.manifest.same(now, table.subjects)
    ]
    with _made_anew(engine) as rows:
        sides = [(side, _keys(side)) for side in (told, rows)]
        differing = [name for name in unmoved if len({_print(*one, name) for one in sides}) > 1]
    return len(unmoved), tuple(differing)


@contextmanager
def _made_anew(engine: Engine) -> Iterator[Snapshot]:
    """Yield a copy of the rows, made from these whatever lies on the disk."""
    with tempfile.TemporaryDirectory(prefix="rows-") as folder:
        path = make(engine, Path(folder), None)
        yield Snapshot(path, Manifest.read(path))


def _print(snapshot: Snapshot, keys: Mapping[int, str], name: str) -> tuple[int, int]:
    """Return the number of rows of a table, and a number that changes with any of its cells.

    It does not depend on the order of rows, nor on the numbers that stand for people, which `keys`
    replaces.
    """
    import pandas as pd
    import pyarrow as pa

    table, people = snapshot.table(name), kept_tables()[name].people
    columns = {}
    for column in table.column_names:
        found = table[column]
        if column in people:
            columns[column] = found.to_pandas().map(keys)
            continue
        if pa.types.is_dictionary(found.type):
            found = found.cast(found.type.value_type)
        columns[column] = found.cast(pa.string()).to_pandas()
    frame = pd.DataFrame(columns).astype(object)
    hashes = pd.util.hash_pandas_object(frame.where(frame.notna(), ""), index=False)
    return len(frame), int(hashes.to_numpy().sum())


def _keys(snapshot: Snapshot) -> dict[int, str]:
    """Return what stands for each person in every snapshot: the record key."""
    people = snapshot.table(PERSON)
    high, low = (people[half].to_pandas().astype(str) for half in HALVES)
    return dict(zip(people["code"].to_pandas(), high + "-" + low, strict=True))
