"""Reading of workbooks and CSVs as plain columns of cells, whatever program wrote them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data_access.imports.cell_columns import HEAD, PiecedColumns, Texts
from data_access.imports.csv_reading import csv_cell, read_csv
from data_access.imports.file_kinds import kind_of
from data_access.imports.headings import CARRIAGE, CLEANED, OFFICE_ERRORS, SPREADSHEET_ERRORS
from data_access.imports.ods_reading import read_ods
from data_access.imports.old_workbooks import read_old
from data_access.imports.pieces import PieceFolder, load
from data_access.imports.reading_problems import Doubt, Unreadable
from data_access.imports.workbook_packages import Package
from data_access.imports.workbook_xml import (
    BrokenCell,
    Percent,
    WorkbookPart,
    percent_styles,
    scan,
    text_size,
)
from data_access.language import Text

FINDINGS = "HALLAZGOS"  # the sheet that a marked workbook gets
IGNORED = {"LEEME", "LISTAS", FINDINGS}
MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 250 * 2**20
MAX_ROWS, MAX_COLUMNS = 200_000, 200
MAX_CELLS = 20_000_000  # of a sheet, and of all files of a call: about 25 bytes of memory each
LAST_ROW = 2**20  # of any spreadsheet program
# Who may read the machine's files already, on its command line, is not kept from large ones.
_limited: ContextVar[bool] = ContextVar("limited", default=True)
# The errors that a file which is no workbook, or a damaged one, raises.
DAMAGED: tuple[type[Exception], ...] = (CalamineError, zipfile.BadZipFile, zlib.error, ParseError)
DAMAGED += (EOFError, ExpatError, LookupError, OSError, RuntimeError, ValueError)


@contextmanager
def without_limits() -> Iterator[None]:
    """Read files of any size while this lasts; rows beyond a spreadsheet's last are still none."""
    before = _limited.set(False)
    try:
        yield
    finally:
        _limited.reset(before)


@dataclass
class RawSheet:
    """One sheet: headers, and each column's cells from row 2 on.

    Empty cells are None, and those that hold a formula or an error are `Broken`. `first_row` is the
    number of the first row under the headers; `merged` areas and `hidden_rows` are counted as the
    program that wrote the sheet counts them.
    """

    file: str
    name: str
    headers: list[str]
    columns: list[list[Any]]
    first_row: int = 2
    doubts: list[Doubt] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden: bool = False
    origin: list[int] = field(default_factory=list)
    # Of a sheet whose rows are on the disk: the files that hold all of them, and how many these
    # are. Then `columns` has the first few, for those who look at the sheet's shape.
    stored: list[Path] = field(default_factory=list)
    rows_stored: int = 0

    def number(self, at: int) -> int:
        """Return the number that a row has in its own file; `origin` knows it for moved rows."""
        return self.origin[at] if self.origin else self.first_row + at

    def numbers(self, at: Sequence[int]) -> np.ndarray:
        """Return the numbers of some rows in their own file."""
        every = np.asarray(self.origin) if self.origin else None
        found = np.asarray(at, dtype=np.int64)
        return self.first_row + found if every is None else every[found]

    @property
    def length(self) -> int:
        """Number of rows under the headers."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def cells(self) -> int:
        """Number of cells under the headers, empty ones too."""
        return (self.rows_stored or self.length) * len(self.columns)

    def put_away(self, folder: PieceFolder) -> None:
        """Keep all rows on the disk, as one piece."""
        if self.stored or not self.length:
            return
        self.stored, self.rows_stored = [folder.keep(self.columns)], self.length
        self.columns = [column[:HEAD] for column in self.columns]

    def parts(self) -> Iterator[RawSheet]:
        """Yield the sheet as pieces of its rows, one after another; a small one is its only one."""
        if not self.stored:
            yield self
            return
        first_row = self.first_row
        for path in self.stored:
            columns = load(path)
            path.unlink()
            length = len(columns[0])
            columns += [[None] * length for _ in range(len(self.headers) - len(columns))]
            yield replace(self, columns=columns, first_row=first_row, stored=[], rows_stored=0)
            first_row += length

    def whole(self) -> RawSheet:
        """Return the sheet with all its rows."""
        columns: list[list[Any]] = [[] for _ in self.headers]
        for part in self.parts():
            for column, cells in zip(columns, part.columns, strict=True):
                column += cells
        return replace(self, columns=columns, stored=[], rows_stored=0)


def read(
    path: Path, codes: Texts | None = None, folder: PieceFolder | None = None
) -> list[RawSheet]:
    """Return the sheets of a workbook, or the one of a CSV; raise Unreadable if it is neither.

    `codes` collects the short texts of CSVs, which have no most rows: each is held once. A CSV of
    many rows is read in pieces where there is a `folder` for them.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES and _limited.get():
            raise Unreadable(
                "archivo_grande",
                Text("El archivo pesa más de {size} MB: divídalo en partes.", size=MAX_BYTES >> 20),
            )
        kind = kind_of(path)
        if kind == "csv":
            content = read_csv(path)
            rows = ([_csv_cell(cell) for cell in row] for row in content.rows)
            columns = PiecedColumns(None if folder else codes, folder)
            sheet = _sheet(path.name, path.stem, rows, most_rows=None, columns=columns)
            sheet.doubts = content.doubts
            return [sheet]
    except OSError:
        raise Unreadable(
            "archivo_falta", Text("El archivo no existe o no se puede abrir.")
        ) from None
    if kind == "ods":
        return [
            _with_part(_sheet(path.name, name.strip(), rows), part)
            for name, rows, part in read_ods(path)
            if _read_at_all(name)
        ]
    return list(_read_old(path) if kind == "old" else _read_workbook(path))


