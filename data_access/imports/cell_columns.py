"""Rows of a sheet turned into columns while it is read, so that no file is held twice.

Equal texts are kept as one object: a column of a million codes of three provinces costs eight bytes
a row, and the code of a person who came thirty times is held once for all files of a call.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from types import NoneType
from typing import Any

from data_access.imports import pieces
from data_access.imports.pieces import PieceFolder

BLOCK = 4096  # rows turned at a time
MOST_DIFFERENT = 2**16  # texts of a column; one that holds more holds hardly any twice
SHORT = 32  # a text up to here may be a code that other columns, sheets and files hold too
HEAD = 30  # rows of a sheet on the disk that are held to see its shape
Texts = dict[str, str]


class CellColumns:
    """The cells of a sheet by column, from its first row on; rows may be of different lengths."""

    def __init__(self, width: int, codes: Texts | None = None) -> None:
        """`codes` are the short texts of all files of a call, if they are to be held once."""
        self.columns: list[list[Any]] = [[] for _ in range(width)]
        self._known: list[Texts | None] = [{} for _ in range(width)]
        self._codes = codes
        self._block: list[list[Any]] = []
        self._turned = 0

    @property
    def length(self) -> int:
        """Number of rows so far."""
        return self._turned + len(self._block)

    def add(self, row: list[Any]) -> None:
        """Add a row."""
        self._block.append(row)
        if len(self._block) >= BLOCK:
            self._turn()

    def skip(self, rows: int) -> None:
        """Add blank rows."""
        if rows > 0:
            self._turn()
            for column in self.columns:
                column += [None] * rows
            self._turned += rows

    def finish(self, width: int) -> list[list[Any]]:
        """Return the columns, at least `width` of them, all of one length."""
        self._turn()
        self._widen(width)
        return self.columns

    def _widen(self, width: int) -> None:
        for _ in range(width - len(self.columns)):
            self.columns.append([None] * self._turned)
            self._known.append({})

    def _turn(self) -> None:
        if not self._block:
            return
        turned = list(zip_longest(*self._block))
        self._widen(len(turned))
        for at, column in enumerate(self.columns):
            if at < len(turned):
                column += self._shared(at, turned[at])
            else:
                column += [None] * len(self._block)
        self._turned += len(self._block)
        self._block.clear()

    def _shared(self, at: int, cells: tuple[Any, ...]) -> Any:
        """Return the cells of a column with one object for equal texts."""
        known = self._known[at]
        if not {type(cell) for cell in cells} <= {str, NoneType}:
            return cells
        if known is None:
            codes = self._codes
            if codes is None:
                return cells
            return [c if c is None or len(c) > SHORT else codes.setdefault(c, c) for c in cells]
        same: Any = known
        found = [same.setdefault(cell, cell) for cell in cells]
        if len(known) > MOST_DIFFERENT:
            self._known[at] = None
        return found


class PiecedColumns:
    """The rows of a sheet as they are read, as columns; of many, as pieces of these on the disk."""

    def __init__(self, codes: Texts | None = None, folder: PieceFolder | None = None) -> None:
        """Without a `folder` they are held, however many they are."""
        self._codes = codes
        self._folder = folder
        self._table = CellColumns(0, codes)
        self._head: list[list[Any]] = []
        self.stored: list[Path] = []
        self.before = 0  # rows that are stored

    @property
    def length(self) -> int:
        """Number of rows so far."""
        return self.before + self._table.length

    def add(self, row: list[Any], blank: int) -> None:
        """Add a row below so many blank ones."""
        self._table.skip(blank)
        self._table.add(row)
        if self._folder is not None and self._table.length >= pieces.PIECE:
            self._store(self._folder)

    def finish(self, width: int) -> list[list[Any]]:
        """Return the columns, or, of those in pieces, what shows their shape."""
        if not self.stored or self._folder is None:
            return self._table.finish(width)
        if self._table.length:
            self._store(self._folder)
        length = len(self._head[0])
        return [*self._head, *([None] * length for _ in range(width - len(self._head)))]

    def _store(self, folder: PieceFolder) -> None:
        columns = self._table.finish(1)
        self._head = self._head or [column[:HEAD] for column in columns]
        self.stored.append(folder.keep(columns))
        self.before += len(columns[0])
        self._table = CellColumns(0, self._codes)
