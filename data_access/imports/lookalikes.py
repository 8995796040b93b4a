"""Codes that differ from known ones by case, signs, spaces or zeros alone: rarely another thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Column, Connection, Select, select

from data_access.imports.changes import Change
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.pieces import Marks
from data_access.imports.reports import told
from data_access.imports.sheet_description import Reference, Template
from data_access.imports.stored import chunks, is_empty, table_of
from data_access.language import Text
from data_access.measures.alike import essence
from data_access.viewer import Viewer

COHORT = "codigo_cohorte"
UNCODED = ("poblacion", "actitudes", "criterios")  # whose codes are words, or anybody's
PIECE = 10_000


def similar(
    connection: Connection, tables: Mapping[str, Table], changes: Iterable[Change], viewer: Viewer
) -> Iterator[ImportFinding]:
    """Report new codes that look like a stored one, or like another of the call.

    Whoever may not be told what is stored of people is told only of the call's own.
    """
    for change in changes:
        template, table = change.template, tables[change.template.name]
        for own in own_codes(template) if change.new else ():
            alike = _alike_within(table, change, own)
            if told(viewer, template) and not is_empty(connection, template):
                alike |= _alike_stored(connection, table, change, own)
            for piece in table.pieces() if alike else ():
                codes = piece.frame[own]
                for position in codes.index[codes.isin(alike.keys())]:
                    text = Text(
                        "Se parece a «{other}», que ya existe: si es lo mismo, escríbalo igual; si "
                        "es otro, confírmelo.",
                        other=alike[codes[position]],
                    )
                    yield piece.finding(int(position), own, "codigo_parecido", text, error=False)


def own_codes(template: Template) -> list[str]:
    """Return the attributes of the codes that a sheet gives: to its rows, and to cohorts."""
    referred = {name for reference in template.references for name in reference.columns}
    own = [
        c.attribute
        for c in template.columns
        if c.kind == "code" and c.name not in referred and (c.key or c.name == COHORT)
    ]
    return [] if template.name in UNCODED else own


def _different(codes: Iterable[Any]) -> np.ndarray:
    """Return the different codes of a column."""
    found = pd.unique(np.fromiter(codes, object))
    return found[[bool(code) for code in found]]


def _marks(codes: Iterable[str]) -> np.ndarray:
    """Return eight bytes for what matters of each code: where they differ, so do the codes.

    Of a million codes that is a tenth of what their essences take; few are looked at closely.
    """
    return np.fromiter((hash(essence(code)) for code in codes), np.int64)


def _having(columns: Iterable[Iterable[Any]], marks: np.ndarray) -> list[str]:
    """Return the different codes of some columns that have one of the marks, in their order."""
    found: dict[str, None] = {}
    for column in columns if len(marks) else ():
        codes = _different(column)
        found |= dict.fromkeys(codes[np.isin(_marks(codes), marks)])
    return list(found)


def _alike_within(table: Table, change: Change, own: str) -> dict[str, str]:
    """Return new codes that differ from another one of the call by nothing that matters."""
    every = Marks(table.folder)
    for piece in table.pieces():
        every.add(_marks(_different(piece.frame[own])))
    marks = every.twice()
    found = _having((piece.frame[own] for piece in table.pieces()), marks)
    fresh = _having((rows.column(own) for rows in change.new_rows()), marks)
    count = Counter(map(essence, found))
    twice = {code for code in found if count[essence(code)] > 1}
    return _alike(twice.intersection(fresh), twice)


def _alike(fresh: set[str], every: set[str]) -> dict[str, str]:
    """Return codes of a call that differ from an earlier one of it by nothing that matters."""
    first: dict[tuple[str, ...], str] = {}
    alike = {}
    # What is stored already comes before what is new.
    for code in sorted(every, key=lambda code: (code in fresh, code)):
        left = essence(code)
        other = first.setdefault(left, code) if left else code
        if other != code and code in fresh:
            alike[code] = other
    return alike


def _alike_stored(connection: Connection, table: Table, change: Change, own: str) -> dict[str, str]:
    """Return new codes that differ from a stored one by nothing that matters, with that one."""
    column = table_of(table.template).c[own]
    fresh, stored = Marks(table.folder), Marks(table.folder)
    for rows in change.new_rows():
        fresh.add(_marks(_different(rows.column(own))))
    for piece in chunks((code for (code,) in connection.execute(_every(column)) if code), PIECE):
        stored.add(_marks(piece))
    near = _having((rows.column(own) for rows in change.new_rows()), fresh.shared_with(stored))
    wanted = {left: code for code in near if (left := essence(code))}
    if not wanted:
        return {}
    found: dict[str, str] = {}
    exact = set()
    for (code,) in connection.execute(_every(column)):
        new = wanted.get(essence(code)) if code else None
        if new == code:
            exact.add(code)
        elif new is not None:
            found[new] = code
    return {new: code for new, code in found.items() if new not in exact}


def _every(column: Column[Any]) -> Select[Any]:
    return select(column).distinct().execution_options(yield_per=PIECE)


def near_code(
    connection: Connection, template: Template, reference: Reference, code: str
) -> str | None:
    """Return the one stored code that a code which is not found differs from by little."""
    wanted, found = essence(code), set()
    column = table_of(template).c[reference.attributes(template)[-1]]
    for (other,) in connection.execute(_every(column)):
        if other and essence(other) == wanted:
            found.add(other)
    return found.pop() if len(found) == 1 else None
