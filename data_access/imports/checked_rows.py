"""The checked rows of a sheet: a table of them, and findings at its cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data_access.imports.import_findings import ImportFinding, masked, shown
from data_access.imports.personal import looks_personal
from data_access.imports.pieces import Marks, PieceFolder, marks_of
from data_access.imports.sheet_description import PERSON_CODES, SheetColumn, Template
from data_access.language import Text

LONGEST_CODE = 4  # of the lists that a sheet about people uses


@dataclass
class Table:
    """The checked rows of all sheets of one template.

    `frame` has a column for each attribute of the template, and `_file`, `_sheet`, `_row` and
    `_absent`, the attributes that the row's sheet has no column for;
    a cell that could not be taken is None and listed in `bad` as (position, attribute).
    """

    template: Template
    frame: pd.DataFrame
    bad: set[tuple[int, str]] = field(default_factory=set)
    start: int = 0  # of a piece of a table: the number of rows before it

    @property
    def length(self) -> int:
        """Number of rows."""
        return len(self.frame)

    @property
    def folder(self) -> PieceFolder | None:
        """Where marks of its rows are kept, if these are too many to be held."""
        return None

    def pieces(self) -> Iterator[Table]:
        """Yield the rows, piece after piece; a small table is its only one."""
        yield self

    def replace(self, piece: Table) -> None:
        """Keep what was changed in a piece; there is nothing to do where it is held."""

    def whole(self, attributes: Collection[str]) -> pd.Series[bool]:
        """Return which rows have no bad cell among the given attributes."""
        wrong = {position for position, name in self.bad if name in attributes}
        return ~self.frame.index.to_series().isin(wrong)

    def marks(self, attributes: Sequence[str]) -> np.ndarray:
        """Return what stands for each row in some columns, in eight bytes."""
        return marks_of(self.frame[list(attributes)])

    def repeated(
        self, attributes: Sequence[str], among: Callable[[Table], pd.Series[bool]] | None = None
    ) -> np.ndarray:
        """Return the marks of what several whole rows, or others, have in some columns."""
        marks = Marks(self.folder)
        for piece in self.pieces():
            rows = piece.whole(attributes) if among is None else among(piece)
            marks.add(marks_of(piece.frame.loc[rows, list(attributes)]))
        return marks.twice()

    def value(self, position: int, attribute: str) -> Any:
        """Return the cell of a row."""
        return self.frame[attribute].array[position]

    def origin(self, position: int) -> tuple[str, str, int]:
        """Return the file, the sheet and the number in it of a row."""
        file, sheet, row = (origin[position] for origin in self._origins)
        return file, sheet, int(row)

    def only(self, positions: Iterable[int]) -> Table:
        """Return a table of some of the rows, in their order."""
        kept = sorted(positions)
        at = {old: new for new, old in enumerate(kept)}
        bad = {(at[position], name) for position, name in self.bad if position in at}
        return Table(self.template, self.frame.loc[kept].reset_index(drop=True), bad)

    def finding(
        self, position: int, attribute: str, rule: str, text: Text, *, error: bool = True
    ) -> ImportFinding:
        """Return a finding at a row and attribute of this table."""
        column = next(c for c in self.template.columns if c.attribute == attribute)
        value = presented(self.template, column, self.value(position, attribute))
        file, sheet, row = self.origin(position)
        return ImportFinding(file, sheet, row, column.name, value, rule, text, error)

    @cached_property
    def _origins(self) -> tuple[Any, ...]:
        """File, sheet and row of each position: what no check ever changes.

        A sheet may have a hundred thousand findings, and looking up cells of a frame takes longer
        than all the rest of one.
        """
        return tuple(self.frame[name].to_numpy() for name in ("_file", "_sheet", "_row"))


def presented(template: Template, column: SheetColumn, value: object) -> str | None:
    """Return a cell's value for a finding, masked where it may be personal.

    That is a person's code, free text, what looks like a document or a telephone, and, in a sheet
    about people, anything longer than a code: cells there slip into the wrong column.
    """
    text = shown(value)
    if text is None:
        return None
    personal = (
        column.kind in ("text", "link")
        or column.name in PERSON_CODES
        or looks_personal(text)
        or (template.about_people and len(text) > LONGEST_CODE)
    )
    return masked(text) if personal else text