def _read_old(path: Path) -> Iterator[RawSheet]:
    for name, hidden, rows in read_old(path):
        if not _read_at_all(name):
            continue
        sheet = _sheet(path.name, name.strip(), ([_cell(c) for c in row] for row in rows))
        sheet.hidden = hidden
        if sheet.length:
            sheet.doubts.append(Doubt("formato_antiguo", OLD, error=False))
        yield sheet


OLD = Text(
    "En un libro .xls o .xlsb no se ven las celdas con error (#N/A), que se leen como vacías, ni "
    "fórmulas, filas ocultas o celdas combinadas: confirme que no las hay, o guárdelo como .xlsx."
)


def _read_workbook(path: Path) -> Iterator[RawSheet]:
    try:
        with TemporaryDirectory() as folder:
            sheets = list(_sheets(path, Path(folder) / "copy.xlsx"))
    except DAMAGED:
        raise Unreadable(
            "archivo_ilegible",
            Text("No es un libro de Excel (.xlsx) ni un CSV: guárdelo como .xlsx."),
        ) from None
    for name, rows, part in sheets:
        yield _with_part(_sheet(path.name, name.strip(), rows), part)


def _with_part(sheet: RawSheet, part: WorkbookPart) -> RawSheet:
    """Return a sheet with what its own file says of its looks."""
    sheet.merged, sheet.hidden = part.merged, part.hidden
    sheet.hidden_rows, sheet.hidden_columns = part.hidden_rows, part.hidden_columns
    return sheet


