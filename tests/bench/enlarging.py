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
# What each copy of a person has under a code of its own, and the rows that refer to it.
OWN = {"listing": "code", "listing_sales": "listing_code"}
# Names a person, and is of all who came: one copy of it for each would multiply what they came to.
OF_ALL = ("course_session",)


def enlarge(engine: Engine, times: int) -> Manifest:
    """Put a snapshot of `times` as many people in the place of a database's own."""
    snapshot = current(engine)
    before = snapshot.manifest
    chance = np.random.default_rng(7)
    with files.begun(snapshot.folder.parent) as folder:
        tables = {}
        for name, kept in kept_tables().items():
            own_rows = (kept.people and name not in OF_ALL) or name in OWN
            if not own_rows or not sum(part.rows for part in before.tables[name]):
                for part in before.tables[name]:
                    files.adopt(part, snapshot.folder, folder)
                tables[name] = before.tables[name]
                continue
            own = snapshot.table(name)
            if name in OWN:  # as many codes as rows: no list of them
                own = _with(own, OWN[name], pc.cast(own[OWN[name]], pa.string()))
            copies = [
                own,
                *(copy(own, kept, at, at * before.following, chance) for at in range(1, times)),
            ]
            every = pa.concat_tables(copies).combine_chunks()
            batches = every.to_batches(max_chunksize=files.BATCH)
            tables[name] = (files.write_part(folder, name, every.schema, batches),)
        manifest = replace(before, tables=tables, following=before.following * times)
        # Of the same states of the database, and so under the same name: it is found from now on.
        files.discard(snapshot.folder)
        files.finish(folder, manifest)
    keeping._keeper.cache_clear()
    return manifest


def copy(
    rows: pa.Table, kept: KeptTable, at: int, shift: int, chance: np.random.Generator
) -> pa.Table:
    """Return rows about other people; all columns but theirs are shared with the first."""
    if kept.name in OWN:
        codes = pc.cast(rows[OWN[kept.name]], pa.string())
        rows = _with(rows, OWN[kept.name], pc.binary_join_element_wise(codes, str(at), "x"))
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
    field = rows.schema.field(name).with_type(column.type)
    return rows.set_column(rows.schema.get_field_index(name), field, column)
