"""The changes that a sheet would make, kept as columns: a million rows are no million dicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from data_access.imports.sheet_description import Template

Values = dict[str, Any]
Columns = Mapping[str, Any]  # of each attribute the cells, by position


@dataclass(frozen=True)
class Rows(Sequence[Values]):
    """Some rows of a sheet; each is made into a dict when it is asked for."""

    columns: Columns = field(default_factory=dict)
    positions: Sequence[int] = ()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.positions)

    @overload
    def __getitem__(self, at: int) -> Values: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Values | Rows:
        """Return a row, or some of them."""
        if isinstance(at, slice):
            return Rows(self.columns, self.positions[at])
        position = self.positions[at]
        return {name: column[position] for name, column in self.columns.items()}

    def __iter__(self) -> Iterator[Values]:
        """Yield the rows in their order."""
        names = list(self.columns)
        for cells in zip(*(self.column(name) for name in names), strict=True):
            yield dict(zip(names, cells, strict=True))

    def column(self, name: str) -> list[Any]:
        """Return what the rows hold under a name."""
        column = self.columns[name]
        return [column[position] for position in self.positions]


@dataclass(frozen=True)
class ChangedRows(Sequence[tuple[Values, Values]]):
    """Rows that differ from what is stored, each with all that its stored row held before.

    `before` has that in the order of `stored`, the names of the table's columns.
    """

    rows: Rows = field(default_factory=Rows)
    stored: Sequence[str] = ()
    before: Sequence[tuple[Any, ...]] = ()

    def __len__(self) -> int:
        """Return how many rows change."""
        return len(self.before)

    @overload
    def __getitem__(self, at: int) -> tuple[Values, Values]: ...
    @overload
    def __getitem__(self, at: slice) -> ChangedRows: ...
    def __getitem__(self, at: int | slice) -> tuple[Values, Values] | ChangedRows:
        """Return the new and the stored values of a row, or some of the rows."""
        if isinstance(at, slice):
            return ChangedRows(self.rows[at], self.stored, self.before[at])
        return self.rows[at], dict(zip(self.stored, self.before[at], strict=True))

    def __iter__(self) -> Iterator[tuple[Values, Values]]:
        """Yield the new and the stored values of each row."""
        for values, before in zip(self.rows, self.before, strict=True):
            yield values, dict(zip(self.stored, before, strict=True))


@dataclass(frozen=True)
class Change:
    """The changes of a sheet: rows to insert, rows to update with what they were, rows the same."""

    template: Template
    new: Rows
    changed: ChangedRows
    same: int

    @property
    def rows(self) -> int:
        """The number of rows that would be written."""
        return len(self.new) + len(self.changed)

    def parts(self) -> Iterator[Change]:
        """Yield the changes of each piece of the sheet, before they are written."""
        yield self

    def new_rows(self) -> Iterator[Rows]:
        """Yield the rows to insert, of each piece of the sheet."""
        yield self.new

    def changed_rows(self) -> Iterator[Rows]:
        """Yield the rows to update, of each piece of the sheet."""
        yield self.changed.rows