def _sheets(path: Path, measured: Path) -> Iterator[tuple[str, Iterator[list[Any]], WorkbookPart]]:
    """Yield the rows of each sheet, once the workbook's own XML has said that there is room."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(measured, "w") as target:
        _require_small(sum(part.file_size for part in archive.infolist()))
        package = Package(archive)
        paths = package.copy(target)
    with zipfile.ZipFile(measured) as archive:
        named = ((name, path) for name, path in paths.items() if _read_at_all(name))
        percent = percent_styles(archive)
        parts = {name: scan(archive, path, percent) for name, path in named}
        _require_small(text_size(archive, parts.values(), MAX_UNPACKED))
    cells = 0
    for name, part in parts.items():
        _require_bounded(name, part.rows, part.columns)
        _require_cells(name, cells := cells + part.rows * part.columns)
    workbook = CalamineWorkbook.from_path(str(measured))
    for name, part in parts.items():
        part.hidden = name in package.hidden
        yield name, _rows(workbook.get_sheet_by_name(name), part), part


def _read_at_all(sheet: str) -> bool:
    return sheet.strip().upper() not in IGNORED


def _rows(sheet: CalamineSheet, part: WorkbookPart) -> Iterator[list[Any]]:
    """Yield all rows from the first on, each from column A on, with broken cells in their place."""
    before = [None] * (sheet.start[1] if sheet.start else 0)
    broken: dict[int, list[tuple[int, BrokenCell]]] = {}
    for (number, column), kind in part.broken.items():
        broken.setdefault(number, []).append((column, kind))
    cells = iter(sheet.iter_rows())
    for number in range(1, part.rows + 1):
        written = next(cells, [])
        # One cell in a sheet's last row makes a million blank ones above it.
        blank = written.count("") == len(written)
        row: list[Any] = [] if blank else [*before, *map(_cell, written)]
        for column, kind in broken.get(number, ()):
            row += [None] * (column - len(row))
            row[column - 1] = kind
        for column in part.percent.get(number, ()):
            if column <= len(row) and isinstance(row[column - 1], int | float):
                row[column - 1] = Percent(row[column - 1])
        yield row


def _cell(value: Any) -> Any:
    """Return a cell without what cannot be seen in it; None if nothing is left."""
    if not isinstance(value, str):
        return value
    if not value.isascii() or "_x000" in value:
        value = CARRIAGE.sub(" ", value.translate(CLEANED))
    text = value.strip()
    if text.startswith("#") and text.upper() in SPREADSHEET_ERRORS:
        return BrokenCell.ERROR
    if text[:3] in ("Err", "err", "ERR") and OFFICE_ERRORS.fullmatch(text):
        return BrokenCell.ERROR
    return text or None


def _csv_cell(value: str) -> Any:
    """Return a cell of a CSV; what a spreadsheet would run is a formula here too."""
    cell = _cell(csv_cell(value) if value.startswith("=") else value)
    return BrokenCell.FORMULA if isinstance(cell, str) and cell.startswith("=") else cell


def _require_small(size: int) -> None:
    if size > MAX_UNPACKED and _limited.get():
        raise Unreadable(
            "archivo_grande",
            Text(
                "El libro ocupa más de {size} MB al abrirse: divídalo en partes.",
                size=MAX_UNPACKED >> 20,
            ),
        )


def _require_cells(name: str, cells: int) -> None:
    if cells > MAX_CELLS and _limited.get():
        raise Unreadable(
            "hoja_desbordada",
            Text("Hasta esta hoja son más de {cells} celdas: divida el archivo.", cells=MAX_CELLS),
            name,
        )


def _require_bounded(name: str, rows: int, columns: int, most_rows: int | None = MAX_ROWS) -> None:
    if not _limited.get():
        most_rows = None
    if columns > MAX_COLUMNS or (most_rows is not None and rows > most_rows):
        raise Unreadable(
            "hoja_desbordada",
            Text(
                "La hoja tiene celdas llenas hasta la fila {rows} y la columna {columns}: borre "
                "las que sobran o divídala en partes.",
                rows=rows,
                columns=columns,
            ),
            name,
        )


def require_room(sheets: list[RawSheet]) -> None:
    """Raise Unreadable for files that are small enough one by one but too much together."""
    if sum(sheet.cells for sheet in sheets) > MAX_CELLS and _limited.get():
        sheets.clear()
        raise Unreadable(
            "archivos_muchos",
            Text("Con este archivo son demasiadas celdas para una sola carga: hágala en partes."),
        )


def _header(cell: Any) -> str:
    if cell is None or isinstance(cell, BrokenCell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _sheet(
    file: str,
    name: str,
    rows: Iterable[list[Any]],
    most_rows: int | None = MAX_ROWS,
    columns: PiecedColumns | None = None,
) -> RawSheet:
    """Return rows turned into columns, without the empty rows and columns at the end.

    A text file has no row that a spreadsheet program could not show; its cells are bounded.
    """
    lines = iter(rows)
    headers = [_header(cell) for cell in next(lines, [])]
    width = max((i + 1 for i, header in enumerate(headers) if header), default=0)
    table = columns or PiecedColumns()
    for number, row in enumerate(lines, start=1):
        filled = next((i for i in range(len(row), 0, -1) if row[i - 1] is not None), 0)
        if not filled:
            if number - table.length > LAST_ROW:
                _require_bounded(name, number, width)
            continue
        width = max(width, filled)
        _require_bounded(name, number, width, most_rows)
        _require_cells(name, number * width)
        table.add(row[:filled], blank=number - 1 - table.length)
    headers = [*headers, *[""] * width][:width]
    cells = table.finish(width)
    return RawSheet(file, name, headers, cells, stored=table.stored, rows_stored=table.before)
