"""Rules between rows: keys are unique, and what a row refers to exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.lookalikes import near_code
from data_access.imports.pieces import Marks, marks_of
from data_access.imports.reports import told
from data_access.imports.sheet_description import Reference, Template
from data_access.imports.sight import Sight, sight_of
from data_access.imports.stored import Key
from data_access.language import Text
from data_access.viewer import Viewer

APART = "persona_ajena"
TWICE = Text("La clave ya está en la fila {row} de la hoja {sheet} ({file}): deje una sola.").msgid
MOST_NEAR = 50  # codes that a stored one is looked for; each costs a look at all of them


def check_keys(tables: dict[str, Table]) -> Iterator[ImportFinding]:
    """Report keys that stand twice in one call: which row is right cannot be known."""
    for table in tables.values():
        names = [column.attribute for column in table.template.key]
        twice = table.repeated(names)
        if not len(twice):
            continue
        first: dict[Key, tuple[str, str, int]] = {}
        for piece in table.pieces():
            rows = piece.frame.loc[piece.whole(names), names]
            rows = rows[np.isin(marks_of(rows), twice)]
            for position, key in zip(rows.index, rows.itertuples(index=False), strict=True):
                here = piece.origin(position)
                earlier = first.setdefault(tuple(key), here)
                if earlier is here:
                    continue
                file, sheet, row = earlier
                yield piece.finding(
                    position,
                    names[-1],
                    "clave_repetida",
                    Text(TWICE, row=str(row), sheet=sheet, file=file),
                )


def check_references(
    connection: Connection,
    tables: dict[str, Table],
    templates: dict[str, Template],
    viewer: Viewer,
) -> Iterator[ImportFinding]:
    """Report rows that refer to one neither in this call nor stored.

    A stored code that looks like one is named to whom it may be told. A leader's rows about people
    whom the leader sees neither here nor stored are no error: they are held, and whether somebody
    of that code is stored elsewhere, withdrew or is nobody reads alike.
    """
    sight = sight_of(viewer)
    near: dict[tuple[Reference, object], Text] = {}

    def known(reference: Reference) -> Template | None:
        parent = templates.get(reference.template)
        named = len(near) < MOST_NEAR and parent is not None and told(viewer, parent)
        return parent if named else None

    for table in tables.values():
        missing = {
            reference: _missing(connection, table, reference, tables, templates, sight)
            for reference in table.template.references
        }
        for reference, rows in missing.items():
            parent = templates.get(reference.template)
            if parent is not None and sight.hides(parent):
                yield from _apart(table, reference, rows)
                continue
            # A pair whose first part is missing too has its own finding for that part.
            shorter = [
                positions
                for other, positions in missing.items()
                if set(other.columns) < set(reference.columns)
            ]
            for position in sorted(rows.difference(*shorter)):
                attribute = table.template.column(reference.columns[-1]).attribute
                code = str(table.value(position, attribute))
                if (reference, code) not in near:
                    near[reference, code] = _orphan(connection, reference, code, known(reference))
                yield table.finding(position, attribute, "huerfano", near[reference, code])


def _apart(table: Table, reference: Reference, rows: set[int]) -> Iterator[ImportFinding]:
    """Report rows about somebody whom a leader does not see: they are held, not refused."""
    attribute = table.template.column(reference.columns[-1]).attribute
    text = Text(
        "No está entre las personas de su lugar ni en este archivo: si el código está bien, la "
        "fila queda apartada hasta que el equipo de seguimiento la revise."
    )
    for position in sorted(rows):
        yield table.finding(position, attribute, APART, text, error=False)


def _orphan(
    connection: Connection, reference: Reference, code: str, template: Template | None
) -> Text:
    """Return what to do about a code that leads nowhere."""
    other = near_code(connection, template, reference, code) if template else None
    if other is not None:
        return Text("No existe, pero sí «{other}»: si es ese, escríbalo así.", other=other)
    return Text(
        "No existe en la hoja {sheet} ni entre lo guardado: agréguelo allí o corrija el código.",
        sheet=reference.template,
    )


def _missing(
    connection: Connection,
    table: Table,
    reference: Reference,
    tables: dict[str, Table],
    templates: dict[str, Template],
    sight: Sight,
) -> set[int]:
    """Return the positions of the rows whose reference is not found."""
    names = [table.template.column(name).attribute for name in reference.columns]
    parent = templates.get(reference.template)
    others = reference.attributes(parent) if parent is not None else []
    # All rows of the sheet, even those with errors in other cells: a row is not reported for
    # the errors of another.
    own = tables.get(parent.name) if parent is not None else None
    outside = _outside(table, names, own, others) if own is not None else None
    found: set[int] = set()
    for piece in table.pieces():
        rows = piece.frame.loc[piece.whole(names), names]
        for name in names:
            rows = rows[rows[name].notna() & (rows[name] != "")]
        if parent is not None:
            if outside is not None:
                rows = rows[outside(piece, rows)]
            absent = set(rows.drop_duplicates().itertuples(index=False, name=None))
            absent -= sight.known_keys(connection, parent, sorted(absent), others)
            if not absent:
                continue
            keys = rows.itertuples(index=False, name=None)
            rows = rows[[key in absent for key in keys]]
        found.update(piece.start + position for position in rows.index)
    return found


Outside = Callable[[Table, pd.DataFrame], Any]


def _outside(table: Table, names: list[str], others: Table, theirs: list[str]) -> Outside:
    """Return what tells which rows of a piece hold nothing that a row of another sheet holds."""
    if others.folder is None:
        frame = others.frame[theirs]
        return lambda _piece, rows: ~_among(rows, frame)
    own, known = Marks(others.folder), Marks(others.folder)
    for marks, sheet, attributes in ((own, table, names), (known, others, theirs)):
        for piece in sheet.pieces():
            marks.add(piece.marks(attributes))
    missing = own.missing_in(known)
    return lambda piece, rows: np.isin(rows.index + piece.start, missing)


def _among(rows: pd.DataFrame, others: pd.DataFrame) -> Any:
    """Return which rows hold what one of the others holds, column by column."""
    if len(rows.columns) == 1:  # no tuple is made of a million codes
        return rows.iloc[:, 0].isin(others.iloc[:, 0])
    known = set(others.itertuples(index=False, name=None))
    return np.array([key in known for key in rows.itertuples(index=False, name=None)], bool)
