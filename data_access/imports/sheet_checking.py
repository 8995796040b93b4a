"""Checks that turn sheets of raw cells into rows to store, with a finding for each refused cell."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

import numpy as np
import pandas as pd

import data_access.frame_options  # noqa: F401  for what it does
from data_access.imports.asides import take_out
from data_access.imports.cell_columns import BLOCK, MOST_DIFFERENT
from data_access.imports.checked_rows import Table, presented
from data_access.imports.column_doubts import ColumnLooks, column_doubts, told_of_sex
from data_access.imports.file_reading import RawSheet
from data_access.imports.finding_list import Findings
from data_access.imports.header_rules import UNUSABLE, check_headers
from data_access.imports.headings import heading
from data_access.imports.import_findings import ImportFinding
from data_access.imports.pieced_tables import Gathering
from data_access.imports.pieces import PieceFolder
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import SheetColumn, Template
from data_access.imports.sheet_names import named
from data_access.imports.sheet_shape import best_row, headers_again, settle
from data_access.imports.values import parse
from data_access.imports.workbook_xml import BrokenCell
from data_access.language import Text

BROKEN = {
    BrokenCell.ERROR: BadValue("celda_error", Text("La celda tiene un error: escriba el valor.")),
    BrokenCell.FORMULA: BadValue(
        "formula",
        Text("La celda tiene una fórmula: péguela como valor (Pegado especial, Valores)."),
    ),
}


def check_sheets(
    sheets: list[RawSheet],
    templates: dict[str, Template],
    today: dt.date,
    folder: PieceFolder | None = None,
) -> tuple[dict[str, Table], Findings, list[Text]]:
    """Return every sheet's rows by template, parents first, findings on cells, and notices.

    `sheets` is emptied: each one's cells are let go when they stand in its table. Many rows stand
    in pieces where there is a `folder` for them.
    """
    left, found, notices = named(sheets, templates)
    findings = Findings(found)
    sheets.clear()
    left.reverse()
    gathered: dict[str, Gathering] = {}
    while left:
        sheet = left.pop()
        template = templates[sheet.name]
        own = gathered.get(template.name) or Gathering(template, folder)
        check = _SheetCheck(template, today, findings, own.add)
        for part in _parts(sheet, template):
            check.take(part)
        notices += check.finish()
        if own.begun:
            gathered[template.name] = own
    tables = {name: gathered[name].table() for name in templates if name in gathered}
    return tables, findings, notices


def _parts(sheet: RawSheet, template: Template) -> Iterator[RawSheet]:
    """Yield the pieces of a sheet; all its rows at once where its headers will refuse it anyway."""
    _at, cells = best_row(sheet, template)
    headers = [heading(cell) for cell in cells]
    known = {column.name for column in template.columns}
    if sheet.stored and known.issuperset(headers) and len(set(headers)) == len(headers):
        yield from sheet.parts()
    else:
        yield sheet.whole() if sheet.stored else sheet


@dataclass
class _SheetCheck:
    """The check of a sheet whose rows come in one piece or in many."""

    template: Template
    today: dt.date
    findings: Findings
    add: Callable[[Table], None]
    first: RawSheet | None = None
    looks: ColumnLooks | None = None
    notices: list[Text] = field(default_factory=list)

    def take(self, part: RawSheet) -> None:
        """Check some rows, the first of which tell where the headers are."""
        first = self.first
        if first is None:
            found, self.notices = settle(part, self.template)
            self.findings += found
            self.first = part
            self.findings += take_out(part, self.template)
            found = list(check_headers(part, self.template))
            self.findings += found
            if part.length and not any(finding.rule in UNUSABLE for finding in found):
                self.looks = ColumnLooks(part, self.template)
        else:
            part.headers, part.doubts = list(first.headers), first.doubts
            self.findings += headers_again(part)
            self.findings += take_out(part, self.template)
        if self.looks is not None:
            table, found = _check_rows(part, self.template, self.today)
            self.findings += found
            self.add(table)
            self.looks.add(part)

    def finish(self) -> list[Text]:
        """Check what the columns show when all rows were seen; return the notices."""
        if self.looks is not None:
            self.findings += column_doubts(self.looks)
            self.notices += told_of_sex(self.looks)
        return self.notices


def _check_rows(
    sheet: RawSheet, template: Template, today: dt.date
) -> tuple[Table, list[ImportFinding]]:
    columns: dict[str, list[Any]] = {}
    findings: list[ImportFinding] = []
    bad: set[tuple[int, str]] = set()
    filled = _filled(sheet)
    for column in template.columns:
        if (count := sheet.headers.count(column.name)) != 1:
            columns[column.attribute] = [None] * len(filled)
            if count or column.key or column.required:
                # The header has its own finding; the rows get none for it.
                bad |= {(i, column.attribute) for i in range(len(filled))}
            continue
        values, found = _check_column(sheet, template, column, filled, today)
        columns[column.attribute] = values
        bad |= {(i, column.attribute) for i in found}
        findings += found.values()
    frame = pd.DataFrame(columns, dtype=object)
    frame["_file"], frame["_sheet"] = _alike(sheet.file, frame), _alike(sheet.name, frame)
    frame["_row"] = sheet.numbers(filled)
    # What a sheet says nothing of, it leaves as it is.
    absent = frozenset(c.attribute for c in template.columns if c.name not in sheet.headers)
    frame["_absent"] = _alike(absent, frame)
    return Table(template, frame, bad), findings


def _filled(sheet: RawSheet) -> Sequence[int]:
    """Return the positions of the rows in which something stands."""
    width = len(sheet.columns)
    rows = enumerate(zip(*sheet.columns, strict=True))
    # As numbers of eight bytes: a list of a million of them is five times as large.
    found = array("q", (i for i, row in rows if row.count(None) < width))
    return range(sheet.length) if len(found) == sheet.length else found


def _alike(value: Any, frame: pd.DataFrame) -> pd.Categorical:
    """Return a column that says one thing in every row, and takes one byte for it."""
    kind = pd.CategoricalDtype(pd.Index([value], dtype=object))
    found: pd.Categorical = pd.Categorical.from_codes(np.zeros(len(frame), np.int8), dtype=kind)
    return found


def _check_column(
    sheet: RawSheet,
    template: Template,
    column: SheetColumn,
    filled: Sequence[int],
    today: dt.date,
) -> tuple[list[Any], dict[int, ImportFinding]]:
    """Return the column's values, and a finding for each position that lacks one it should have."""
    cells = sheet.columns[sheet.headers.index(column.name)]
    if len(filled) < len(cells):
        cells = [cells[i] for i in filled]
    values, wrong = _each(cells, column, today)
    found: dict[int, ImportFinding] = {}
    if wrong:
        for position, value in enumerate(values):
            if not isinstance(value, BadValue):
                continue
            raw, i = cells[position], filled[position]
            said = None if isinstance(raw, BrokenCell) else presented(template, column, raw)
            found[position] = ImportFinding(
                sheet.file,
                sheet.name,
                sheet.number(i),
                column.name,
                said,
                value.rule,
                value.text,
            )
            values[position] = None
    return values, found


