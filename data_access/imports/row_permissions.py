"""Permissions on rows: a leader brings in only those about the own place.

How the place of a row is found stands beside the columns of its sheet (`Template.place`). A row may
change hands in no direction: neither what comes in nor what it would replace may be of a place that
is not the reader's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_description import ByReference, InColumn, Template
from data_access.imports.sight import EVERYTHING, Sight, sight_of
from data_access.imports.stored import Key, attributes_of, table_of
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.refusal import Forbidden
from data_access.viewer import Viewer, brings_any_data, brings_data, brings_data_of

FOREIGN_ROW, FOREIGN_SHEET, NO_PLACE = "fila_ajena", "hoja_ajena", "fila_sin_lugar"


def require_bringer(viewer: Viewer) -> None:
    """Raise Forbidden if the reader brings in no data at all."""
    if not brings_data(viewer):
        raise Forbidden(Text("Usted no tiene permiso para cargar datos."))


def sheets_for(viewer: Viewer) -> list[Template]:
    """Return the sheets that a reader may bring in, parents first."""
    known = templates().values() if brings_data(viewer) else ()
    return [t for t in known if t.has_place or brings_any_data(viewer)]


def check_places(
    connection: Connection,
    tables: dict[str, Table],
    viewer: Viewer,
    found: Collection[ImportFinding],
) -> Iterator[ImportFinding]:
    """Report the rows that a leader may not bring in; `found` are the findings so far.

    Texts never name the place of a stored row: that would disclose where somebody lives. What is
    stored of people elsewhere is not seen at all: rows that would touch it are held, not refused.
    """
    if brings_any_data(viewer):
        return
    blamed = {(f.file, f.sheet, f.row) for f in found if f.error}
    sight = sight_of(viewer)
    places = _Places(connection, tables, sight)
    for table in tables.values():
        if not table.template.has_place:
            yield from _foreign_sheet(table)
            continue
        at = attributes_of_place(table.template)[-1]
        key = attributes_of(table.template)
        before = places.stored(table.template, _keys(table, key))
        rows = zip(places.of_rows(table), _keys(table, key), strict=True)
        above = parent_of(table.template) if _by_reference(table.template) else None
        # A row of somebody unseen has no place that may be told: it is held.
        seen = above is None or not sight.hides(above)
        whole = table.whole(attributes_of_place(table.template)) & seen
        for position, (place, own) in enumerate(rows):
            if place is not None and not brings_data_of(viewer, place):
                text = Text(
                    "La fila es de otro lugar: usted carga solo datos del suyo. Quítela o pida al "
                    "equipo de seguimiento que la cargue."
                )
                yield table.finding(position, at, FOREIGN_ROW, text)
            elif own in before and not _may(viewer, before[own]):
                text = Text(
                    "Esta clave ya está guardada para otro lugar: corrija el código o pida el "
                    "cambio al equipo de seguimiento."
                )
                yield table.finding(position, key[-1], FOREIGN_ROW, text)
            elif place is None and whole[position] and not _blamed(table, position, blamed):
                text = Text("No se sabe de qué lugar es la fila: llene esta celda.")
                yield table.finding(position, at, NO_PLACE, text)


def of_other_places(
    connection: Connection, template: Template, keys: Iterable[Key], viewer: Viewer
) -> bool:
    """Return whether a stored row under these keys is about a place that is not the reader's."""
    if brings_any_data(viewer):
        return False
    if not template.has_place:
        return any(True for _ in keys)
    found = _Places(connection, {}, EVERYTHING).stored(template, keys)
    return any(not _may(viewer, place) for place in found.values())


def cantons_of_rows(connection: Connection, tables: dict[str, Table]) -> set[str]:
    """Return the places that the rows of a call are about, as far as they have one."""
    places = _Places(connection, tables, EVERYTHING)
    found = (places.of_rows(one) for one in tables.values() if one.template.has_place)
    return {place for of_table in found for place in of_table if place is not None}


def keys_of_batch(connection: Connection, template: Template, batch: int) -> list[Key]:
    """Return the keys of the rows that a batch wrote last."""
    table = table_of(template)
    own = select(*(table.c[name] for name in attributes_of(template)))
    return [tuple(row) for row in connection.execute(own.where(table.c.import_batch_id == batch))]


def attributes_of_place(template: Template) -> list[str]:
    """Return the attributes that say to which place a row belongs, of a sheet that has one."""
    place = template.place
    assert isinstance(place, InColumn | ByReference)
    names = place.columns if isinstance(place, ByReference) else (place.name,)
    return [template.column(name).attribute for name in names]


def parent_of(template: Template) -> Template:
    """Return the sheet whose rows know the place of this one's, where that is by reference."""
    assert isinstance(template.place, ByReference)
    for reference in template.references:
        if reference.columns == template.place.columns:
            return templates()[reference.template]
    raise KeyError(f"{template.name} refers to nothing by {template.place.columns}")


def _by_reference(template: Template) -> bool:
    return isinstance(template.place, ByReference)


def _may(viewer: Viewer, place: str | None) -> bool:
    return place is not None and brings_data_of(viewer, place)


def _blamed(table: Table, position: int, blamed: set[Any]) -> bool:
    file, sheet, row = (table.frame.at[position, name] for name in ("_file", "_sheet", "_row"))
    return (file, sheet, row) in blamed


def _keys(table: Table, attributes: list[str]) -> list[Key]:
    return list(table.frame[attributes].itertuples(index=False, name=None))


def _foreign_sheet(table: Table) -> Iterator[ImportFinding]:
    """Yield one finding for each sheet of a file, however many rows it has."""
    sheets = table.frame[["_file", "_sheet"]].drop_duplicates()
    for file, sheet in sheets.itertuples(index=False, name=None):
        text = Text(
            "La hoja es de todo el programa y la carga el equipo de seguimiento: quítela del libro."
        )
        yield ImportFinding(file, sheet, None, None, None, FOREIGN_SHEET, text)


class _Places:
    """The places of rows, of a call and stored; None where a place cannot be known."""

    def __init__(self, connection: Connection, tables: dict[str, Table], sight: Sight) -> None:
        self.connection = connection
        self.tables = tables
        self.sight = sight

    def of_rows(self, table: Table) -> list[str | None]:
        """Return the place of each row of a call."""
        keys = _keys(table, attributes_of_place(table.template))
        if isinstance(table.template.place, InColumn):
            return [place for (place,) in keys]
        above = self.of_keys(parent_of(table.template), keys)
        return [above.get(key) for key in keys]

    def of_keys(self, template: Template, keys: Iterable[Key]) -> dict[Key, str | None]:
        """Return the places of some rows, as they would be after the call."""
        if not template.has_place:
            return {}
        found = self.stored(template, keys)
        if template.name in self.tables:
            table = self.tables[template.name]
            own = _keys(table, attributes_of(template))
            places = zip(own, self.of_rows(table), strict=True)
            found |= {key: place for key, place in places if place is not None}
        return found

    def stored(self, template: Template, keys: Iterable[Key]) -> dict[Key, str | None]:
        """Return the places of the stored rows under some keys."""
        complete = sorted({key for key in keys if None not in key})
        names, at = attributes_of(template), attributes_of_place(template)
        rows = {
            tuple(row._mapping[name] for name in names): tuple(row._mapping[name] for name in at)
            for row in self.sight.rows_with_keys(self.connection, template, complete)
        }
        if isinstance(template.place, InColumn):
            return {key: place for key, (place,) in rows.items()}
        parent = parent_of(template)
        above = self.stored(parent, rows.values()) if parent.has_place else {}
        return {key: above.get(place) for key, place in rows.items()}
