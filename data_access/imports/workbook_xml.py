"""A workbook's own XML: the extent of its cells, and which hold a formula or an error.

The fast reader shows an error, or a formula never computed, as an empty cell, sets aside room for
every cell up to the last one, and copies a text that many cells share once for each of them. All of
it is looked up here first, in pieces, in bounded memory, and by a real parser: what it does not
see, the fast reader does not see either.
"""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum

from data_access.imports.workbook_packages import PIECE, SHARED_STRINGS, STYLES
from data_access.imports.xml_parsing import strict_parser

DIGITS = "0123456789"
TRUE = ("1", "true")
MOST_BROKEN = 100_000  # beyond, a sheet is refused for these alone


class BrokenCell(Enum):
    """A cell without a value of its own."""

    FORMULA = "formula"
    ERROR = "celda_error"


class Percent(float):
    """A number that its sheet shows as a percentage: 0.85 reads 85 %."""


@dataclass
class WorkbookPart:
    """One sheet: its last filled row and column (from 1), and broken cells by (row, column).

    `shared` counts the cells whose text stands among the shared ones; `path` is in the archive;
    `percent` names the columns shown as percentages, by row; `merged` areas are (first row, first
    column, last row, last column).
    """

    path: str
    rows: int = 0
    columns: int = 0
    shared: int = 0
    broken: dict[tuple[int, int], BrokenCell] = field(default_factory=dict)
    percent: dict[int, list[int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden: bool = False

    def note(self, row: int, column: int, kind: BrokenCell) -> None:
        """Note a broken cell; its formula comes before the error that it led to."""
        if len(self.broken) < MOST_BROKEN:
            self.broken.setdefault((row, column), kind)


def percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the numbers of the styles that show a number as a percentage."""
    if STYLES not in archive.namelist():
        return frozenset()
    formats, found = {"9", "10"}, set()
    within, number = False, 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal within, number
        element = name.rpartition(":")[2]
        if element == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        elif element == "cellXfs":
            within = True
        elif element == "xf" and within:
            if attributes.get("numFmtId") in formats:
                found.add(str(number))
            number += 1

    def ended(name: str) -> None:
        nonlocal within
        within = within and name.rpartition(":")[2] != "cellXfs"

    _parse(archive, STYLES, started, ended)
    return frozenset(found)


def scan(
    archive: zipfile.ZipFile, path: str, percent: frozenset[str] = frozenset()
) -> WorkbookPart:
    """Return one sheet of a package; raise ExpatError or ValueError if it is none."""
    part = WorkbookPart(path)
    row = column = 0
    kind = style = ""
    columns: dict[str, int] = {}  # each column's letters, understood once

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, style
        element = name if ":" not in name else name.rpartition(":")[2]
        if element == "v" or element == "f" or element == "is":
            if row > part.rows:
                part.rows = row
            if column > part.columns:
                part.columns = column
            if element == "f" or kind == "e":
                part.note(row, column, BrokenCell.FORMULA if element == "f" else BrokenCell.ERROR)
            if style in percent:
                part.percent.setdefault(row, []).append(column)
        elif element == "c":
            kind, style = attributes.get("t", ""), attributes.get("s", "")
            part.shared += kind == "s"
            place = attributes.get("r")
            if place is None:
                column += 1
                return
            letters = place.rstrip(DIGITS)
            row = int(place[len(letters) :])
            column = columns.get(letters) or columns.setdefault(letters, _column(letters))
        elif element == "row":
            row, column = int(attributes.get("r", row + 1)), 0
            if attributes.get("hidden") in TRUE:
                part.hidden_rows.append(row)
        elif element == "col" and attributes.get("hidden") in TRUE:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            part.hidden_columns += range(first, min(last, first + 500) + 1)
        elif element == "mergeCell":
            part.merged.append(area(attributes.get("ref", "A1")))

    _parse(archive, path, started)
    return part


def text_size(archive: zipfile.ZipFile, parts: Collection[WorkbookPart], enough: int) -> int:
    """Return the total size of the shared texts of all cells; exact only up to `enough`."""
    if SHARED_STRINGS not in archive.namelist():
        return 0
    lengths = _lengths(archive)
    most = max(lengths, default=0) * sum(part.shared for part in parts)
    if most <= enough:
        return most
    return sum(_shared_text(archive, part.path, lengths) for part in parts)


def _parse(
    archive: zipfile.ZipFile,
    path: str,
    started: Callable[[str, dict[str, str]], None] | None = None,
    ended: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = strict_parser()
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    with archive.open(path) as stream:
        while piece := stream.read(PIECE):
            parser.Parse(piece)
        parser.Parse(b"", True)


def _lengths(archive: zipfile.ZipFile) -> array[int]:
    """Return the length of each shared text."""
    lengths = array("I")

    def started(name: str, _attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    _parse(archive, SHARED_STRINGS, started, text=text)
    return lengths


def _shared_text(archive: zipfile.ZipFile, path: str, lengths: array[int]) -> int:
    """Return the length of all shared texts that the cells of a sheet name."""
    total, number, shared = 0, "", False

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal number, shared
        number = ""
        if name.rpartition(":")[2] == "c":
            shared = attributes.get("t") == "s"

    def ended(name: str) -> None:
        nonlocal total
        if shared and name.rpartition(":")[2] == "v":
            total += lengths[int(number)]

    def text(piece: str) -> None:
        nonlocal number
        number = (number + piece)[:20]

    _parse(archive, path, started, ended, text)
    return total


def _column(letters: str) -> int:
    """Return a column's number from 1; a name with anything but letters is none."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(f"no column is called {letters!r}")
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index


def area(ref: str) -> tuple[int, int, int, int]:
    """Return an area like `B2:B9` as its first row and column, and its last."""
    first, _, last = ref.replace("$", "").partition(":")
    ends = []
    for corner in (first, last or first):
        letters = corner.rstrip(DIGITS)
        ends += [int(corner[len(letters) :]), _column(letters)]
    return ends[0], ends[1], ends[2], ends[3]


def letters_of(column: int) -> str:
    """Return the letters of a column, from 1: A, B, …, Z, AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
