"""Rows of a table written as a file of a snapshot, batch by batch.

Text of few values is kept as numbers into a list of them, which is known when all rows were seen:
until then many rows wait in a file of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data_access.snapshot import files
from data_access.snapshot.arrow_columns import FEW, PERSON
from data_access.snapshot.contents import KeptTable, is_text
from data_access.snapshot.manifest import Part
from data_access.snapshot.people_numbers import PeopleNumbers
from data_access.snapshot.table_reading import schema_of


def write(
    folder: Path, kept: KeptTable, rows: Iterable[pa.RecordBatch], people: PeopleNumbers | None
) -> Part:
    """Write a table's rows, with numbers in place of people's codes; return the file."""
    lists = _Lists([c.name for c in kept.columns if is_text(c) and c.name not in kept.people])
    plain = schema_of(kept.columns)
    for at, column in enumerate(kept.columns):
        if column.name in kept.people:
            plain = plain.set(at, pa.field(column.name, PERSON))
    waiting = folder / f"{kept.name}.rows"
    try:
        with pa.OSFile(str(waiting), "wb") as file, pa.ipc.new_stream(file, plain) as writer:
            for batch in _of_size(rows, schema_of(kept.columns)):
                columns = [
                    batch[name]
                    if people is None or name not in kept.people
                    else people.of(batch[name])
                    for name in plain.names
                ]
                numbered = pa.record_batch(columns, plain)
                lists.see(numbered)
                writer.write_batch(numbered)
        with pa.OSFile(str(waiting)) as file, pa.ipc.open_stream(file) as reader:
            schema = lists.schema(plain)
            compact = (lists.compact(batch, schema) for batch in reader)
            return files.write_part(folder, kept.name, schema, compact)
    finally:
        waiting.unlink(missing_ok=True)


def _of_size(rows: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield rows in batches of one size: a reader pays for each."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in rows:
        held.append(batch)
        count += batch.num_rows
        while count >= files.BATCH:
            whole = pa.Table.from_batches(held, schema)
            yield from whole.slice(0, files.BATCH).combine_chunks().to_batches()
            held, count = whole.slice(files.BATCH).to_batches(), count - files.BATCH
    if count:
        yield from pa.Table.from_batches(held, schema).combine_chunks().to_batches()


class _Lists:
    """The different values of each column of text, as long as they are few."""

    def __init__(self, columns: list[str]) -> None:
        self._values: dict[str, pa.Array] = {name: pa.array([], pa.string()) for name in columns}

    def see(self, batch: pa.RecordBatch) -> None:
        """Add what a batch has."""
        for name, known in list(self._values.items()):
            found = pc.drop_null(pc.unique(batch[name]))
            new = found.filter(pc.invert(pc.is_in(found, value_set=known)))
            if len(known) + len(new) > FEW:
                del self._values[name]
            elif len(new):
                self._values[name] = pa.concat_arrays([known, new])

    def schema(self, plain: pa.Schema) -> pa.Schema:
        """Return the types with dictionaries of the narrowest index."""
        for name, known in self._values.items():
            index = pa.int8() if len(known) < 128 else pa.int16()
            kind = pa.field(name, pa.dictionary(index, pa.string()))
            plain = plain.set(plain.get_field_index(name), kind)
        return plain

    def compact(self, batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        """Return a batch with numbers in place of text."""
        columns = []
        for name, kind in zip(schema.names, schema.types, strict=True):
            column, known = batch[name], self._values.get(name)
            if known is not None:
                index = pc.index_in(column, value_set=known).cast(kind.index_type)
                column = pa.DictionaryArray.from_arrays(index, known)
            columns.append(column)
        return pa.record_batch(columns, schema)
