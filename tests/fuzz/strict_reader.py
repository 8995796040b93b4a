"""A strict reader, which says what may be stored of a damaged file at most.

What the import takes without a word must be, cell by cell, what the right file said (another
spelling of it) or what the strict reader takes from the damaged one; whatever else has to be said.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

from data_access import clock
from data_access.imports import loading  # noqa: F401 - whose rules judge a sheet as a whole
from data_access.imports.encodings import encoding_of
from data_access.imports.file_reading import read
from data_access.imports.headings import INVISIBLE
from data_access.imports.reading_problems import Unreadable
from data_access.imports.relations import check_keys
from data_access.imports.row_doubts import check_rows
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.sheet_description import SheetColumn
from data_access.imports.templates import templates
from tests.fuzz.damage import Case, Grid


def strict(cell: Any, column: SheetColumn) -> Any:
    """The value of a cell in the template's own words; None where it is anything else."""
    said = str(cell).strip()
    try:
        if column.codes is not None:
            return said if said in column.codes else None
        if column.kind == "integer":
            return int(said) if said.isascii() and said.isdigit() else None
        if column.kind == "decimal":
            plain = said.replace("-", "", 1).replace(".", "", 1)
            return round(Decimal(said), column.digits) if plain.isdigit() else None
        if column.kind == "date":
            return dt.date.fromisoformat(said)
        if column.kind == "moment":
            return dt.datetime.fromisoformat(said).replace(tzinfo=clock.TIMEZONE)
        if column.kind == "month":
            return dt.date.fromisoformat(f"{said}-01")
    except (ValueError, ArithmeticError):
        return None
    return " ".join(said.split()) or None


def misread(case: Case) -> tuple[bool, str | None]:
    """Return whether a file is read without a word, and what of it the file does not say."""
    try:
        sheets = read(case.path)
    except Unreadable:
        return False, None
    tables, findings, _notices = check_sheets(sheets, templates(), clock.today())
    findings += check_keys(tables)
    findings += check_rows(tables)
    if findings or not tables:
        return False, None
    frame = tables[case.template.name].frame if case.template.name in tables else None
    if frame is None:
        return True, f"read as {list(tables)}"
    rows = rows_said(case)
    if len(frame) != len(rows):
        return True, f"{len(frame)} rows of {len(rows)}"
    for at, said in enumerate(rows):
        for column in case.template.columns:
            value = frame.at[at, column.attribute]
            allowed = values_allowed(said, column, case)
            if value not in allowed:
                return True, f"{column.name}: {value!r} is none of {allowed!r}"
    return True, None


def _quoted(grid: Grid) -> bool:
    return any('"' in str(cell) or "\n" in str(cell) for row in grid for cell in row)


def _reread(path: Path) -> Grid:
    """The cells of a CSV whose bytes were changed, by the plainest reading of them."""
    encoding, _doubts = encoding_of(path)
    text = path.read_bytes().decode(encoding)
    separator = max(",;", key=text.count)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def rows_said(case: Case) -> list[dict[str, list[Any]]]:
    """Return, for each row that is left, the cells it may hold by the header they stand under."""
    # A workbook's cells carry a checksum: what comes through is what was written. Of text the
    # strict reader sees what anybody sees, where no quote could hide a row.
    text = case.path.suffix == ".csv"
    if text and ("bytes" in case.done or ("unquoted" in case.done and not _quoted(case.after))):
        case.after = _reread(case.path)
    names = [column.name for column in case.template.columns]
    headers = next((row for row in case.after if _heads(row) & set(names)), [])
    heads = [_head(h) for h in headers]
    kept: list[dict[str, list[Any]]] = []
    began = False
    for row in case.after:
        if row is headers:
            began = True
            continue
        if not began or not any(str(c).strip() for c in row):
            continue
        said = [text for c in row if (text := str(c).replace("_x000D_", "").strip())]
        if all(text.startswith("#") for text in said) and not kept:
            continue
        kept.append({h: [c] for h, c in zip(heads, row, strict=False)})
    return kept


