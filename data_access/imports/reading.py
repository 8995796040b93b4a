"""Opens workbooks and CSVs as plain columns of cells, whatever their author's program wrote."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data_access.imports.parts import Broken, Part, scan
from data_access.language import Text

IGNORED = {"LEEME", "LISTAS"}
OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 250 * 2**20
MAX_ROWS, MAX_COLUMNS = 200_000, 200
# How a file that is no workbook, or a damaged one, shows itself.
DAMAGED: tuple[type[Exception], ...] = (CalamineError, zipfile.BadZipFile, zlib.error, ParseError)
DAMAGED += (EOFError, KeyError, OSError, RuntimeError, ValueError)


class Unreadable(Exception):
    """A file, or a sheet, that cannot be read at all; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text, sheet: str | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.text = text
        self.sheet = sheet


@dataclass
class Sheet:
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


def read(path: Path) -> list[Sheet]:
    """The sheets of a workbook, or the one of a CSV; Unreadable if it is neither."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
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


def _read_csv(path: Path) -> Sheet:
    raw = path.read_bytes()
    encodings = ["utf-8-sig", "cp1252"]  # the second is what Spanish-language programs save
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = "\0"
    if "\0" in text:
        raise Unreadable("archivo_ilegible", Text("El archivo no es un CSV de texto."))
    lines = io.StringIO(text, newline=None)
    first = lines.readline()
    lines.seek(0)
    rows = csv.reader(lines, delimiter=max(",;\t", key=first.count))
    try:
        return _sheet(path.name, path.stem, ([_cell(c) for c in row] for row in rows))
    except csv.Error:
        raise Unreadable(
            "archivo_ilegible",
            Text(
                "El CSV está dañado: revise las comillas hasta la línea {line}.", line=rows.line_num
            ),
        ) from None


def _read_workbook(path: Path) -> Iterator[Sheet]:
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
        sheets = list(_cells(path))
    except DAMAGED:
        raise Unreadable(
            "archivo_ilegible",
            Text("No es un libro de Excel (.xlsx) ni un CSV: guárdelo como .xlsx."),
        ) from None
    for name, rows in sheets:
        yield _sheet(path.name, name.strip(), rows)


def _cells(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    """Rows of each sheet; its own XML says beforehand whether there is room for them."""
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise Unreadable(
                "archivo_grande",
                Text(
                    "El libro ocupa más de {size} MB al abrirse: divídalo en partes.",
                    size=MAX_UNPACKED >> 20,
                ),
            )
        parts = scan(archive)
    for name, part in parts.items():
        _require_bounded(name, part.rows, part.columns)
    workbook = CalamineWorkbook.from_path(str(path))
    for name in workbook.sheet_names:
        if name in parts and name.strip().upper() not in IGNORED:
            yield name, _rows(workbook.get_sheet_by_name(name), parts[name])


def _rows(sheet: CalamineSheet, part: Part) -> list[list[Any]]:
    """All rows from the first on, each from column A on, with broken cells where they stand."""
    before = [None] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Any]] = [[*before, *map(_cell, row)] for row in sheet.iter_rows()]
    for (row, column), kind in part.broken.items():
        rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = kind
    return rows


def _cell(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


def _require_bounded(name: str, rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
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


def _sheet(file: str, name: str, rows: Iterable[list[Any]]) -> Sheet:
    """Rows turned into columns, without the empty rows and columns at the end."""
    lines = iter(rows)
    headers = ["" if h is None or isinstance(h, Broken) else str(h) for h in next(lines, [])]
    width = max((i + 1 for i, header in enumerate(headers) if header), default=0)
    table: list[list[Any]] = []
    last = 0
    for row in lines:
        table.append(row)
        filled = [i for i, cell in enumerate(row) if cell is not None]
        if filled:
            last, width = len(table), max(width, filled[-1] + 1)
            _require_bounded(name, last, width)
    headers = [*headers, *[""] * width][:width]
    columns = [[row[i] if i < len(row) else None for row in table[:last]] for i in range(width)]
    return Sheet(file, name, headers, columns)
