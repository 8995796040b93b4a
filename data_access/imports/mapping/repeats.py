"""Repeat groups of a form's export: sheets whose rows belong to a row of another sheet."""

from __future__ import annotations

from typing import Any

from data_access.imports.file_reading import RawSheet

ABOVE = "::"  # before the header of a column that comes from the row above
INDEX, PARENT, PARENT_NAME = "_index", "_parent_index", "_parent_table_name"


def with_parents(sheets: list[RawSheet]) -> list[RawSheet]:
    """Give rows of repeat groups the columns of the row that they belong to."""
    for sheet in sheets:
        if PARENT not in sheet.headers:
            continue
        parent = _parent(sheet, sheets)
        if parent is None:
            continue
        rows = {_key(cell): at for at, cell in enumerate(_column(parent, INDEX))}
        at = [rows.get(_key(cell)) for cell in _column(sheet, PARENT)]
        own = set(sheet.headers)
        for header, column in zip(parent.headers, parent.columns, strict=True):
            if header and header not in own:
                sheet.headers.append(f"{ABOVE}{header}")
                sheet.columns.append([None if row is None else column[row] for row in at])
    return sheets


def _parent(sheet: RawSheet, sheets: list[RawSheet]) -> RawSheet | None:
    others = [s for s in sheets if s.file == sheet.file and s is not sheet and INDEX in s.headers]
    said = {str(c) for c in _column(sheet, PARENT_NAME)} if PARENT_NAME in sheet.headers else set()
    named = [other for other in others if other.name in said]
    top = [other for other in others if PARENT not in other.headers]
    found = named or top
    return found[0] if len(found) == 1 else None


def _column(sheet: RawSheet, name: str) -> list[Any]:
    return sheet.columns[sheet.headers.index(name)]


def _key(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