def _heads(row: list[Any]) -> set[str]:
    return {_head(h) for h in row}


def _head(header: Any) -> str:
    """A header without the signs around it, in small letters."""
    return str(header).lower().strip("\"*-+ ,.;:'\u00a0")


def values_allowed(said: dict[str, list[Any]], column: SheetColumn, case: Case) -> list[Any]:
    """Return the values that a cell may come in as."""
    at = [c.name for c in case.template.columns].index(column.name)
    cells = said.get(column.name, [""])
    cells = [*cells, *map(_typed, cells)]
    found: list[Any] = [None, column.blank] if not str(cells[0]).strip() else []
    found += [strict(cell, column) for cell in cells]
    before = [row[at] for row in case.before[1:]]
    spelled = [b for b in before if _same(str(b), str(cells[0]), column)]
    found += [f"0{cells[0]}"] if column.codes else []
    found += [strict(b, column) for b in spelled] + MEANT.get(str(cells[0]).strip(), [])
    if column.kind in ("code", "text", "link"):
        # What nobody sees is no part of a text, and an apostrophe before it is a spreadsheet's.
        seen = [" ".join(str(c).translate(INVISIBLE).split()) for c in cells]
        found += [*seen, *(text.removeprefix("'") for text in seen)]
        found += [str(c).replace("_x000D_", " ").strip() for c in cells]
    return [value for value in found if value is not None or not str(cells[0]).strip()]


def _typed(cell: Any) -> str:
    """A cell as it was meant: `٣` is 3, `４` is 4, and an apostrophe before it marks a text."""
    said = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in str(cell))
    return said.strip().removeprefix("'")


def _same(one: str, other: str, column: SheetColumn) -> bool:
    def plain(text: str) -> str:
        if column.codes is not None:
            return "".join(c for c in text if c.isalnum()).casefold()
        return "".join(text.split()).casefold().rstrip(",")

    return plain(one) == plain(other) or "-".join(reversed(other.split("/"))) == one


# What a word of the fuzzer may be taken for, and nothing else.
MEANT: dict[str, list[Any]] = {
    "Sí": ["SI"],
    "S": ["SI"],
    "s": ["SI"],
    "N": ["NO"],
    "n": ["NO"],
    "VERDADERO": ["SI"],
    "NO": ["NO"],
    "Manta": ["1308"],
    "1308 - Manta": ["1308"],
    "'1308": ["1308"],
    "Manabí": ["13"],
    "Femenino": ["M"],
    "Venezuela": ["VEN"],
    "Refugiado": ["REF"],
    "Microempresa": ["MICRO"],
    "COSTO IDIOMA": ["COSTO;IDIOMA"],
    "Objetivo": ["OBJETIVO"],
    "1,5": [Decimal("1.50")],
    "85 %": [Decimal(85)],
    "$ 470": [Decimal(470)],
    "1.234": [Decimal("1.23"), Decimal("1.234"), Decimal("1.2340")],
    "45.0": [45, "45"],
    "1990.0": [1990, "1990"],
    "-0": [0, Decimal(0)],
    "03/04/2025": [dt.date(2025, 4, 3), dt.datetime(2025, 4, 3, 5, tzinfo=dt.UTC)],
    "13/03/2025": [dt.date(2025, 3, 13), dt.datetime(2025, 3, 13, 5, tzinfo=dt.UTC)],
    "2025-03-15T23:30:00-05:00": [
        dt.date(2025, 3, 15),
        dt.datetime(2025, 3, 16, 4, 30, tzinfo=dt.UTC),
    ],
    "2025-03-15 2:30 PM": [dt.date(2025, 3, 15), dt.datetime(2025, 3, 15, 19, 30, tzinfo=dt.UTC)],
    "ene-25": [dt.date(2025, 1, 1)],
}
