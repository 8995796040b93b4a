"""The description of a sheet that can come in: its columns, code lists and references.

Column names and codes are promises to the people who fill the sheets (INTERFACE); everything that
reads, checks, stores, explains or offers a sheet works from this one description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data_access import territory
from data_access.imports.countries import countries
from data_access.language import Text
from data_access.tables import Imported

VERSION = "1"
PERSON_CODE = "codigo_persona"
# What stands for one person: never a bare number, and masked wherever it is shown.
PERSON_CODES = (PERSON_CODE, "codigo_formador", "codigo_participante")
# Where a name instead of the code would name somebody.
NAMELESS = (*PERSON_CODES, "codigo_jurado")


@dataclass(frozen=True)
class SheetColumn:
    """One column: its header, the attribute it fills and what a cell may hold.

    `kind`: code (text), integer, decimal, date, moment (a date-time of Ecuador), month (its first
    day), choice (one of `codes`) or choices (joined by `;`). `least` and `most` bound numbers;
    `past` dates may not lie in the future; decimals keep `digits`. A moment given as a day alone is
    the day's start, or its end where `closes`; where it is `timed`, its hour may not be missing.
    `percent` numbers count hundredths: 85 % is 85.
    `blank` is what an empty cell stands for: a part of the key may be empty, but not NULL.
    """

    name: str
    attribute: str
    kind: str
    help: Text
    key: bool = False
    required: bool = True
    codes: Mapping[str, object] | None = None
    least: float | None = None
    most: float | None = None
    past: bool = True
    closes: bool = False
    timed: bool = False
    digits: int = 2
    blank: str | None = None
    percent: bool = False


@dataclass(frozen=True)
class Reference:
    """Columns that together name a row of another sheet, in the order of its key.

    Or rows: those with the same values in the columns `to`, where it says other than the key.
    """

    columns: tuple[str, ...]
    template: str
    to: tuple[str, ...] = ()

    def attributes(self, parent: Template) -> list[str]:
        """Return the attributes of the other sheet that the columns are looked up in."""
        if self.to:
            return [parent.column(name).attribute for name in self.to]
        return [column.attribute for column in parent.key]


@dataclass(frozen=True)
class InColumn:
    """The place of a row is the one whose DPA code stands in this column."""

    name: str


@dataclass(frozen=True)
class ByReference:
    """The place of a row is that of the row that these columns refer to."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class WholeProgramme:
    """A row has no single place: no leader brings it in."""


RowPlace = InColumn | ByReference | WholeProgramme


@dataclass(frozen=True)
class Template:
    """One sheet: the table it fills, whose primary key is the sheet's key.

    `place` says how the place of a row is found, which decides who may bring it in. A sheet that
    does not say it is no leader's; the tests ask every sheet to say it. Rows of a `versioned`
    sheet are never overwritten: what changes is a new version of its whole.
    """

    name: str
    model: type[Imported]
    subject: str
    help: Text
    columns: tuple[SheetColumn, ...]
    references: tuple[Reference, ...] = ()
    place: RowPlace | None = None
    versioned: bool = False

    @property
    def key(self) -> tuple[SheetColumn, ...]:
        """The columns that tell rows apart."""
        return tuple(column for column in self.columns if column.key)

    @property
    def about_people(self) -> bool:
        """Whether a row says something of one person (and not only who gave a session)."""
        return any(column.key and column.name in PERSON_CODES for column in self.columns) or any(
            column.name == PERSON_CODE for column in self.columns
        )

    @property
    def has_place(self) -> bool:
        """Whether each row is about one place."""
        return isinstance(self.place, InColumn | ByReference)

    def column(self, name: str) -> SheetColumn:
        """Return the column with a header; raise KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


CANTONS = {
    code: territory.name(code)
    for province in territory.children("EC")
    for code in territory.children(province)
}
PLACES = {
    "EC": territory.name("EC"),
    **{code: territory.name(code) for code in territory.children("EC")},
    **CANTONS,
}
COUNTRIES = countries()
