"""Reading of LibreOffice's workbooks (.ods), in pieces and in bounded memory.

A sheet says how often a cell or a row is repeated, so that a few bytes can stand for millions of
cells: what is empty is skipped, and the rest is counted before it is kept.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from data_access.imports.reading_problems import Unreadable
from data_access.imports.workbook_xml import BrokenCell, Percent, WorkbookPart
from data_access.imports.xml_parsing import strict_parser
from data_access.language import Text

PIECE = 2**18
CONTENT = "content.xml"
MOST_UNPACKED = 250 * 2**20
MOST_CELLS = 4_000_000
LAST_ROW = 2**20
OFFICE, TABLE = "office:", "table:"
HIDDEN = ("collapse", "filter")
Found = tuple[str, Iterator[list[Any]], WorkbookPart]


def read_ods(path: Path) -> list[Found]:
    """Return each sheet's name, rows and looks; raise Unreadable if there are none."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(CONTENT).file_size > MOST_UNPACKED:
                raise Unreadable(
                    "archivo_grande",
                    Text(
                        "El libro ocupa más de {size} MB al abrirse: divídalo en partes.",
                        size=MOST_UNPACKED >> 20,
                    ),
                )
            if "META-INF/manifest.xml" in archive.namelist() and (
                b"encryption-data" in archive.read("META-INF/manifest.xml")[:PIECE]
            ):
                raise Unreadable(
                    "archivo_con_clave",
                    Text("El libro tiene contraseña: ábralo, quítela y guárdelo de nuevo."),
                )
            content = _Content()
            with archive.open(CONTENT) as stream:
                while piece := stream.read(PIECE):
                    content.parser.Parse(piece)
            content.parser.Parse(b"", True)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, OSError, RuntimeError):
        raise Unreadable(
            "archivo_ilegible",
            Text("El libro de LibreOffice (.ods) está dañado: ábralo y guárdelo como .xlsx."),
        ) from None
    return content.found


class _Content:
    """The handlers of the parser; rows are kept with their numbers, empty ones not at all."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.cells = 0
        self.rows: dict[int, list[Any]] = {}
        self.row: list[Any] = []
        self.number = 0
        self.part = WorkbookPart(CONTENT)
        self.name = ""
        self.attributes: dict[str, str] = {}
        self.repeat_row = 1
        self.text: list[str] | None = None
        self.note = 0  # depth within a comment, whose paragraphs are no cell's
        self.parser = strict_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.rows, self.number, self.part = {}, 0, WorkbookPart(CONTENT)
            self.name = attributes.get("table:name", "")
        elif name == "table:table-row":
            self.row, self.attributes = [], {}
            self.repeat_row = int(attributes.get("table:number-rows-repeated", 1))
            if attributes.get("table:visibility") in HIDDEN and self.repeat_row < LAST_ROW // 2:
                self.part.hidden_rows += range(self.number + 1, self.number + 1 + self.repeat_row)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.attributes, self.text = attributes, []
        elif name == "office:annotation":
            self.note += 1
        elif self.text is not None and not self.note:
            if name == "text:p" and self.text:
                self.text.append("\n")
            elif name in ("text:s", "text:tab", "text:line-break"):
                self.text.append(" " if name != "text:line-break" else "\n")

    def characters(self, data: str) -> None:
        if self.text is not None and not self.note:
            self.text.append(data)

    def end(self, name: str) -> None:
        if name == "office:annotation":
            self.note -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell()
        elif name == "table:table-row":
            self._row()
        elif name == "table:table":
            self.part.rows = max(self.rows, default=0)
            self.found.append((self.name, _in_order(self.rows), self.part))

    def _cell(self) -> None:
        repeated = int(self.attributes.get("table:number-columns-repeated", 1))
        value = _value(self.attributes, "".join(self.text or ()).strip())
        self.text = None
        if value is None and repeated > 1000:
            repeated = 1  # the empty rest of a row
        if len(self.row) + repeated > 20_000:
            raise ValueError("a row is wider than a sheet may be")
        across = int(self.attributes.get("table:number-columns-spanned", 1))
        down = int(self.attributes.get("table:number-rows-spanned", 1))
        if across > 1 or down > 1:
            row, column = self.number + 1, len(self.row) + 1
            self.part.merged.append((row, column, row + down - 1, column + across - 1))
        self.row += [value] * repeated

    def _row(self) -> None:
        while self.row and self.row[-1] is None:
            self.row.pop()
        if self.row:
            if self.number + self.repeat_row > LAST_ROW:
                raise ValueError("a sheet has more rows than it may have")
            self.cells += len(self.row) * self.repeat_row
            if self.cells > MOST_CELLS:
                raise Unreadable(
                    "hoja_desbordada",
                    Text(
                        "Hasta esta hoja son más de {cells} celdas: divida el archivo.",
                        cells=MOST_CELLS,
                    ),
                    self.name,
                )
            for number in range(self.number + 1, self.number + 1 + self.repeat_row):
                self.rows[number] = self.row
        self.number += self.repeat_row


def _in_order(rows: dict[int, list[Any]]) -> Iterator[list[Any]]:
    for number in range(1, max(rows, default=0) + 1):
        yield list(rows.get(number, ()))


def _value(attributes: dict[str, str], text: str) -> Any:
    """Return a cell as a workbook's would be: a number, a day, a text, or None."""
    if "table:formula" in attributes:
        return BrokenCell.FORMULA
    if attributes.get("calcext:value-type") == "error":
        return BrokenCell.ERROR
    kind = attributes.get("office:value-type")
    if kind in ("float", "currency"):
        return float(attributes["office:value"])
    if kind == "percentage":
        return Percent(attributes["office:value"])
    if kind == "boolean":
        return attributes.get("office:boolean-value") == "true"
    if kind == "date":
        at = dt.datetime.fromisoformat(attributes["office:date-value"][:19])
        return at.date() if at.time() == dt.time() else at
    if kind == "time":
        return text or None
    return attributes.get("office:string-value", text) or None
