"""Rows that say less than what is stored: a column left out keeps it, an empty cell clears it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from data_access.imports import score_sheet_versions
from data_access.imports.changes import Change
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reports import told
from data_access.imports.sheet_checking import Table
from data_access.imports.stored import Key, attributes_of, rows_with_keys
from data_access.language import Text, say
from data_access.viewer import Viewer

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
        template, frame = table.template, table.frame
        keeps_blanks = not told(viewer, template) or (waited and template.about_people)
        optional = [c.attribute for c in template.columns if not c.key]
        absent = frozenset().union(*frame["_absent"].unique()) & set(optional)
        blank = {n for n in optional if keeps_blanks and frame[n].isna().any()}
        blank -= {name for _position, name in table.bad}
        if not absent and not blank:
            continue
        stored = _stored(connection, table)
        if blank - absent:
            yield Text(
                "Hoja {sheet}: las celdas vacías dejan lo guardado como está; para borrar un dato, "
                "pídalo al equipo de seguimiento.",
                sheet=template.name,
            )
        for name in sorted(absent | blank):
            frame[name] = [
                stored[key][name]
                if key in stored and (name in gone or (name in blank and cell is None))
                else cell
                for key, gone, cell in zip(_keys(table), frame["_absent"], frame[name], strict=True)
            ]
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)


def _keys(table: Table) -> list[Key]:
    return list(table.frame[attributes_of(table.template)].itertuples(index=False, name=None))


def _stored(connection: Connection, table: Table) -> dict[Key, Mapping[str, Any]]:
    """Return the stored rows under a table's keys."""
    template, names = table.template, attributes_of(table.template)
    keys = {key: None for key in _keys(table) if None not in key}
    rows = score_sheet_versions.in_force if template.versioned else rows_with_keys
    return {
        tuple(row._mapping[name] for name in names): dict(row._mapping)
        for row in rows(connection, template, keys)
    }


def emptied(tables: Mapping[str, Table], changes: Iterable[Change]) -> Iterator[ImportFinding]:
    """Report each column of a sheet in which empty cells would clear stored values."""
    for change in changes:
        table = tables[change.template.name]
        for column in change.template.columns:
            name = column.attribute
            lost = [
                (values, before[name])
                for values, before in change.changed
                if values[name] in (None, "") and before[name] not in (None, "")
            ]
            if not lost or column.key:
                continue
            position = _position(table, lost[0][0])
            said = list(dict.fromkeys(say(value, "es") for _values, value in lost))
            text = Text(
                "La celda vacía borra {count} valor guardado ({said}). Confírmelo, o llene la "
                "celda o quite la columna para dejarlo como está.",
                "Las celdas vacías borran {count} valores guardados ({said}). Confírmelo, o llene "
                "las celdas o quite la columna para dejarlos como están.",
                len(lost),
                said=", ".join(said[:SHORTEST]) + (", …" if len(said) > SHORTEST else ""),
            )
            yield table.finding(position, name, "valor_borrado", text, error=False)


def _position(table: Table, values: Values) -> int:
    key = tuple(values[name] for name in attributes_of(table.template))
    return next(
        int(position)
        for position, own in zip(table.frame.index, _keys(table), strict=True)
        if own == key
    )
