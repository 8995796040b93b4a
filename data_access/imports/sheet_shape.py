"""Where a sheet's table is: its row of headers, rows that are none of data, and cells beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import heading, known_headings, odd_sign, recognised
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reading_problems import Doubt
from data_access.imports.sheet_description import Template
from data_access.imports.workbook_xml import letters_of
from data_access.language import Text

DRESS = 8  # signs and spaces that a header may wear more or less
LOOKED_AT = 30  # rows among which the headers are looked for
MOST_NAMED = 5  # cells that a sentence names


def row_at(sheet: RawSheet, number: int) -> list[Any]:
    """Return the cells of a row by its number, from 1, the headers' own too."""
    if number == sheet.first_row - 1:
        return list(sheet.headers)
    return [column[number - sheet.first_row] for column in sheet.columns]


def best_row(sheet: RawSheet, template: Template) -> tuple[int, list[str]]:
    """Return the row that names most columns of a template, and its cells as text."""
    names = {column.name for column in template.columns}
    best, at, cells = -1, 1, list(sheet.headers)
    last = min(sheet.length + sheet.first_row - 1, LOOKED_AT)
    for number in range(sheet.first_row - 1, last + 1):
        row = [cell if isinstance(cell, str) else "" for cell in row_at(sheet, number)]
        found = len({heading(cell) for cell in row} & names)
        if found > best and (found > 1 or number == sheet.first_row - 1 or len(names) == found):
            best, at, cells = found, number, row
    return at, cells


def turned_over(sheet: RawSheet, template: Template) -> bool:
    """Return whether the names of a template's columns stand below one another."""
    names = {column.name for column in template.columns}
    needed = sum(column.key or column.required for column in template.columns)
    if not sheet.columns or len(names & set(sheet.headers)) > 1:
        return False
    first = [sheet.headers[0], *sheet.columns[0][:LOOKED_AT]]
    found = {heading(cell) for cell in first if isinstance(cell, str)} & names
    return len(found) >= max(2, needed / 2)


def settle(sheet: RawSheet, template: Template) -> tuple[list[ImportFinding], list[Text]]:
    """Give a sheet its headers as the template writes them; return findings and notices."""
    at, cells = best_row(sheet, template)
    above = [row_at(sheet, number) for number in range(sheet.first_row - 1, at)]
    notices = []
    if at >= sheet.first_row:
        notices.append(
            Text(
                "Hoja {sheet}: la cabecera se leyó en la fila {row}; lo que está encima no se lee.",
                sheet=sheet.name,
                row=str(at),
            )
        )
        _cut(sheet, at, cells)
    names = {column.name for column in template.columns}
    written = list(sheet.headers)
    sheet.headers = [heading(h) if heading(h) in names else h for h in written]
    if tags := _tags(sheet):
        notices.append(
            Text(
                "Hoja {sheet}: la fila {row} lleva etiquetas HXL y no se lee.",
                sheet=sheet.name,
                row=str(tags),
            )
        )
        _cut(sheet, tags, sheet.headers)
    findings = [
        *_said(sheet),
        *_odd_headers(sheet, written),
        *_rows_above(sheet, above, len([c for c in cells if c])),
        *headers_again(sheet),
        *_merged(sheet),
        *_hidden(sheet),
    ]
    return findings, notices


def _cut(sheet: RawSheet, at: int, headers: list[str]) -> None:
    """Let a sheet begin below a row, with these headers."""
    skipped = at + 1 - sheet.first_row
    sheet.headers = list(headers)
    sheet.columns = [column[skipped:] for column in sheet.columns]
    sheet.first_row = at + 1


def _tags(sheet: RawSheet) -> int | None:
    """Return the number of the first row if it holds tags of the Humanitarian Exchange Language."""
    rows = ([column[at] for column in sheet.columns] for at in range(sheet.length))
    for number, row in enumerate(rows, start=sheet.first_row):
        filled = [cell for cell in row if cell is not None]
        if filled:
            return number if all(_is_tag(cell) for cell in filled) else None
    return None


def _is_tag(cell: Any) -> bool:
    return isinstance(cell, str) and cell[:1] == "#" and cell[1:].strip()[:1].isalpha()


def _finding(sheet: RawSheet, doubt: Doubt) -> ImportFinding:
    return ImportFinding(
        sheet.file,
        sheet.name,
        doubt.row,
        doubt.column,
        doubt.value,
        doubt.rule,
        doubt.text,
        doubt.error,
    )


def _said(sheet: RawSheet) -> Iterator[ImportFinding]:
    """Yield what was seen while the file was read; rows above the headers are no data."""
    for doubt in sheet.doubts:
        if doubt.row is None or doubt.row >= sheet.first_row:
            yield _finding(sheet, doubt)


def _odd_headers(sheet: RawSheet, written: list[str]) -> Iterator[ImportFinding]:
    """Report headers that were recognised below a sign which a damaged file leaves."""
    for said, read in zip(written, sheet.headers, strict=True):
        if said != read and (sign := odd_sign(said)) is not None:
            text = Text(
                "La cabecera «{said}» lleva un signo que ninguna lleva ({sign}) y se lee como "
                "«{name}»: confirme que la columna es esa, o escríbala bien.",
                said=said,
                sign=sign,
                name=read,
            )
            doubt = Doubt("cabecera_signo", text, row=sheet.first_row - 1, column=read, error=False)
            yield _finding(sheet, doubt)


