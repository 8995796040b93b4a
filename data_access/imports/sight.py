"""What is stored, as far as whoever brings rows in may be told of it (METHODS §6, rule 10).

To a leader, what is stored of people is that of the people registered in the own place, and what
the own office brought of others, which is held until a monitor decides. So a person who is stored
elsewhere, who withdrew or who is not stored at all reads alike, whatever a check compares with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, true
from sqlalchemy.engine import result_tuple

from data_access import territory
from data_access.imports import stored
from data_access.imports.people_sheets import PERSONS, of_people, references_to_people
from data_access.imports.portable import restored
from data_access.imports.sheet_description import Template
from data_access.imports.stored import Key, attributes_of, chunks, table_of
from data_access.tables import HeldRow, Person
from data_access.viewer import LEADER, Grant, Viewer, brings_any_data, brings_data_of


@dataclass(frozen=True)
class Sight:
    """What somebody sees of what is stored of people: that of some cantons; None for all."""

    cantons: frozenset[str] | None = None

    def hides(self, template: Template) -> bool:
        """Return whether some of what is stored in a sheet may be hidden."""
        return self.cantons is not None and of_people(template)

    def condition(self, template: Template) -> ColumnElement[bool]:
        """Return which stored rows of a sheet are seen; the rows that are held come besides."""
        if not self.hides(template):
            return true()
        table = table_of(template)
        if template.model is Person:
            here = table.c.canton_code.in_(sorted(self.cantons or ()))
            return and_(here, table.c.withdrawn_on.is_(None))
        return and_(
            *(
                or_(own.is_(None), own == "", own.in_(self._codes(parent)))
                for own, parent in _owners(template)
            )
        )

    def _codes(self, template: Template) -> Any:
        (code,) = attributes_of(template)
        return select(table_of(template).c[code]).where(self.condition(template))

    def rows_with_keys(
        self,
        connection: Connection,
        template: Template,
        keys: Collection[Key],
        attributes: Sequence[str] = (),
    ) -> Iterator[Row[Any]]:
        """Yield the rows under the given keys, or values of other `attributes`."""
        held = self.held(connection, template, keys, attributes)
        seen = self.condition(template)
        own = attributes_of(template)
        for row in stored.rows_with_keys(connection, template, keys, attributes, seen):
            if held:
                held.pop(tuple(row._mapping[name] for name in own), None)
            yield row
        yield from held.values()

    def known_keys(
        self,
        connection: Connection,
        template: Template,
        keys: Collection[Key],
        attributes: Sequence[str] = (),
    ) -> set[Key]:
        """Return those of the keys, or values of other `attributes`, under which a row is seen."""
        seen = self.condition(template)
        found = stored.known_keys(connection, template, keys, attributes, seen)
        names = attributes or attributes_of(template)
        held = self.held(connection, template, keys, attributes)
        return found | {tuple(row._mapping[name] for name in names) for row in held.values()}

    def columns(
        self,
        connection: Connection,
        template: Template,
        names: Sequence[str],
        attribute: str,
        values: Sequence[str],
    ) -> Iterator[tuple[Any, ...]]:
        """Yield some columns of the rows with one of the values in an attribute."""
        table, seen = table_of(template), self.condition(template)
        # Held rows first: of two rows under one key the later one counts.
        held = self.held(connection, template, [(value,) for value in values], [attribute])
        yield from (tuple(row._mapping[name] for name in names) for row in held.values())
        query = select(*(table.c[name] for name in names)).where(seen)
        for piece in chunks(values):
            yield from map(tuple, connection.execute(query.where(table.c[attribute].in_(piece))))

    def held(
        self,
        connection: Connection,
        template: Template,
        keys: Collection[Key],
        attributes: Sequence[str] = (),
    ) -> dict[Key, Row[Any]]:
        """Return the held rows under the given keys that are seen, each as its newest batch said.

        A row of people whose move or consent was taken stands among what is stored.
        """
        if not self.hides(template):
            return {}
        own, table = attributes_of(template), table_of(template)
        query = select(HeldRow.batch_id, HeldRow.row_key, HeldRow.content).order_by(HeldRow.id)
        query = query.where(HeldRow.sheet == template.name)
        if template.name == PERSONS:
            query = query.where(HeldRow.state != "taken")
        newest = {
            tuple(key[name] for name in own): {**content, "import_batch_id": batch}
            for batch, key, content in connection.execute(query)
        }
        row = result_tuple([column.name for column in table.c])
        columns = {
            column.name: restored(column, [held.get(column.name) for held in newest.values()])
            for column in table.c
        }
        every = [row(cells) for cells in zip(*columns.values(), strict=True)] if newest else []
        names, wanted = attributes or own, set(keys)
        found = [one for one in every if tuple(one._mapping[name] for name in names) in wanted]
        kept = found and self._seen(connection, template, found)
        return {tuple(one._mapping[name] for name in own): one for one in kept}

    def _seen(
        self, connection: Connection, template: Template, rows: list[Row[Any]]
    ) -> list[Row[Any]]:
        """Return those held rows whose people are seen: of personas, those said to live here."""
        if template.name == PERSONS:
            return [row for row in rows if row._mapping["canton_code"] in (self.cantons or ())]
        for own, parent in _owners(template):
            codes = {row._mapping[own.name] for row in rows} - {None, ""}
            known = self.known_keys(connection, parent, sorted((code,) for code in codes))
            rows = [
                row
                for row in rows
                if row._mapping[own.name] in (None, "") or (row._mapping[own.name],) in known
            ]
        return rows


EVERYTHING = Sight()


def sight_of(viewer: Viewer) -> Sight:
    """Return what a reader who brings rows in sees of what is stored."""
    if brings_any_data(viewer):
        return EVERYTHING
    cantons = territory.cantons_of(territory.COUNTRY)
    return Sight(frozenset(canton for canton in cantons if brings_data_of(viewer, canton)))


def sight_of_office(office: str) -> Sight:
    """Return what the leaders of some places, joined by a comma, see of what is stored."""
    return sight_of(Viewer(frozenset(Grant(LEADER, place) for place in office.split(","))))


def _owners(template: Template) -> Iterable[tuple[Any, Template]]:
    """Yield each column that names whom or what of people a row belongs to, with its sheet."""
    for reference, parent in references_to_people(template):
        (name,) = reference.columns
        yield table_of(template).c[template.column(name).attribute], parent
