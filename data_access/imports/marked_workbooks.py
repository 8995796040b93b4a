"""An office's own workbook given back: faulty cells coloured and explained, the rest as it was.

Coming in again, the colours and the sheet of findings are passed over.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data_access.imports.file_reading import FINDINGS, read
from data_access.imports.headings import heading
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reading_problems import Unreadable
from data_access.language import Text

LOOKED_AT = 30  # rows among which the headers are
MOST_BYTES, MOST_CELLS = 5 * 2**20, 200_000
MOST_MARKED = 2000
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
    own = [finding for finding in findings if finding.file == path.name]
    try:
        book = openpyxl.load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError):
        return None
    sheets = {heading(sheet.title): sheet for sheet in book.worksheets}
    for finding in own[:MOST_MARKED]:
        sheet = sheets.get(heading(finding.sheet or ""))
        if sheet is not None and finding.row is not None:
            _mark(sheet, finding, language)
    if FINDINGS in book.sheetnames:
        del book[FINDINGS]
    _list(book.create_sheet(FINDINGS), own, language)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


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


def _mark(sheet: Worksheet, finding: ImportFinding, language: str) -> None:
    column = _column(sheet, finding.column)
    cell = sheet.cell(finding.row or 1, column)
    if not hasattr(cell, "value") or type(cell).__name__ == "MergedCell":
        return
    cell.fill = PatternFill("solid", fgColor=COLOURS[finding.error])
    said = finding.message.to(language)
    earlier = cell.comment.text if cell.comment and cell.comment.author == AUTHOR else ""
    if said not in earlier:
        cell.comment = Comment("\n".join(part for part in (earlier, said) if part), AUTHOR)


def _column(sheet: Worksheet, name: str | None) -> int:
    """Return the column with a header; the first where there is none."""
    if name is not None:
        for row in sheet.iter_rows(min_row=1, max_row=LOOKED_AT):
            for cell in row:
                if isinstance(cell.value, str) and heading(cell.value) == heading(name):
                    return int(cell.column or 1)
    return 1


def _list(sheet: Worksheet, findings: list[ImportFinding], language: str) -> None:
    for at, title in enumerate(HEADINGS, start=1):
        sheet.cell(1, at, title.to(language)).font = Font(bold=True)
    for down, finding in enumerate(findings, start=2):
        cells = (
            finding.sheet,
            finding.row,
            finding.column,
            finding.message.to(language),
            finding.rule,
        )
        for right, value in enumerate(cells, start=1):
            cell = sheet.cell(down, right, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a sheet's name may begin as a formula does
    for letter, width in zip("ABCDE", (22, 8, 24, 100, 24), strict=True):
        sheet.column_dimensions[letter].width = width
