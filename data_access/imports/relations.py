"""Rules between rows: keys stand once, and what a row refers to exists."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection

from data_access.imports.checking import Table
from data_access.imports.findings import Finding
from data_access.imports.stored import Key, known_keys
from data_access.imports.templates import Reference, Template
from data_access.language import Text


def check_keys(tables: dict[str, Table]) -> Iterator[Finding]:
    """A key that stands twice in one call: which row is right cannot be told."""
    for table in tables.values():
        names = [column.attribute for column in table.template.key]
        rows = table.frame[table.whole(names)]
        for position in rows.index[rows.duplicated(names)]:
            first = rows[(rows[names] == rows.loc[position, names]).all(axis=1)].iloc[0]
            yield table.finding(
                int(position),
                names[-1] if len(names) > 1 else names[0],
                "clave_repetida",
                Text(
                    "La clave ya está en la fila {row} de la hoja {sheet} ({file}): deje una sola.",
                    row=str(first["_row"]),
                    sheet=first["_sheet"],
                    file=first["_file"],
                ),
            )


def check_references(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Iterator[Finding]:
    """A row that refers to one neither in this call nor stored."""
    for table in tables.values():
        for reference in table.template.references:
            yield from _orphans(connection, table, reference, tables, templates)


def _orphans(
    connection: Connection,
    table: Table,
    reference: Reference,
    tables: dict[str, Table],
    templates: dict[str, Template],
) -> Iterator[Finding]:
    names = [table.template.column(name).attribute for name in reference.columns]
    rows = table.frame[table.whole(names)]
    rows = rows[rows[names].notna().all(axis=1)]
    keys = pd.Series(list(rows[names].itertuples(index=False, name=None)), rows.index, dtype=object)
    missing = set(keys)
    parent = templates.get(reference.template)
    if parent is not None:
        if parent.name in tables:
            missing -= _keys_in(tables[parent.name])
        missing -= known_keys(connection, parent, sorted(missing))
    # A pair whose first part is missing too has its own finding for that part.
    for position, key in keys[keys.isin(missing)].items():
        if len(names) > 1 and _parent_missing(connection, table, key, reference, tables, templates):
            continue
        yield table.finding(
            int(str(position)),
            names[-1],
            "huerfano",
            Text(
                "No existe en la hoja {sheet} ni entre lo guardado: agréguelo allí o corrija el "
                "código.",
                sheet=reference.template,
            ),
        )


def _parent_missing(
    connection: Connection,
    table: Table,
    key: Key,
    reference: Reference,
    tables: dict[str, Table],
    templates: dict[str, Template],
) -> bool:
    """Whether a shorter reference of the same row is missing already."""
    for other in table.template.references:
        if len(other.columns) >= len(reference.columns) or other.template not in templates:
            continue
        if set(other.columns) <= set(reference.columns):
            part = tuple(key[reference.columns.index(name)] for name in other.columns)
            parent = templates[other.template]
            in_call = parent.name in tables and part in _keys_in(tables[parent.name])
            if not in_call and not known_keys(connection, parent, [part]):
                return True
    return False


def _keys_in(table: Table) -> set[Key]:
    """Keys of all rows of a sheet, right or wrong in other cells: no row is blamed for another."""
    names = [column.attribute for column in table.template.key]
    return set(table.frame[names].itertuples(index=False, name=None))
