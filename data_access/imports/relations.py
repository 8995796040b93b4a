"""Rules between rows: keys are unique, and what a row refers to exists."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from data_access.imports.import_findings import ImportFinding
from data_access.imports.lookalikes import near_code
from data_access.imports.reports import told
from data_access.imports.sheet_checking import Table
from data_access.imports.sheet_description import Reference, Template
from data_access.imports.stored import Key, known_keys
from data_access.language import Text
from data_access.viewer import Viewer

MOST_NEAR = 50  # codes that a stored one is looked for; each costs a look at all of them


def check_keys(tables: dict[str, Table]) -> Iterator[ImportFinding]:
    """Report keys that stand twice in one call: which row is right cannot be known."""
    for table in tables.values():
        names = [column.attribute for column in table.template.key]
        rows = table.frame[table.whole(names)]
        if not rows.duplicated(names).any():
            continue
        first: dict[Key, int] = {}
        for position, key in zip(rows.index, rows[names].itertuples(index=False), strict=True):
            earlier = first.setdefault(tuple(key), position)
            if earlier == position:
                continue
            yield table.finding(
                position,
                names[-1],
                "clave_repetida",
                Text(
                    "La clave ya está en la fila {row} de la hoja {sheet} ({file}): deje una sola.",
                    row=str(rows.at[earlier, "_row"]),
                    sheet=rows.at[earlier, "_sheet"],
                    file=rows.at[earlier, "_file"],
                ),
            )


def check_references(
    connection: Connection,
    tables: dict[str, Table],
    templates: dict[str, Template],
    viewer: Viewer,
) -> Iterator[ImportFinding]:
    """Report rows that refer to one neither in this call nor stored.

    A stored code that looks like one is named to whom it may be told.
    """
    near: dict[tuple[Reference, object], Text] = {}

    def known(reference: Reference) -> Template | None:
        parent = templates.get(reference.template)
        named = len(near) < MOST_NEAR and parent is not None and told(viewer, parent)
        return parent if named else None

    for table in tables.values():
        missing = {
            reference: _missing(connection, table, reference, tables, templates)
            for reference in table.template.references
        }
        for reference, rows in missing.items():
            # A pair whose first part is missing too has its own finding for that part.
            shorter = [
                positions
                for other, positions in missing.items()
                if set(other.columns) < set(reference.columns)
            ]
            for position in sorted(rows.difference(*shorter)):
                attribute = table.template.column(reference.columns[-1]).attribute
                code = str(table.frame.at[position, attribute])
                if (reference, code) not in near:
                    near[reference, code] = _orphan(connection, reference, code, known(reference))
                yield table.finding(position, attribute, "huerfano", near[reference, code])


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
) -> set[int]:
    """Return the positions of the rows whose reference is not found."""
    names = [table.template.column(name).attribute for name in reference.columns]
    rows = table.frame[table.whole(names)]
    named = rows[names].notna() & (rows[names] != "")
    rows = rows[named.all(axis=1)]
    keys = list(rows[names].itertuples(index=False, name=None))
    absent = set(keys)
    parent = templates.get(reference.template)
    if parent is not None:
        others = reference.attributes(parent)
        if parent.name in tables:
            absent -= _in_sheet(tables[parent.name], others)
        absent -= known_keys(connection, parent, sorted(absent), others)
    return {position for position, key in zip(rows.index, keys, strict=True) if key in absent}


def _in_sheet(table: Table, names: list[str]) -> set[Key]:
    """Return what all rows of a sheet hold, even those with errors in other cells.

    A row is not reported for the errors of another.
    """
    return set(table.frame[names].itertuples(index=False, name=None))