def _rows_above(sheet: RawSheet, above: list[list[Any]], width: int) -> Iterator[ImportFinding]:
    """Report rows of data above the headers, where a sorted sheet has them."""
    for number, row in enumerate(above, start=1):
        filled = sum(cell is not None and cell != "" for cell in row)
        tags = all(isinstance(c, str) and c.startswith("#") for c in row if c)
        if filled >= max(3, 0.6 * width) and not tags and not _texts_repeat(row):
            text = Text(
                "La cabecera está en la fila {at} y encima hay filas que parecen datos: ponga la "
                "cabecera en la primera fila, con todos los datos debajo.",
                at=str(sheet.first_row - 1),
            )
            yield _finding(sheet, Doubt("filas_sobre_cabecera", text, row=number))
            return


def _texts_repeat(row: list[Any]) -> bool:
    """Return whether a row repeats one text, as group titles over several columns do."""
    filled = [cell for cell in row if cell not in (None, "")]
    return len(set(filled)) <= len(filled) / 2


def headers_again(sheet: RawSheet) -> Iterator[ImportFinding]:
    """Report rows of headers, the sheet's own or others, as tables pasted below it have them."""
    known = [i for i, header in enumerate(sheet.headers) if header]
    names = known_headings()
    for i in known[:1]:
        length = len(sheet.headers[i])
        for at, cell in enumerate(sheet.columns[i]):
            if not isinstance(cell, str):
                continue
            other = cell in names
            if not other and (
                abs(len(cell) - length) > DRESS or heading(cell) != heading(sheet.headers[i])
            ):
                continue
            row = [column[at] for column in sheet.columns]
            same = sum(
                isinstance(row[j], str) and heading(row[j]) == heading(sheet.headers[j])
                for j in known
            )
            if same >= min(2, len(known)) or (other and recognised(row) > 1):
                text = Text(
                    "La fila repite la cabecera: si abajo empieza otra tabla, pásela a otra hoja; "
                    "si no, quite esta fila."
                )
                yield _finding(sheet, Doubt("cabecera_otra_vez", text, row=sheet.number(at)))
                for column in sheet.columns:
                    column[at] = None  # nothing more is said of it


def _merged(sheet: RawSheet) -> Iterator[ImportFinding]:
    """Report merged cells among the data: all but the first of them are empty."""
    last = sheet.first_row + sheet.length - 1
    for top, left, bottom, right in sheet.merged:
        if bottom < sheet.first_row or top > last or left > len(sheet.headers):
            continue
        where = f"{letters_of(left)}{top}:{letters_of(right)}{bottom}"
        text = Text(
            "Las celdas {where} están combinadas: solo la primera tiene el valor. Sepárelas y "
            "escriba el valor en cada fila a la que corresponde.",
            where=where,
        )
        column = sheet.headers[left - 1] or None
        yield _finding(sheet, Doubt("celdas_combinadas", text, row=top, column=column))


def _hidden(sheet: RawSheet) -> Iterator[ImportFinding]:
    """Report what somebody who looks at the sheet does not see, and what is read of it."""
    hidden = set(sheet.hidden_rows)
    rows = sorted(
        {
            sheet.number(at)
            for at in range(sheet.length if hidden else 0)
            if sheet.number(at) in hidden
            and any(column[at] is not None for column in sheet.columns)
        }
    )
    if rows:
        text = Text(
            "Hay {count} fila oculta con datos ({rows}), quizá por un filtro: también se lee.",
            "Hay {count} filas ocultas con datos ({rows}), quizá por un filtro: también se leen.",
            len(rows),
            rows=spans(rows),
        )
        yield _finding(sheet, Doubt("filas_ocultas", text, error=False))
    columns = [
        c
        for c in sheet.hidden_columns
        if c <= len(sheet.headers) and any(cell is not None for cell in sheet.columns[c - 1])
    ]
    if columns:
        text = Text(
            "Hay columnas ocultas con datos ({names}): también se leen.",
            names=", ".join(sheet.headers[c - 1] or letters_of(c) for c in columns[:MOST_NAMED]),
        )
        yield _finding(sheet, Doubt("columnas_ocultas", text, error=False))
    if sheet.hidden and sheet.length:
        text = Text("La hoja está oculta en el libro y tiene datos: también se lee.")
        yield _finding(sheet, Doubt("hoja_oculta", text, error=False))


def spans(rows: Iterable[int], most: int = 8) -> str:
    """Return row numbers in few words: `3-18, 22`."""
    found = np.unique(np.fromiter(rows, np.int64))
    ends = np.flatnonzero(np.diff(found) > 1)
    lows, highs = found[np.r_[0, ends + 1]], found[np.r_[ends, len(found) - 1]]
    pairs = zip(lows[:most].tolist(), highs[:most].tolist(), strict=True)
    said = [str(low) if low == high else f"{low}-{high}" for low, high in pairs]
    return ", ".join([*said, *(["…"] if len(lows) > most else [])])
