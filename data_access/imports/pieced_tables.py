"""The checked rows of a large sheet, in pieces on the disk.

A piece is a table of its own; its rows are counted on from those of the pieces before it. Rules
that look at one row take piece after piece; those that look at rows together say how.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from data_access.imports import pieces
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.pieces import PieceFolder, load
from data_access.imports.sheet_description import Template
from data_access.language import Text

FEW = ("awards", "indicators", "territory")
SURVEYS = ("encuestas", "estratos", "encuesta_empresas", "encuesta_vacantes")


class PiecedTable(Table):
    """A table whose rows are never held all at once; `frame` is none of it."""

    def __init__(self, template: Template, folder: PieceFolder) -> None:
        """Begin without rows."""
        self.template = template
        self._folder = folder
        self._files: list[Path] = []
        self._starts: list[int] = []
        self._length = 0
        self._last: tuple[int, Table] | None = None

    @property
    def frame(self) -> pd.DataFrame:  # type: ignore[override]
        """Raise RuntimeError: who needs every row at once has to say which part of them."""
        raise RuntimeError(f"{self.template.name} is in pieces")

    @property
    def length(self) -> int:
        """Number of rows."""
        return self._length

    @property
    def folder(self) -> PieceFolder:
        """Where marks of its rows are kept."""
        return self._folder

    def add(self, table: Table) -> None:
        """Add rows below the others."""
        self._files.append(self._folder.keep((table.frame, table.bad)))
        self._starts.append(self._length)
        self._length += table.length

    def replace(self, piece: Table) -> None:
        """Put a piece that was changed in the place of what it was."""
        at = self._starts.index(piece.start)
        self._files[at].unlink()
        self._files[at] = self._folder.keep((piece.frame, piece.bad))
        self._last = None

    def pieces(self) -> Iterator[Table]:
        """Yield the rows, piece after piece."""
        self._last = None
        for at in range(len(self._files)):
            yield self._piece(at)

    def finding(
        self, position: int, attribute: str, rule: str, text: Text, *, error: bool = True
    ) -> ImportFinding:
        """Return a finding at a row and attribute; whoever asks for many asks in their order."""
        piece = self._with(position)
        return piece.finding(position - piece.start, attribute, rule, text, error=error)

    def value(self, position: int, attribute: str) -> Any:
        """Return the cell of a row."""
        piece = self._with(position)
        return piece.value(position - piece.start, attribute)

    def _with(self, position: int) -> Table:
        """Return the piece with a row."""
        at = bisect_right(self._starts, position) - 1
        if self._last is None or self._last[0] != at:
            self._last = (at, self._piece(at))
        return self._last[1]

    def _piece(self, at: int) -> Table:
        frame, bad = load(self._files[at])
        return Table(self.template, frame, bad, self._starts[at])


class Gathering:
    """The tables of all sheets of one template, one after another."""

    def __init__(self, template: Template, folder: PieceFolder | None) -> None:
        """Begin without any; without a folder they are held, however many their rows are."""
        self.template = template
        self.folder = folder if comes_in_pieces(template) else None
        self.held: list[Table] = []
        self.stored: PiecedTable | None = None

    def add(self, table: Table) -> None:
        """Add the rows of a sheet, or some of them."""
        if self.folder is None:
            self.held.append(table)
            return
        for part in _parts(table):
            if self._rows_held + part.length > pieces.PIECE:
                self._store(self.folder)
            self.held.append(part)

    @property
    def begun(self) -> bool:
        """Whether there is anything to check in any of the sheets."""
        return self.stored is not None or bool(self.held)

    def table(self) -> Table:
        """Return all rows as one table."""
        if self.stored is None or self.folder is None:
            return joined(self.held)
        self._store(self.folder)
        return self.stored

    @property
    def _rows_held(self) -> int:
        return sum(one.length for one in self.held)

    def _store(self, folder: PieceFolder) -> None:
        """Put the rows that are held into one piece: many small files are few pieces."""
        self.stored = self.stored or PiecedTable(self.template, folder)
        if self.held:
            self.stored.add(joined(self.held))
            self.held.clear()


def _parts(table: Table) -> Iterator[Table]:
    """Yield a table in parts of no more rows than a piece has."""
    if table.length <= pieces.PIECE:
        yield table
        return
    for start in range(0, table.length, pieces.PIECE):
        yield table.only(range(start, min(start + pieces.PIECE, table.length)))


def comes_in_pieces(template: Template) -> bool:
    """Return whether no rule on a sheet needs all its rows at once.

    Surveys, awards, targets and populations are of companies, nominations and places, not of a
    country's people: they are few.
    """
    return template.subject not in FEW and template.name not in SURVEYS


def joined(tables: list[Table]) -> Table:
    """Return some tables of one template as one."""
    if len(tables) == 1:
        return tables[0]
    first, offset, bad = tables[0], 0, set()
    for table in tables:
        bad |= {(position + offset, name) for position, name in table.bad}
        offset += len(table.frame)
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return Table(first.template, frame, bad)
