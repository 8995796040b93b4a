"""The changes of a sheet whose rows are in pieces: found piece by piece, and looked up anew.

What is remembered of a row is whether it is new, changed or the same; its values, and those that
they replace, are read again when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from data_access.imports.changes import Change, ChangedRows, Columns, Rows, Values
from data_access.imports.checked_rows import Table


@dataclass(frozen=True)
class StreamedRows(Rows):
    """New rows of all pieces: they are counted, and gone through."""

    pieces: Callable[[], Iterator[Rows]] = lambda: iter(())

    def __getitem__(self, at: int | slice) -> NoReturn:
        """Raise TypeError: pieces are taken one by one."""
        raise TypeError("rows in pieces have no positions")

    def __iter__(self) -> Iterator[Values]:
        """Yield the rows in their order."""
        for piece in self.pieces():
            yield from piece


@dataclass(frozen=True)
class StreamedChanges(ChangedRows):
    """Changed rows of all pieces: they are counted, and gone through."""

    total: int = 0
    pieces: Callable[[], Iterator[Change]] = lambda: iter(())

    def __len__(self) -> int:
        """Return how many rows change."""
        return self.total

    def __getitem__(self, at: int | slice) -> NoReturn:
        """Raise TypeError: pieces are taken one by one."""
        raise TypeError("rows in pieces have no positions")

    def __iter__(self) -> Iterator[tuple[Values, Values]]:
        """Yield the new and the stored values of each row."""
        for piece in self.pieces():
            yield from piece.changed


Compare = Callable[[Table], Change]


@dataclass(frozen=True)
class Found:
    """Which rows of a piece are new, and which change; None where all are new."""

    new: np.ndarray | None
    changed: np.ndarray


@dataclass(frozen=True)
class PiecedChange(Change):
    """The changes of a table in pieces."""

    table: Table
    compare: Compare
    found: tuple[Found, ...]

    def parts(self) -> Iterator[Change]:
        """Yield the changes of each piece, before they are written: until then they stay so."""
        for piece, found in zip(self.table.pieces(), self.found, strict=True):
            if len(found.changed):
                yield self.compare(piece)
            else:
                new = Rows(columns_of(piece), _new(piece, found))
                yield Change(self.template, new, ChangedRows(), piece.length - len(new))

    def new_rows(self) -> Iterator[Rows]:
        """Yield the rows to insert, of each piece."""
        for piece, found in zip(self.table.pieces(), self.found, strict=True):
            yield Rows(columns_of(piece), _new(piece, found))

    def changed_rows(self) -> Iterator[Rows]:
        """Yield the rows to update, of each piece."""
        if not len(self.changed):
            return
        for piece, found in zip(self.table.pieces(), self.found, strict=True):
            yield Rows(columns_of(piece), found.changed.tolist())


def compared(table: Table, compare: Compare, all_new: bool) -> PiecedChange:
    """Return the changes of a table in pieces, each compared by itself."""
    found: list[Found] = []
    new = changed = same = 0
    none = np.empty(0, np.int32)
    for piece in table.pieces():
        if all_new:
            new += piece.length
            found.append(Found(None, none))
            continue
        one = compare(piece)
        new, changed, same = new + len(one.new), changed + len(one.changed), same + one.same
        every = len(one.new) == piece.length
        positions = None if every else np.asarray(one.new.positions, np.int32)
        found.append(Found(positions, np.asarray(one.changed.rows.positions, np.int32)))
    change: PiecedChange = PiecedChange(
        table.template,
        StreamedRows(positions=range(new), pieces=lambda: change.new_rows()),
        StreamedChanges(total=changed, pieces=lambda: change.parts()),
        same,
        table,
        compare,
        tuple(found),
    )
    return change


def columns_of(table: Table) -> Columns:
    """Return the cells of each attribute, by position."""
    names = [column.attribute for column in table.template.columns]
    return {name: table.frame[name].to_numpy(dtype=object) for name in names}


def _new(piece: Table, found: Found) -> Any:
    return range(piece.length) if found.new is None else found.new.tolist()
