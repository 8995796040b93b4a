"""Opens workbooks and CSVs as plain columns of cells, whatever their author's program wrote."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from data_access.language import Text

IGNORED = {"LEEME", "LISTAS"}
MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 500 * 2**20
FORMULA, ERROR = "formula", "error"


class Unreadable(Exception):
    """A file that cannot be read at all; `rule` and `text` say why."""

    def __init__(self, rule: str, text: Text) -> None:
        super().__init__(rule)
        self.rule = rule
        self.text = text


@dataclass
class Sheet:
    """One sheet: headers, and each column's cells from row 2 on (empty cells are None).

    `broken` names cells that hold a formula or an error, by (row, column index).
    """

    file: str
    name: str
    headers: list[str]
    columns: list[list[Any]]
    broken: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Number of rows under the headers."""
        return len(self.columns[0]) if self.columns else 0


def read(path: Path) -> list[Sheet]:
    """The sheets of a workbook, or the one of a CSV; Unreadable if it is neither."""
    if not path.is_file():
        raise Unreadable("archivo_falta", Text("No existe el archivo."))
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(
            "archivo_grande",
            Text("El archivo pesa más de {size} MB: divídalo en partes.", size=MAX_BYTES // 2**20),
        )
    if path.suffix.lower() in (".csv", ".txt"):
        return [_read_csv(path)]
    return list(_read_workbook(path))


def _read_csv(path: Path) -> Sheet:
    raw = path.read_bytes()
    if b"\0" in raw[:4096]:
        raise Unreadable("archivo_ilegible", Text("El archivo no es un CSV de texto."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Spanish-language spreadsheet programs save as CSV.
        text = raw.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _sheet(path.name, path.stem, ([cell or None for cell in row] for row in rows))


def _read_workbook(path: Path) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable(
                    "archivo_grande",
                    Text(
                        "El libro ocupa más de {size} MB al abrirse: divídalo en partes.",
                        size=MAX_UNPACKED // 2**20,
                    ),
                )
        workbook = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise Unreadable(
            "archivo_con_clave", Text("El libro tiene contraseña: guárdelo sin ella.")
        ) from None
    except (CalamineError, zipfile.BadZipFile, OSError):
        raise Unreadable(
            "archivo_ilegible",
            Text("No es un libro de Excel (.xlsx) ni un CSV: guárdelo como .xlsx."),
        ) from None
    parts = _sheet_parts(path)
    for name in workbook.sheet_names:
        if name.strip().upper() in IGNORED:
            continue
        rows = workbook.get_sheet_by_name(name).iter_rows()
        sheet = _sheet(path.name, name.strip(), ([_cell(c) for c in row] for row in rows))
        if name in parts:
            sheet.broken = dict(_broken_cells(path, parts[name]))
        yield sheet


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    return value


def _sheet(file: str, name: str, rows: Iterator[list[Any]]) -> Sheet:
    """Rows turned into columns, without the empty rows and columns at the end."""
    first = next(rows, [])
    headers = ["" if header is None else str(header).strip() for header in first]
    table: list[list[Any]] = []
    used = last = 0
    for row in rows:
        table.append(row)
        filled = [i for i, cell in enumerate(row) if cell is not None]
        if filled:
            last, used = len(table), max(used, filled[-1] + 1)
    named = max((i + 1 for i, header in enumerate(headers) if header), default=0)
    width = max(used, named)
    headers = [*headers, *[""] * width][:width]
    columns = [[row[i] if i < len(row) else None for row in table[:last]] for i in range(width)]
    return Sheet(file, name, headers, columns)


# calamine shows a cell with an error, or a formula never computed, as empty: the sheet's own XML
# tells them apart. Only the start of each cell is looked at, in pieces, to keep memory bounded.
CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(?=(<f[ >/])?)')
PIECE, OVERLAP = 2**20, 512


def _broken_cells(path: Path, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        rest = b""
        for piece in chain(iter(lambda: stream.read(PIECE), b""), (b" " * OVERLAP,)):
            text = rest + piece
            if b"<f" in text or b't="e"' in text:
                for cell in CELL.finditer(text):
                    letters, row, attributes, formula = cell.groups()
                    if formula or b't="e"' in attributes:
                        kind = FORMULA if formula else ERROR
                        yield (int(row), _column_index(letters.decode())), kind
            rest = text[-OVERLAP:]


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _sheet_parts(path: Path) -> dict[str, str]:
    """Which part of an .xlsx holds each sheet; empty for other formats."""
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    return {
        str(sheet.get("name")): "xl/" + targets[sheet.get(relation)].removeprefix("/xl/")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet") and sheet.get(relation) in targets
    }
