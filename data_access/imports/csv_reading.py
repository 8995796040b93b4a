"""Strict reading of CSVs: nothing that a quote, a separator or an encoding could hide is guessed.

A quote that opens and never closes swallows the rows below it, and a decimal comma moves every cell
after it: both leave traces in the number of cells, which are looked for here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from data_access.imports.encodings import encoding_of
from data_access.imports.headings import recognised
from data_access.imports.reading_problems import Doubt, Unreadable
from data_access.language import Text

PIECE = 2**20
SEPARATORS = ",;\t|"
NAMES = {",": "coma", ";": "punto y coma", "\t": "tabulador", "|": "|"}
LOOKED_AT = 30  # lines among which the headers are looked for
SEPARATOR_LINE = re.compile(r'"?sep=.?"?', re.IGNORECASE)
DRAWN = re.compile(r"[-=+_\s]{3,}")
END = "\x1a"  # with which programs of MS-DOS end a file
SINGLE = re.compile(r"'[^']*'")  # a cell as some databases write it
AS_TEXT = re.compile(r'="([^"]*)"')


@dataclass
class CsvContent:
    """The rows of a CSV as they stand; `doubts` is complete once they were all taken."""

    rows: Iterator[list[str]] = field(default_factory=lambda: iter(()))
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class _Layout:
    """The lines to pass over, the separator, the row of the headers (from 1) and their number."""

    skip: int
    separator: str
    at: int
    width: int
    quote: str = '"'


def read_csv(path: Path) -> CsvContent:
    """Return the rows of a CSV; raise Unreadable where it cannot be known what they are."""
    encoding, doubts = encoding_of(path)
    with path.open(encoding=encoding, newline="") as text:
        first = [line for _, line in zip(range(LOOKED_AT), _lines(text), strict=False)]
    content = CsvContent(doubts=doubts)
    content.rows = _rows(path, encoding, _layout(first), content.doubts)
    return content


def _lines(text: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a CSV, none so long that its cells alone would fill the memory."""
    for number, line in enumerate(text, start=1):
        if len(line) > PIECE:
            raise Unreadable(
                "archivo_ilegible", Text("La línea {line} es demasiado larga.", line=number)
            )
        yield line.removesuffix(END)


def _layout(lines: list[str]) -> _Layout:
    """Return the separator and the row of the headers, by the headers that are known."""
    skip = 1 if lines and SEPARATOR_LINE.fullmatch(lines[0].strip()) else 0
    best, found = 0, _Layout(skip, "", 0, 0)
    for mark in SEPARATORS:
        for number, cells in enumerate(_split(lines[skip:], mark), start=skip + 1):
            known = recognised(cells)
            if known > best and (known > 1 or len(cells) == 1):
                best, found = known, _Layout(skip, mark, number, _filled(cells))
    if found.separator:
        headers = lines[found.at - 1].rstrip("\r\n").split(found.separator)
        return replace(found, quote="'") if all(map(SINGLE.fullmatch, headers)) else found
    for cells in _split(lines[skip:], "\t"):
        inner = [cell for mark in SEPARATORS for cell in cells[0].split(mark)] if cells else []
        if len(cells) == 1 and recognised(inner) > 1:
            raise Unreadable("comillas", WRAPPED)
    # The headers are nobody's that is known: the first line that is not empty holds them.
    at = next((i for i in range(skip, len(lines)) if lines[i].strip()), skip)
    line = lines[at] if at < len(lines) else ""
    if not any(mark in line for mark in SEPARATORS) and recognised(line.split()) > 1:
        raise Unreadable("archivo_ilegible", ALIGNED)
    mark = max(SEPARATORS, key=line.count)
    return _Layout(skip, mark, at + 1, _filled(next(_split([line], mark), [])))


WRAPPED = Text(
    "Cada línea está entera entre comillas, como una sola celda: abra el archivo en un editor de "
    "texto, quite esas comillas y guárdelo, o pida que lo exporten de nuevo."
)


ALIGNED = Text(
    "Las columnas están separadas por espacios, y así no se sabe dónde termina cada celda: "
    "expórtelo como CSV, con coma o punto y coma."
)


def _split(lines: list[str], separator: str) -> Iterator[list[str]]:
    """Yield the rows of some lines as far as they can be read."""
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error:
        return


