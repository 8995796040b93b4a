"""Sheets that hold several tables, below or beside one another, or one that stands on its side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import heading, known_headings
from data_access.imports.mapping.aliases import ALIASES
from data_access.imports.mapping.columns import names_in
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.tables import names_known
from data_access.imports.sheet_description import Template
from data_access.imports.sheet_shape import row_at, turned_over
from data_access.imports.workbook_xml import letters_of
from data_access.language import Text

FEWEST = 2  # columns of a table that are known by name
MOST_TABLES = 12
NAMED = 3  # headers by which somebody recognises a table
EVERY = "todas"
MOSTLY = 0.5  # of the headers that one template must know


def tables_of(sheet: RawSheet, templates: Mapping[str, Template], ask: Ask) -> list[RawSheet]:
    """Return the tables of a sheet that are to be read; asked which, if there are several.

    Raise Unanswered where nobody says.
    """
    found = list(split(sheet, templates))
    if len(found) < 2:
        return [sheet]
    options, said = {EVERY: Text("Todas.")}, []
    for at, (left, table) in enumerate(found, start=1):
        where = f"{letters_of(left + 1)}{table.first_row - 1}"
        headers = ", ".join([h for h in table.headers if h][:NAMED])
        options[str(at)] = Text("La de {cell} ({headers}, …).", cell=where, headers=headers)
        said.append(f"{at}: {where} ({headers}, …)")
    question = Question(
        f"tablas.{heading(sheet.name)}",
        sheet.file,
        sheet.name,
        Text(
            "La hoja «{sheet}» tiene {count} tablas: ¿cuáles se leen? {tables}.",
            sheet=sheet.name,
            count=len(found),
            tables="; ".join(said),
        ),
        options,
    )
    chosen = answer(ask, question)
    read = found if chosen == EVERY else [found[int(chosen) - 1]]
    return [table for _left, table in read]


def split(sheet: RawSheet, templates: Mapping[str, Template]) -> Iterator[tuple[int, RawSheet]]:
    """Yield the tables of a sheet with their first columns, each with its own row of headers."""
    heads: list[tuple[int, int, int]] = []  # row of headers, first column, first one beyond
    for number in _rows_of_names(sheet):
        heads += [
            (number, left, beyond)
            for left, beyond in tables_within(row_at(sheet, number), templates)
        ]
        if len(heads) > MOST_TABLES:
            return
    last = sheet.first_row + sheet.length
    for number, left, beyond in heads:
        below = [row for row, one, other in heads if row > number and one < beyond and left < other]
        table = _cut(sheet, number, left, beyond, min(below, default=last))
        if table.length:
            yield left, table


def _rows_of_names(sheet: RawSheet) -> list[int]:
    """Return the rows with two cells or more that are names of columns: hardly any of data are."""
    known: dict[str, bool] = {}
    names = _every_name()
    counts: Counter[int] = Counter()
    for header, column in zip(sheet.headers, sheet.columns, strict=True):
        for at, cell in enumerate([header, *column], start=sheet.first_row - 1):
            if isinstance(cell, str):
                if cell not in known:
                    known[cell] = any(name in names for name in names_in(cell))
                counts[at] += known[cell]
    return sorted(at for at, count in counts.items() if count >= FEWEST)


@cache
def _every_name() -> frozenset[str]:
    """Return every name that a column of some template is known by."""
    own = {heading.replace("_", " ") for heading in known_headings()}
    return frozenset(own.union(*ALIASES.values()))


def tables_within(row: list[Any], templates: Mapping[str, Template]) -> Iterator[tuple[int, int]]:
    """Yield where the tables of a row of headers begin and end.

    An empty column stands between two tables, or within one whose columns one template knows.
    """
    found: list[tuple[int, int]] = []
    for left, beyond in _segments(row):
        if not _known(row[left:beyond], templates):
            continue
        if found:
            first = found[-1][0]
            apart = _known(row[first : found[-1][1]], templates)
            if _known(row[first:beyond], templates) >= apart + _known(row[left:beyond], templates):
                found[-1] = first, beyond
                continue
        found.append((left, beyond))
    yield from found


def _segments(row: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a row between empty cells."""
    begun: int | None = None
    for at, cell in enumerate([*row, None]):
        filled = cell is not None and cell != ""
        if filled and begun is None:
            begun = at
        elif not filled and begun is not None:
            yield begun, at
            begun = None


def _known(cells: list[Any], templates: Mapping[str, Template]) -> int:
    """Return how many headers one template knows, if that is most of them; else 0."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    if len(texts) < FEWEST or len(texts) < sum(cell not in (None, "") for cell in cells):
        return 0
    known = max((names_known(texts, template) for template in templates.values()), default=0)
    return int(known) if known >= max(FEWEST, MOSTLY * len(texts)) else 0


def _cut(sheet: RawSheet, number: int, left: int, beyond: int, end: int) -> RawSheet:
    """Return the part of a sheet under a row of headers, down to the last row that is filled."""
    first = number + 1
    start = first - sheet.first_row
    columns = [column[start : end - sheet.first_row] for column in sheet.columns[left:beyond]]
    # A title above the next table is none of this one's rows; what stands below all tables is read.
    between = end < sheet.first_row + sheet.length
    while between and columns and columns[0] and _is_title([column[-1] for column in columns]):
        for column in columns:
            column.pop()
    headers = [str(cell).strip() for cell in row_at(sheet, number)[left:beyond]]
    merged = [
        (top, max(one, left + 1) - left, bottom, min(other, beyond) - left)
        for top, one, bottom, other in sheet.merged
        if first <= bottom and top < end and one <= beyond and other > left
    ]
    return replace(
        sheet,
        headers=headers,
        columns=columns,
        first_row=first,
        merged=merged,
        hidden_columns=[at - left for at in sheet.hidden_columns if left < at <= beyond],
        doubts=[d for d in sheet.doubts if d.row is None or first <= d.row < end],
    )


def _is_title(cells: list[Any]) -> bool:
    filled = [cell for cell in cells if cell is not None]
    return not filled or (len(filled) == 1 and isinstance(filled[0], str) and len(cells) > 2)


def upright(sheet: RawSheet, templates: Mapping[str, Template]) -> RawSheet | None:
    """Return a sheet whose headers stand below one another turned upright; None for others."""
    if not any(turned_over(sheet, template) for template in templates.values()):
        return None
    rows = [row_at(sheet, n) for n in range(sheet.first_row - 1, sheet.first_row + sheet.length)]
    rows = [row for row in rows if any(cell not in (None, "") for cell in row)]
    headers = ["" if row[0] is None else str(row[0]) for row in rows]
    columns = [[None if cell == "" else cell for cell in row[1:]] for row in rows]
    return replace(sheet, headers=headers, columns=columns, first_row=2, merged=[], hidden_rows=[])
