"""Reading of workbooks and CSVs as plain columns of cells, whatever program wrote them."""

from __future__ import annotations

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data_access.imports.cell_columns import CellColumns
from data_access.imports.workbook_packages import Package
from data_access.imports.workbook_xml import BrokenCell, WorkbookPart, scan, text_size
from data_access.language import Text
from data_access.refusal import Refusal

IGNORED = {"LEEME", "LISTAS"}
OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 250 * 2**20
MAX_ROWS, MAX_COLUMNS = 200_000, 200
MAX_CELLS = 20_000_000  # of a sheet, and of all files of a call: about 25 bytes of memory each
LAST_ROW = 2**20  # of any spreadsheet program
PIECE = 2**20
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


class Unreadable(Refusal):
    """A file, or a sheet, that cannot be read at all; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text, sheet: str | None = None) -> None:
        super().__init__(text)
        self.rule = rule
        self.sheet = sheet


@dataclass
class RawSheet:
    """One sheet: headers, and each column's cells from row 2 on.

    Empty cells are None, and those that hold a formula or an error are `Broken`.
    """

    file: str
    name: str
    headers: list[str]
    columns: list[list[Any]]

    @property
    def length(self) -> int:
        """Number of rows under the headers."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def cells(self) -> int:
        """Number of cells under the headers, empty ones too."""
        return self.length * len(self.columns)


def read(path: Path) -> list[RawSheet]:
    """Return the sheets of a workbook, or the one of a CSV; raise Unreadable if it is neither."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES and _limited.get():
            raise Unreadable(
                "archivo_grande",
                Text("El archivo pesa más de {size} MB: divídalo en partes.", size=MAX_BYTES >> 20),
            )
        if path.suffix.lower() in (".csv", ".txt"):
            return [_read_csv(path)]
    except OSError:
        raise Unreadable(
            "archivo_falta", Text("El archivo no existe o no se puede abrir.")
        ) from None
    return list(_read_workbook(path))


def _read_csv(path: Path) -> RawSheet:
    with path.open(encoding=_encoding(path)) as text:
        first = text.readline(PIECE)
        text.seek(0)
        rows = csv.reader(_lines(text), delimiter=max(",;\t", key=first.count))
        try:
            lines = ([_csv_cell(c) for c in row] for row in rows)
            return _sheet(path.name, path.stem, lines, most_rows=None)
        except csv.Error:
            raise _damaged_at(rows.line_num) from None


def _lines(text: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a CSV, none so long that its cells alone would fill the memory."""
    for number, line in enumerate(text, start=1):
        if len(line) > PIECE:
            raise _damaged_at(number)
        yield line


def _damaged_at(line: int) -> Unreadable:
    text = Text("El CSV está dañado: revise las comillas hasta la línea {line}.", line=line)
    return Unreadable("archivo_ilegible", text)


def _encoding(path: Path) -> str:
    """Return a text's encoding: as it declares, UTF-8, or that of Spanish-language programs."""
    with path.open("rb") as file:
        start = file.read(2)
    wide = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            with path.open(encoding=encoding) as text:
                if not any("\0" in piece for piece in iter(lambda: text.read(PIECE), "")):
                    return encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("archivo_ilegible", Text("El archivo no es un CSV de texto."))


def _read_workbook(path: Path) -> Iterator[RawSheet]:
    with path.open("rb") as file:
        if file.read(len(OLD_OR_LOCKED)) == OLD_OR_LOCKED:
            raise Unreadable(
                "archivo_con_clave",
                Text(
                    "El libro tiene contraseña o es de un Excel antiguo (.xls): guárdelo como "
                    ".xlsx sin contraseña."
                ),
            )
    try:
        with TemporaryDirectory() as folder:
            sheets = list(_sheets(path, Path(folder) / "copy.xlsx"))
    except DAMAGED:
        raise Unreadable(
            "archivo_ilegible",
            Text("No es un libro de Excel (.xlsx) ni un CSV: guárdelo como .xlsx."),
        ) from None
    for name, rows in sheets:
        yield _sheet(path.name, name.strip(), rows)


def _sheets(path: Path, measured: Path) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """Yield the rows of each sheet, once the workbook's own XML has said that there is room."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(measured, "w") as target:
        _require_small(sum(part.file_size for part in archive.infolist()))
        paths = Package(archive).copy(target)
    with zipfile.ZipFile(measured) as archive:
        named = ((name, path) for name, path in paths.items() if _read_at_all(name))
        parts = {name: scan(archive, path) for name, path in named}
        _require_small(text_size(archive, parts.values(), MAX_UNPACKED))
    cells = 0
    for name, part in parts.items():
        _require_bounded(name, part.rows, part.columns)
        _require_cells(name, cells := cells + part.rows * part.columns)
    workbook = CalamineWorkbook.from_path(str(measured))
    for name, part in parts.items():
        yield name, _rows(workbook.get_sheet_by_name(name), part)


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
        row: list[Any] = [*before, *map(_cell, next(cells, ()))]
        for column, kind in broken.get(number, ()):
            row += [None] * (column - len(row))
            row[column - 1] = kind
        yield row


def _cell(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


def _csv_cell(value: str) -> Any:
    """Return a cell of a CSV; what a spreadsheet would run is a formula here too."""
    cell = _cell(value)
    return BrokenCell.FORMULA if cell is not None and cell.startswith("=") else cell


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


def _sheet(
    file: str, name: str, rows: Iterable[list[Any]], most_rows: int | None = MAX_ROWS
) -> RawSheet:
    """Return rows turned into columns, without the empty rows and columns at the end.

    A text file has no row that a spreadsheet program could not show; its cells are bounded.
    """
    lines = iter(rows)
    headers = ["" if h is None or isinstance(h, BrokenCell) else str(h) for h in next(lines, [])]
    width = max((i + 1 for i, header in enumerate(headers) if header), default=0)
    table = CellColumns(width)
    for number, row in enumerate(lines, start=1):
        filled = next((i for i in range(len(row), 0, -1) if row[i - 1] is not None), 0)
        if not filled:
            if number - table.length > LAST_ROW:
                _require_bounded(name, number, width)
            continue
        width = max(width, filled)
        _require_bounded(name, number, width, most_rows)
        _require_cells(name, number * width)
        table.skip(number - 1 - table.length)
        table.add(row[:filled])
    headers = [*headers, *[""] * width][:width]
    return RawSheet(file, name, headers, table.finish(width))
