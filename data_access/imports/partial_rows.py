"""Rows that say less than what is stored: a column left out keeps it, an empty cell clears it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access.imports import score_sheet_versions
from data_access.imports.changes import Change
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reports import told
from data_access.imports.sheet_description import Template
from data_access.imports.sight import sight_of
from data_access.imports.stored import Key, attributes_of, is_empty
from data_access.language import Text, say
from data_access.viewer import Viewer

UNKNOWN = "NR"
PIECE = 10_000  # rows whose stored ones are held at once
SHORTEST = 3  # values that a sentence names
Values = dict[str, Any]


def complete(
    connection: Connection, tables: Mapping[str, Table], viewer: Viewer, waited: bool = False
) -> Iterator[Text]:
    """Fill in what is stored where a row's sheet says nothing; yield a notice for each sheet.

    Whoever may not be told what is stored of people cannot clear it either: a warning that names
    it would tell, and one that does not could not be judged. Nor does whoever approves a batch
    that `waited`: its author was told that empty cells leave what is stored.
    """
    for table in tables.values():
        template = table.template
        keeps_blanks = not told(viewer, template) or (waited and template.about_people)
        # A sheet that is first brought in finds nothing.
        first = is_empty(connection, template) and not sight_of(viewer).hides(template)
        if first and not keeps_blanks:
            continue
        absent, blank = _silent(table, keeps_blanks)
        if not absent and not blank:
            continue
        if blank - absent:
            yield Text(
                "Hoja {sheet}: las celdas vacías dejan lo guardado como está; para borrar un dato, "
                "pídalo al equipo de seguimiento.",
                sheet=template.name,
            )
        for piece in () if first else table.pieces():
            cells = _filled_in(connection, piece, viewer, absent, blank)
            for name in cells:
                piece.frame[name] = cells[name]
            table.replace(piece)


def _silent(table: Table, keeps_blanks: bool) -> tuple[set[str], set[str]]:
    """Return what some sheet has no column for, and what an empty cell says nothing of."""
    optional = {c.attribute for c in table.template.columns if not c.key}
    absent, blank, bad = set[str](), set[str](), set[str]()
    for piece in table.pieces():
        absent |= frozenset().union(*piece.frame["_absent"].unique()) & optional
        if keeps_blanks:
            blank |= {name for name in optional if piece.frame[name].isna().any()}
        bad |= {name for _position, name in piece.bad}
    return absent, blank - bad


def _filled_in(
    connection: Connection,
    table: Table,
    viewer: Viewer,
    absent: Collection[str],
    blank: Collection[str],
) -> dict[str, np.ndarray]:
    """Return the columns with what is stored where a row says nothing of it."""
    template, frame = table.template, table.frame
    columns = {name: frame[name].to_numpy(object, copy=True) for name in sorted({*absent, *blank})}
    # Not all that is stored is held.
    piece = len(frame) if template.versioned else PIECE
    for start in range(0, len(frame), piece):
        part = frame.iloc[start : start + piece]
        stored = _stored(connection, template, part, viewer)
        rows = zip(_keys(template, part), part["_absent"], strict=True)
        for at, (key, gone) in enumerate(rows, start) if stored else ():
            if key not in stored:
                continue
            for name, cells in columns.items():
                if name in gone or (name in blank and cells[at] is None):
                    cells[at] = stored[key][name]
    return columns


def _keys(template: Template, frame: pd.DataFrame) -> list[Key]:
    return list(frame[attributes_of(template)].itertuples(index=False, name=None))


def _stored(
    connection: Connection, template: Template, frame: pd.DataFrame, viewer: Viewer
) -> dict[Key, Mapping[str, Any]]:
    """Return the stored rows under the keys of some, as far as the reader may be told of them."""
    names = attributes_of(template)
    keys = {key: None for key in _keys(template, frame) if None not in key}
    rows = score_sheet_versions.in_force if template.versioned else sight_of(viewer).rows_with_keys
    return {
        tuple(row._mapping[name] for name in names): dict(row._mapping)
        for row in rows(connection, template, keys)
    }


def emptied(
    tables: Mapping[str, Table], changes: Iterable[Change], viewer: Viewer
) -> Iterator[ImportFinding]:
    """Report each column of a sheet in which empty cells, or NR, would take stored values away."""
    for change in changes:
        table = tables[change.template.name]
        lost: dict[str, _Lost] = {}
        unknown: dict[str, _Lost] = {}
        for values, before in change.changed:
            for column in change.template.columns:
                name = column.attribute
                own, stored = values[name], before[name]
                if own == stored or stored in (None, ""):
                    continue
                if own in (None, "") and not column.key:
                    lost.setdefault(name, _Lost(values)).add(stored)
                elif own == UNKNOWN and UNKNOWN in (column.codes or {}):
                    unknown.setdefault(name, _Lost(values)).add(stored)
        for name, found in unknown.items() if told(viewer, change.template) else ():
            position = _position(table, found.first)
            yield table.finding(position, name, "valor_por_nr", _known(found.count), error=False)
        for name, found in lost.items():
            position = _position(table, found.first)
            more = ", …" if len(found.said) > SHORTEST else ""
            text = Text(
                "La celda vacía borra {count} valor guardado ({said}). Confírmelo, o llene la "
                "celda o quite la columna para dejarlo como está.",
                "Las celdas vacías borran {count} valores guardados ({said}). Confírmelo, o llene "
                "las celdas o quite la columna para dejarlos como están.",
                found.count,
                said=", ".join(found.said[:SHORTEST]) + more,
            )
            yield table.finding(position, name, "valor_borrado", text, error=False)


@dataclass
class _Lost:
    """Stored values of a column that would go: the first such row, how many, some of them."""

    first: Values
    count: int = 0
    said: list[str] = field(default_factory=list)

    def add(self, stored: Any) -> None:
        self.count += 1
        if len(self.said) <= SHORTEST and (said := say(stored, "es")) not in self.said:
            self.said.append(said)


def _known(count: int) -> Text:
    return Text(
        "NR reemplaza {count} valor que ya se conoce. Confírmelo, o quite la columna para dejarlo "
        "como está.",
        "NR reemplaza {count} valores que ya se conocen. Confírmelo, o quite la columna para "
        "dejarlos como están.",
        count,
    )


def _position(table: Table, values: Values) -> int:
    key = tuple(values[name] for name in attributes_of(table.template))
    return next(
        piece.start + position
        for piece in table.pieces()
        for position, own in enumerate(_keys(table.template, piece.frame))
        if own == key
    )
