"""Where a table is in a sheet that follows no template, and what its headers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import plain
from data_access.imports.mapping.columns import Match, match, name_score, names_of
from data_access.imports.mapping.repeats import ABOVE
from data_access.imports.sheet_description import Template
from data_access.imports.sheet_shape import row_at

LOOKED_AT = 30
ENOUGH = 2  # columns that must be known before a table is taken for a template's
BODY = 60  # rows that content is judged by


@dataclass
class Grid:
    """A table found in a sheet: headers, the rows below them, and each row's own number."""

    file: str
    sheet: str
    headers: list[str]
    rows: list[list[Any]]
    numbers: list[int]
    title: str = ""
    matches: list[Match] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    top: int = 1

    def column(self, at: int) -> list[Any]:
        """Return the cells of a column."""
        return [row[at] for row in self.rows]

    def keep(self, wanted: Sequence[bool]) -> None:
        """Drop the rows that are not wanted, with their numbers."""
        self.rows = [*compress(self.rows, wanted)]
        self.numbers = [*compress(self.numbers, wanted)]


def find(sheet: RawSheet, templates: Mapping[str, Template]) -> list[tuple[float, Template, Grid]]:
    """Return the readings of a sheet as a template's table, best first."""
    last = sheet.first_row + sheet.length - 1
    rows = {n: row_at(sheet, n) for n in range(sheet.first_row - 1, min(last, LOOKED_AT) + 1)}
    found: list[tuple[float, Template, Grid]] = []
    for template in templates.values():
        best: tuple[float, int, list[str]] | None = None
        for number, row in rows.items():
            for headers in _headers(row, rows.get(number - 1)):
                score = names_known(headers, template)
                if best is None or score > best[0]:
                    best = score, number, headers
        if best is None or best[0] < 1.0:
            continue
        grid = _grid(sheet, best[1], best[2])
        grid.matches = match(
            grid.headers, [grid.column(i)[:BODY] for i in range(len(grid.headers))], template
        )
        if grid.matches:
            needed = sum(1 for c in template.columns if c.key or c.required)
            # A row of a repeat group is what its own columns say, under the keys from above.
            counted = [m for m in grid.matches if m.column.key or not m.header.startswith(ABOVE)]
            weight = sum(m.score for m in counted) / 100
            found.append((weight + weight / max(needed, 1), template, grid))
    return sorted(found, key=lambda one: -one[0])


def _headers(row: Sequence[Any], above: Sequence[Any] | None) -> list[list[str]]:
    """Return a row's headers, also under the titles of groups that stand above them."""
    own = [str(cell).strip() if isinstance(cell, str) else _number(cell) for cell in row]
    if sum(bool(cell) for cell in own) < ENOUGH:
        return []
    texts = [cell if isinstance(cell, str) else "" for cell in above or ()]
    if sum(bool(cell) for cell in texts) < ENOUGH:
        return [own]
    group, joined = "", []
    for at, header in enumerate(own):
        group = (texts[at] if at < len(texts) else "") or (group if header else "")
        joined.append(f"{group}/{header}" if group and header else header or group)
    return [own, joined]


def _number(cell: Any) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def names_known(headers: Sequence[str], template: Template) -> float:
    """Return how many columns of a template a row names, by a look at the names alone."""
    known = 0.0
    named = [(h, plain(h)) for h in headers if h and not h.startswith(ABOVE)]
    for column in template.columns:
        own = names_of(column.name)
        known += any(said in own or name_score(header, column) >= 90 for header, said in named)
    return known


def _grid(sheet: RawSheet, at: int, headers: list[str]) -> Grid:
    last = sheet.first_row + sheet.length - 1
    first = at + 1
    rows, numbers = [], []
    for number in range(first, last + 1):
        row = row_at(sheet, number)
        filled = [cell for cell in row if cell is not None]
        tags = all(isinstance(c, str) and c.startswith("#") for c in filled)
        if filled and not (tags and number == first):
            rows.append(row)
            numbers.append(number)
    above = [c for n in range(sheet.first_row - 1, at) for c in row_at(sheet, n) if c]
    title = " ".join([sheet.file, sheet.name, *(str(c) for c in above)])
    return Grid(
        sheet.file, sheet.name, headers, rows, numbers, title, [], list(sheet.merged), first
    )
