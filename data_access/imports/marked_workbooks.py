"""An office's own workbook given back: faulty cells coloured and explained, the rest as it was.

Coming in again, the colours and the sheet of findings are passed over.

The workbook is opened whole, also in what no import reads or counts, as a sheet of instructions of
millions of cells. So that is done by a process with limits of time and memory.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data_access.child_process import limit_memory, run_module
from data_access.imports.file_reading import FINDINGS, read
from data_access.imports.headings import heading
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reading_problems import Unreadable
from data_access.language import Text

LOOKED_AT = 30  # rows among which the headers are
MOST_BYTES, MOST_CELLS = 5 * 2**20, 200_000
MOST_MARKED = 2000
SECONDS = 60  # of wall time
MEMORY = 3_000_000_000  # bytes of address space, much of it reserved and never used
ASKED, BEGUN, GIVEN = "asked.json", "begun.xlsx", "given.xlsx"
# What would not survive: such a workbook is not given back, rather than given back without it.
FRAGILE = re.compile(
    r"^xl/(charts|media|pivot|externallinks|activex|slicers|ctrlprops|vbaproject|embeddings)"
    r"|^xl/drawings/drawing",
    re.IGNORECASE,
)
COLOURS = {True: "F8CBAD", False: "FFF2CC"}  # errors, warnings
HEADINGS = (Text("Hoja"), Text("Fila"), Text("Columna"), Text("Qué hacer"), Text("Regla"))
AUTHOR = "M4SD"


def marked(path: Path, findings: Iterable[ImportFinding], language: str) -> bytes | None:
    """Return a workbook with its findings marked; None for a file that cannot be given back."""
    if not _can_be_marked(path):
        return None
    own = [
        (one.sheet, one.row, one.column, one.message.to(language), one.rule, one.error)
        for one in findings
        if one.file == path.name
    ]
    titles = [title.to(language) for title in HEADINGS]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ASKED).write_text(json.dumps([titles, own]), encoding="utf-8")
        run_module("data_access.imports.marked_workbooks", path, folder, seconds=SECONDS)
        try:
            return (folder / GIVEN).read_bytes()
        except OSError:
            return None


@dataclass(frozen=True)
class Mark:
    """A finding in the language of whoever gets the workbook."""

    sheet: str | None
    row: int | None
    column: str | None
    said: str
    rule: str
    error: bool


def main(path: Path, folder: Path) -> None:
    """Mark a workbook with what lies in a folder, and lay it there."""
    limit_memory(MEMORY)
    titles, asked = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    marks = [Mark(*one) for one in asked]
    try:
        book = openpyxl.load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError):
        return
    sheets = {heading(sheet.title): sheet for sheet in book.worksheets}
    for one in marks[:MOST_MARKED]:
        sheet = sheets.get(heading(one.sheet or ""))
        if sheet is not None and one.row is not None:
            _mark(sheet, one)
    if FINDINGS in book.sheetnames:
        del book[FINDINGS]
    _list(book.create_sheet(FINDINGS), titles, marks)
    book.save(folder / BEGUN)
    (folder / BEGUN).rename(folder / GIVEN)


def _can_be_marked(path: Path) -> bool:
    """Return whether a file is a workbook that loses nothing by being written again."""
    if path.suffix.lower() != ".xlsx" or path.stat().st_size > MOST_BYTES:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            if any(FRAGILE.match(name) for name in archive.namelist()):
                return False
        return sum(sheet.cells for sheet in read(path)) <= MOST_CELLS
    except (Unreadable, zipfile.BadZipFile, OSError):
        return False


def _mark(sheet: Worksheet, mark: Mark) -> None:
    cell = sheet.cell(mark.row or 1, _column(sheet, mark.column))
    if not hasattr(cell, "value") or type(cell).__name__ == "MergedCell":
        return
    cell.fill = PatternFill("solid", fgColor=COLOURS[mark.error])
    earlier = cell.comment.text if cell.comment and cell.comment.author == AUTHOR else ""
    if mark.said not in earlier:
        cell.comment = Comment("\n".join(part for part in (earlier, mark.said) if part), AUTHOR)


def _column(sheet: Worksheet, name: str | None) -> int:
    """Return the column with a header; the first where there is none."""
    if name is not None:
        for row in sheet.iter_rows(min_row=1, max_row=LOOKED_AT):
            for cell in row:
                if isinstance(cell.value, str) and heading(cell.value) == heading(name):
                    return int(cell.column or 1)
    return 1


def _list(sheet: Worksheet, titles: list[str], marks: list[Mark]) -> None:
    for at, title in enumerate(titles, start=1):
        sheet.cell(1, at, title).font = Font(bold=True)
    for down, mark in enumerate(marks, start=2):
        cells = (mark.sheet, mark.row, mark.column, mark.said, mark.rule)
        for right, value in enumerate(cells, start=1):
            cell = sheet.cell(down, right, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a sheet's name may begin as a formula does
    for letter, width in zip("ABCDE", (22, 8, 24, 100, 24), strict=True):
        sheet.column_dimensions[letter].width = width


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
