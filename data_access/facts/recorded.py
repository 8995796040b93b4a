"""What the sheets hold, row by row, with marks for cells that are empty though they apply.

A sheet about people is read as facts about them, so that each person is counted once; any other
sheet as rows with the canton they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, literal, or_, select

from data_access.facts.dialects import month_of, year_of
from data_access.facts.people import one_if
from data_access.tables import Imported

EMPTY, APPLIES, ANY_EMPTY, QUARTER = "no_", "of_", "incomplete", "quarter"


@dataclass(frozen=True)
class Gap:
    """A cell that should be filled: when it is not, and of which rows that is asked."""

    column: str
    missing: ColumnElement[bool]
    applies: ColumnElement[bool] | None = None

    @property
    def empty(self) -> ColumnElement[bool]:
        """Whether the cell is empty though it applies."""
        return self.missing if self.applies is None else and_(self.applies, self.missing)

    @property
    def flags(self) -> tuple[ColumnElement[int], ColumnElement[int]]:
        """Whether the cell applies to a row, and whether it is empty there, as 0 or 1."""
        asked: ColumnElement[int] = literal(1) if self.applies is None else one_if(self.applies)
        return asked.label(APPLIES + self.column), one_if(self.empty).label(EMPTY + self.column)


@dataclass(frozen=True)
class Sheet:
    """The stored rows of a sheet: where they are read from, and whose they are.

    `owner` is the code of the person, or (`canton`) the canton that a row belongs to; `day` is when
    what the row says happened. `only` says which rows are read, where that is not all of them.
    """

    name: str
    model: type[Imported]
    source: Any
    owner: Any
    day: Any
    gaps: tuple[Gap, ...] = ()
    about_people: bool = True
    only: ColumnElement[bool] | None = None

    def rows(self, *more: Any) -> Select[Any]:
        """Return the rows with whose they are, their day and batch, and the columns `more`."""
        owner = "person_code" if self.about_people else "canton_code"
        read = () if self.only is None else (self.only,)
        return (
            select(
                self.owner.label(owner),
                self.day.label("day"),
                self.model.import_batch_id.label("batch"),
                literal("").label("part"),
                *more,
            )
            .select_from(self.source)
            .where(*read)
        )

    @property
    def marks(self) -> list[ColumnElement[int]]:
        """The flags of each cell that should be filled, and whether any of them is empty."""
        pairs = [gap.flags for gap in self.gaps]
        empty = [gap.empty for gap in self.gaps]
        any_empty = one_if(or_(*empty)) if empty else literal(0)
        return [any_empty.label(ANY_EMPTY), *(flag for pair in pairs for flag in pair)]

    @property
    def quarter(self) -> ColumnElement[int]:
        """The quarter of a row's day, as year * 10 + its number."""
        return quarter_of(self.day)


def quarter_of(day: Any) -> ColumnElement[int]:
    """Return the quarter of a date as year * 10 + 1 to 4."""
    # Written out: the databases do not agree on the division of whole numbers.
    month = month_of(day)
    number = case((month <= 3, 1), (month <= 6, 2), (month <= 9, 3), else_=4)
    return (year_of(day) * 10 + number).label(QUARTER)