def _filled(row: list[str]) -> int:
    """Return how many cells a row has up to its last filled one."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def _rows(path: Path, encoding: str, layout: _Layout, doubts: list[Doubt]) -> Iterator[list[str]]:
    """Yield the rows, those passed over as empty ones, and note what is doubtful in them."""
    with path.open(encoding=encoding, newline="") as text:
        lines = _lines(text)
        for _ in range(layout.skip):
            next(lines)
            yield []
        rows = csv.reader(lines, delimiter=layout.separator, quotechar=layout.quote, strict=True)
        began, number, usual = layout.skip + 1, layout.skip, 0
        try:
            for row in rows:
                number += 1
                if layout.separator == "|" and DRAWN.fullmatch("".join(row)):
                    row = []  # a line drawn between the rows of a report
                if rows.line_num + layout.skip > began:
                    _require_no_rows_within(row, layout, began)
                if number > layout.at and any(cell.strip() for cell in row):
                    # Some programs end each row with one more separator: each, or none.
                    usual = usual or max(len(row), layout.width)
                    _note_uneven(row, number, usual, layout, doubts)
                yield row
                began = rows.line_num + layout.skip + 1
        except csv.Error:
            raise _quotes(began, layout.quote) from None


def _quotes(line: int, mark: str) -> Unreadable:
    text = Text(
        "En la línea {line} hay una comilla ({mark}) que abre y no cierra donde debe: las filas de "
        "abajo quedarían dentro de una celda. Quite la comilla o escríbala dos veces.",
        line=line,
        mark=mark,
    )
    return Unreadable("comillas", text)


def _require_no_rows_within(row: list[str], layout: _Layout, line: int) -> None:
    """Raise Unreadable if a cell over several lines holds what would be whole rows."""
    whole = max(layout.width, len(row)) - 1
    for at, cell in enumerate(row):
        if whole < 1 or ("\n" not in cell and "\r" not in cell):
            continue
        parts = [part.count(layout.separator) for part in cell.splitlines()]
        ends = len(parts) > 1 and parts[0] == whole - at and parts[-1] == at
        if ends or whole in parts or sum(parts) >= max(whole, 3):
            raise _quotes(line, layout.quote)


def _note_uneven(
    row: list[str], number: int, usual: int, layout: _Layout, doubts: list[Doubt]
) -> None:
    """Doubt a row that has more or fewer cells than the headers, or than the rows above it."""
    filled = _filled(row)
    if filled <= layout.width <= len(row) == usual:
        return
    if filled == 1 == len(row) and layout.width > 2:
        doubts.append(_lonely(number))
    elif len(row) > layout.width:
        doubts.append(_too_many(number, layout.separator, len(row), layout.width))
    else:
        doubts.append(_too_few(number, layout.separator, len(row), usual))


def _lonely(number: int) -> Doubt:
    text = Text(
        "La fila tiene una sola celda llena y ningún separador más: si es una nota, pásela a otro "
        "archivo; si es una fila de datos, complétela."
    )
    return Doubt("fila_corta", text, row=number)


def _too_many(number: int, separator: str, filled: int, width: int) -> Doubt:
    if separator == ",":
        text = Text(
            "La fila tiene {filled} celdas y la cabecera {width}: una coma parte en dos una cifra "
            "o un texto. No borre celdas: escriba la cifra con punto decimal (45.50) o ponga la "
            'celda entre comillas ("45,50").',
            filled=filled,
            width=width,
        )
    else:
        text = Text(
            "La fila tiene {filled} celdas y la cabecera {width}: el separador está dentro de un "
            'texto. No borre celdas: ponga ese texto entre comillas (").',
            filled=filled,
            width=width,
        )
    return Doubt("celdas_de_mas", text, row=number)


def _too_few(number: int, separator: str, cells: int, width: int) -> Doubt:
    text = Text(
        "La fila tiene {cells} celdas y las demás {width}: falta un separador ({mark}) y no se "
        "sabe qué celda falta. Complete la fila.",
        cells=cells,
        width=width,
        mark=NAMES[separator],
    )
    return Doubt("celdas_de_menos", text, row=number)


def csv_cell(cell: str) -> str:
    """Return a cell without the formula that some programs wrap a text in to keep its zeros."""
    found = AS_TEXT.fullmatch(cell.strip())
    return found[1] if found else cell
