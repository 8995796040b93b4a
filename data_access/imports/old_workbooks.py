"""Reading of .xls and .xlsb workbooks, in a process of its own with limits.

Their reader sets aside room for every cell up to the last one, and does not say which cells hold an
error or a formula: a file that asks for too much takes that process with it, and whoever brings one
is asked whether it has such cells.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data_access.child_process import limit_memory, run_module
from data_access.imports.reading_problems import Unreadable
from data_access.imports.workbook_cells import plain_cell, read_back
from data_access.language import Text

SECONDS = 20
Sheet = tuple[str, bool, Iterator[list[Any]]]


def read_old(path: Path) -> list[Sheet]:
    """Return each sheet's name, whether it is hidden, and its rows; raise Unreadable."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "rows.json"
        run_module("data_access.imports.old_workbooks", path, target, seconds=SECONDS)
        try:
            found = json.loads(target.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise Unreadable(
                "archivo_antiguo",
                Text(
                    "Es un libro de un Excel antiguo (.xls) o binario (.xlsb), y está dañado o es "
                    "demasiado grande: ábralo y guárdelo como .xlsx."
                ),
            ) from None
    return [
        (name, hidden, ([read_back(cell) for cell in row] for row in rows))
        for name, hidden, rows in found
    ]


def _write(path: str, target: str) -> None:
    """Write all sheets of a workbook as JSON, as the child process."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    from data_access.imports.workbook_cells import MOST_CELLS, MOST_MEMORY

    limit_memory(MOST_MEMORY)
    book = CalamineWorkbook.from_path(path)
    sheets, cells = [], 0
    for known in book.sheets_metadata:
        sheet = book.get_sheet_by_name(known.name)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            raise SystemExit(1)
        rows = [
            [plain_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
        ]
        sheets.append((known.name, known.visible != SheetVisibleEnum.Visible, rows))
    Path(target).write_text(json.dumps(sheets), encoding="utf-8")


if __name__ == "__main__":
    _write(sys.argv[1], sys.argv[2])
