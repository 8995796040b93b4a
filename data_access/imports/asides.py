"""Rows among the data that are none: notes at the foot, signatures, sums without a name.

Each is said once and then left out, so that nobody is asked to fill in what a note lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import plain
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reading_problems import SUM
from data_access.imports.sheet_description import Template
from data_access.imports.workbook_xml import BrokenCell
from data_access.language import Text

NOTE = re.compile(
    r"(?:fuente|nota|notas|observacion(?:es)?|elaborado|elaboracion|realizado|responsable|revisado"
    r"|aprobado|firma|f|sello|fecha de corte|corte|actualizado|leyenda|simbologia)\b.*"
)
TOTAL = re.compile(r"(?:gran |sub ?)?(?:total(?:es)?|suma|sumatoria|promedio|media)\b.{0,40}")
NAMED_TOTAL = ("grupo", "criterio")  # columns in which a total is one of the codes
AMOUNT = re.compile(r"[-$ ]*\d[\d., ]*[%$ ]*", re.ASCII)
WIDE = 3  # columns from which a row with a single cell is a note
ASIDE = Text(
    "La fila tiene una sola celda llena: si es una nota o una firma, pásela a otra hoja; si es una "
    "fila de datos, complétela."
)


def take_out(sheet: RawSheet, template: Template) -> Iterator[ImportFinding]:
    """Report the rows of a sheet that are notes or sums, and empty them."""
    keys = {column.name for column in template.key}
    numeric = {c.name for c in template.columns if c.kind in ("integer", "decimal")}
    at_keys = [i for i, h in enumerate(sheet.headers) if h in keys and h not in NAMED_TOTAL]
    amounts = [i for i, h in enumerate(sheet.headers) if h in numeric and h not in keys]
    needed = [
        i
        for i, h in enumerate(sheet.headers)
        if any(c.name == h and c.required for c in template.columns)
    ]
    if not at_keys:
        return
    told = {doubt.row for doubt in sheet.doubts}
    for at in _short_rows(sheet, needed):
        row = [column[at] for column in sheet.columns]
        filled = [i for i, cell in enumerate(row) if cell is not None]
        found = None
        if _is_sum(row, filled, at_keys, amounts):
            found = ("fila_total", SUM)
        elif len(filled) == 1 and _is_note(row[filled[0]], len(needed)):
            found = ("fila_nota", ASIDE)
        if found:
            number = sheet.number(at)
            if number not in told:
                yield ImportFinding(sheet.file, sheet.name, number, None, None, found[0], found[1])
            for column in sheet.columns:
                column[at] = None


def _short_rows(sheet: RawSheet, needed: list[int]) -> list[int]:
    """Return the rows that lack a needed cell, or have a formula there: all others are data."""
    columns = [sheet.columns[i] for i in needed]
    if not columns:
        return []
    return [
        at
        for at, cells in enumerate(zip(*columns, strict=True))
        if (None in cells or BrokenCell.FORMULA in cells)
        and any(column[at] is not None for column in sheet.columns)
    ]


def _is_note(cell: Any, needed: int) -> bool:
    return isinstance(cell, str) and (needed >= WIDE or bool(NOTE.fullmatch(plain(cell))))


def _is_sum(row: list[Any], filled: list[int], at_keys: list[int], amounts: list[int]) -> bool:
    """Return whether a row has only amounts, or the word for a sum beside them."""
    said = [i for i in filled if isinstance(row[i], str) and TOTAL.fullmatch(plain(row[i]))]
    rest = [i for i in filled if i not in said]
    only_amounts = bool(rest) and all(i in amounts and _is_amount(row[i]) for i in rest)
    unnamed = all(row[i] is None or i in said for i in at_keys)
    return only_amounts and unnamed


def _is_amount(cell: Any) -> bool:
    if isinstance(cell, str):
        return bool(AMOUNT.fullmatch(cell))
    return isinstance(cell, int | float) or cell is BrokenCell.FORMULA
