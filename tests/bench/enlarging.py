"""A snapshot of ten million people, made from one of fewer: no database of that size is at hand.

Each person stands in it many times over, every time with a number and a record key of her own, and
so do the rows about her. Figures measured on it are marked: nothing was imported.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Engine

from data_access.record_keys import HALF
from data_access.snapshot import current, files, keeping
from data_access.snapshot.arrow_columns import PERSON
from data_access.snapshot.contents import KeptTable, kept_tables
from data_access.snapshot.manifest import Manifest

KEYS = ("record_key_high", "record_key_low")


def enlarge(engine: Engine, times: int) -> Manifest:
    """Put a snapshot of `times` as many people in the place of a database's own."""
    snapshot = current(engine)
    before = snapshot.manifest
    chance = np.random.default_rng(7)
    with files.begun(snapshot.folder.parent) as folder:
        tables = {}
        for name, kept in kept_tables().items():
            if not kept.people or not sum(part.rows for part in before.tables[name]):
                for part in before.tables[name]:
                    files.adopt(part, snapshot.folder, folder)
                tables[name] = before.tables[name]
                continue
            own = snapshot.table(name)
            copies = [
                own,
                *(copy(own, kept, at * before.following, chance) for at in range(1, times)),
            ]
            tables[name] = (files.write_part(folder, name, pa.concat_tables(copies)),)
        manifest = replace(before, tables=tables, following=before.following * times)
        # Of the same states of the database, and so under the same name: it is found from now on.
        files.discard(snapshot.folder)
        files.finish(folder, manifest)
    keeping._keeper.cache_clear()
    return manifest


def copy(rows: pa.Table, kept: KeptTable, shift: int, chance: np.random.Generator) -> pa.Table:
    """Return rows about other people; all columns but theirs are shared with the first."""
    for name in kept.people:
        numbers = rows[name]
        known = pc.greater_equal(numbers, 0)
        moved = pc.cast(pc.add(pc.cast(numbers, pa.int64()), shift), PERSON)
        rows = _with(rows, name, pc.if_else(pc.fill_null(known, False), moved, numbers))
    for name in KEYS if kept.name == "person" else ():
        fresh = chance.integers(0, 2**HALF, rows.num_rows, dtype=np.int64)
        rows = _with(rows, name, pc.cast(pa.array(fresh), rows.schema.field(name).type))
    return rows


def _with(rows: pa.Table, name: str, column: pa.ChunkedArray | pa.Array) -> pa.Table:
    return rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), column)