def _each(cells: list[Any], column: SheetColumn, today: dt.date) -> tuple[list[Any], bool]:
    """Return the value, or BadValue, of each cell, and whether there is any BadValue.

    Columns hold few different cells: each is understood once, and its value is one object however
    often it stands there. Of a column of many different ones no more than a block is kept.
    """
    plain = {type(cell) for cell in cells} <= {str, NoneType}
    known: dict[Any, Any] = {}
    values: list[Any] = []
    wrong = False
    for start in range(0, len(cells), BLOCK):
        block = cells[start : start + BLOCK]
        keys = block if plain else _typed(block)
        if len(known) > MOST_DIFFERENT:
            known.clear()
        for key, raw in zip(keys, block, strict=True):
            if key not in known:
                value = known[key] = _understood(raw, column, today)
                wrong = wrong or isinstance(value, BadValue)
        values += [known[key] for key in keys]
    return values, wrong


def _typed(cells: list[Any]) -> list[tuple[type, Any]]:
    """Return cells with their types: 1, 1.0 and True are the same key, and not the same cell."""
    return [(type(cell), cell) for cell in cells]


def _understood(raw: Any, column: SheetColumn, today: dt.date) -> Any:
    """Return the value of a cell, or the BadValue that says why there is none."""
    if isinstance(raw, BrokenCell):
        return BROKEN[raw]
    if raw is None:
        return _missing(column) if column.required else column.blank
    try:
        value = parse(raw, column, today)
    except BadValue as bad:
        return bad
    # The file's own object where nothing had to be changed: the sheets of a call share their codes.
    return raw if type(raw) is str and value == raw else value


def _missing(column: SheetColumn) -> BadValue:
    if column.name.endswith("_consentimiento"):
        return BadValue(
            "sin_consentimiento",
            Text("Falta el consentimiento de la persona: sin él no se puede guardar su fila."),
        )
    return BadValue("obligatorio", Text("La celda está vacía y es obligatoria."))
