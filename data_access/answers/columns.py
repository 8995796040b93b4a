"""The columns of an answer: each declared once, beside the question that returns it.

Labels, tables, files, the methods page and the text of an empty cell follow from the declaration.
Nothing is inferred from a column's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from data_access.language import DEFAULT, Text

Codes = Mapping[str, Text]


class Kind(Enum):
    """The kind of value in a column's cells, which decides how they are formatted."""

    PEOPLE = "people"
    COUNT = "count"  # of anything but people; estimates have decimals
    SHARE = "share"  # a fraction: 1 is 100 %
    NUMBER = "number"  # a ratio, an index, a score
    POINTS = "points"  # of a scale that the label names, such as 0 to 100
    MONEY = "money"  # USD
    DURATION = "duration"  # in the unit that the label names
    ORDINAL = "ordinal"  # a whole number that is neither a quantity nor added up: a rank, a version
    HOUR = "hour"  # of the day, 0 to 23
    COORDINATE = "coordinate"  # decimal degrees
    IN_UNIT = "in_unit"  # in the unit of the row's own column `unit`
    DATE = "date"
    MOMENT = "moment"  # a day and a time in Ecuador, of the activity log
    CODE = "code"  # of the column's list
    PLACE = "place"  # a code of the territorial division
    YES_NO = "yes_no"
    NAMES = "names"  # a list of texts, such as the codes of nominations
    TEXT = "text"

    @property
    def numeric(self) -> bool:
        """Whether cells are numbers: aligned to the right, and never words in a file."""
        return self in NUMERIC

    @property
    def coded(self) -> bool:
        """Whether a cell holds a code, which readers see with its label."""
        return self in (Kind.CODE, Kind.PLACE)


NUMERIC = frozenset(
    {Kind.PEOPLE, Kind.COUNT, Kind.SHARE, Kind.NUMBER, Kind.POINTS, Kind.MONEY, Kind.DURATION}
    | {Kind.ORDINAL, Kind.HOUR, Kind.COORDINATE, Kind.IN_UNIT}
)


class Empty(Enum):
    """The meaning of an empty cell, where the row's flag does not give it."""

    UNKNOWN = "unknown"
    NONE = "none"  # there is none: a stratum that joined no other
    NOT_APPLICABLE = "not_applicable"  # the column does not apply to this row
    NOT_SET = "not_set"  # not set: a target


class ColumnError(ValueError):
    """An inconsistent declaration of columns, or an undeclared column."""


@dataclass(frozen=True)
class AnswerColumn:
    """One column of an answer.

    `name` is the key of INTERFACE, `label` what readers see. `codes` is the list of a CODE.
    `moved`: disclosure control adds noise to the number or hides it below monitor. `empty` says
    what an empty cell means; without it, the row's flag does. `not_for` names a column and a code:
    the column does not apply to rows with that code. `monitors_only`: empty for everyone below
    monitor, whatever is in the data. `files_only`: for analysts, in the files and not in tables.
    """

    name: str
    kind: Kind
    label: Text
    codes: Codes | None = None
    moved: bool = False
    empty: Empty | None = None
    not_for: tuple[str, str] | None = None
    monitors_only: bool = False
    files_only: bool = False

    def __post_init__(self) -> None:
        """Raise ColumnError if the parts of the declaration contradict each other."""
        if (self.kind is Kind.CODE) != (self.codes is not None):
            raise ColumnError(f"{self.name}: a code needs its list, and only a code has one")
        if self.moved and not self.kind.numeric:
            raise ColumnError(f"{self.name}: disclosure control moves numbers, not {self.kind}")


Columns = tuple[AnswerColumn, ...]


def require_declared(
    question: str,
    columns: Columns,
    scoped: Iterable[str],
    known: Mapping[str, AnswerColumn],
) -> None:
    """Raise ColumnError if a question's columns are inconsistent.

    It declares none, two with one name or label, a `not_for` of a column that it lacks, or it has
    a dimension or filter (`scoped`) that neither it nor `known` declares.
    """
    if not columns:
        raise ColumnError(f"{question} declares no columns")
    names = [column.name for column in columns]
    unknown = {*scoped} - {*names, *known}
    if unknown:
        raise ColumnError(f"{question} has no column for {sorted(unknown)}")
    labels = [column.label.to(DEFAULT) for column in columns]
    for each in (names, labels):
        twice = sorted({one for one in each if each.count(one) > 1})
        if twice:
            raise ColumnError(f"{question} has two columns called {twice}")
    for column in columns:
        if column.not_for is not None and column.not_for[0] not in names:
            raise ColumnError(f"{question}: {column.name} depends on a column that is not there")


def names_of(columns: Iterable[AnswerColumn]) -> list[str]:
    """Return the names of columns, in their order."""
    return [column.name for column in columns]
