"""Rows of leaders about people who are not theirs: held until a monitor decides (METHODS §6).

They are taken out of a batch when a monitor approves it. Its leader is not told which they are, so
that nobody learns from a file whether a person is stored elsewhere or withdrew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from data_access import lists
from data_access.imports import stored
from data_access.imports.checked_rows import Table
from data_access.imports.people_sheets import PERSONS, of_people, references_to_people
from data_access.imports.portable import portable
from data_access.imports.sheet_description import Reference, Template
from data_access.imports.sight import Sight
from data_access.imports.stored import Key, attributes_of, rows_with_keys
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.tables import HeldRow, ImportBatch, Person

OPEN, TAKEN, DECLINED = lists.HELD_STATE
RESIDENCE, CONSENT, UNKNOWN, ELSEWHERE, WITH = lists.HELD
Reasons = dict[int, str]  # by position


@dataclass(frozen=True)
class Held:
    """A row that is put aside: of which sheet, what it says, and why."""

    sheet: str
    key: dict[str, Any]
    content: dict[str, Any]
    reason: str


def sort_out(connection: Connection, tables: dict[str, Table], sight: Sight) -> list[Held]:
    """Take the rows that a monitor has to decide about out of a call; return them.

    `tables` come parents first; `sight` is that of the leader who brought them.
    """
    sorter = _Sorter(connection, tables, sight)
    held = []
    for name, table in list(tables.items()):
        reasons = sorter.reasons(table)
        if not reasons:
            continue
        sorter.gone[name] = table.only(reasons)
        held += [_held(table, position, reason) for position, reason in sorted(reasons.items())]
        tables[name] = table.only(set(table.frame.index) - set(reasons))
        if tables[name].frame.empty:
            del tables[name]
    return held


def told(held: Iterable[Held]) -> list[Text]:
    """Return a sentence for each reason why rows are put aside."""
    counted = Counter(one.reason for one in held)
    return [
        Text(
            "Queda apartada {count} fila por decidir: {reason}.",
            "Quedan apartadas {count} filas por decidir: {reason}.",
            counted[reason],
            reason=title,
        )
        for reason, title in lists.HELD.items()
        if counted[reason]
    ]


def keep(connection: Connection, batch: int, held: list[Held]) -> None:
    """Keep rows of an approved batch aside; what its office brought just so before is kept once."""
    office = select(ImportBatch.office).where(ImportBatch.id == batch).scalar_subquery()
    earlier = (
        select(HeldRow.sheet, HeldRow.content)
        .join(ImportBatch, ImportBatch.id == HeldRow.batch_id)
        .where(ImportBatch.office == office)
    )
    known = {(sheet, _frozen(content)) for sheet, content in connection.execute(earlier)}
    rows = [
        {
            "batch_id": batch,
            "sheet": one.sheet,
            "row_key": one.key,
            "content": one.content,
            "reason": one.reason,
            "state": OPEN,
        }
        for one in held
        if (one.sheet, _frozen(one.content)) not in known
    ]
    if rows:
        connection.execute(insert(HeldRow), rows)
    # Among those that are the same, nothing being stored of them: how many rows a batch has is told
    # to its leader, here and in `quality.offices`.
    own = update(ImportBatch).where(ImportBatch.id == batch)
    same = ImportBatch.rows_same + len(held)
    connection.execute(own.values(rows_held=len(held), rows_same=same))


def drop(connection: Connection, batch: int) -> None:
    """Forget what is held of a batch that is undone."""
    connection.execute(delete(HeldRow).where(HeldRow.batch_id == batch))


class _Sorter:
    """The rows of a call that were put aside so far, and why others have to be."""

    def __init__(self, connection: Connection, tables: dict[str, Table], sight: Sight) -> None:
        self.connection, self.tables, self.sight = connection, tables, sight
        self.gone: dict[str, Table] = {}
        self.templates = templates()

    def reasons(self, table: Table) -> Reasons:
        """Return which rows of a sheet have to be put aside."""
        template = table.template
        found: Reasons = {}
        if template.model is Person:
            return self._persons(table)
        people = dict(references_to_people(template))
        for reference in template.references:
            parent = self.templates[reference.template]
            if reference in people:
                own = self._of_people(table, reference, parent)
            else:
                own = self._without(table, reference, parent)
            found = own | found
        if of_people(template):
            found = self._taken_over(table) | found
        return found

    def _persons(self, table: Table) -> Reasons:
        """Return the people who are stored elsewhere, or who withdrew."""
        keys = _values(table, attributes_of(table.template))
        why = self._standing({key for key in keys if None not in key})
        rename = {ELSEWHERE: RESIDENCE}
        return {
            position: rename.get(why[key], why[key])
            for position, key in enumerate(keys)
            if key in why and why[key] != UNKNOWN
        }

    def _standing(self, keys: set[Key]) -> dict[Key, str]:
        """Return why the people of some codes are not the leader's; those who are, are left out."""
        persons = self.templates[PERSONS]
        why = dict.fromkeys(keys, UNKNOWN)
        for row in rows_with_keys(self.connection, persons, sorted(keys)):
            if row.withdrawn_on is not None:
                why[(row.code,)] = CONSENT
            elif row.canton_code not in (self.sight.cantons or ()):
                why[(row.code,)] = ELSEWHERE
            else:
                del why[(row.code,)]
        return why

    def _of_people(self, table: Table, reference: Reference, parent: Template) -> Reasons:
        """Return the rows about people, or offers of people, that are not the leader's."""
        names, others = _ends(table.template, reference, parent)
        keys = _values(table, names)
        asked = {key for key in keys if not {None, ""} & set(key)}
        asked -= self._among(self.tables, parent, others)
        gone = self._among(self.gone, parent, others)
        gone |= set(self.sight.held(self.connection, parent, asked, others))
        if parent.name == PERSONS:
            why = self._standing(asked)
        else:
            every = stored.known_keys(self.connection, parent, sorted(asked), others)
            seen = self.sight.condition(parent)
            own = stored.known_keys(self.connection, parent, sorted(asked), others, seen)
            why = {key: ELSEWHERE if key in every else UNKNOWN for key in asked - own}
        if not of_people(table.template):
            # Who gave a session may live anywhere, but has to be in the register and consent.
            known = gone & stored.known_keys(self.connection, parent, sorted(gone), others)
            why = {k: reason for k, reason in why.items() if k not in known or reason == CONSENT}
        return {
            position: WITH if key in gone else why[key]
            for position, key in enumerate(keys)
            if key in why
        }

    @staticmethod
    def _among(tables: dict[str, Table], parent: Template, names: list[str]) -> set[Key]:
        """Return what the rows of a sheet hold among some of the call's, or nothing without it."""
        return set(_values(tables[parent.name], names)) if parent.name in tables else set()

    def _without(self, table: Table, reference: Reference, parent: Template) -> Reasons:
        """Return the rows that refer to nothing but rows that are put aside."""
        if parent.name not in self.gone:
            return {}
        names, others = _ends(table.template, reference, parent)
        keys = _values(table, names)
        lost = self._among(self.gone, parent, others) & set(keys)
        lost -= self._among(self.tables, parent, others)
        lost -= stored.known_keys(self.connection, parent, sorted(lost), others)
        return {position: WITH for position, key in enumerate(keys) if key in lost}

    def _taken_over(self, table: Table) -> Reasons:
        """Return the rows that would change a stored one which the leader does not see."""
        template, seen = table.template, self.sight.condition(table.template)
        keys = _values(table, attributes_of(template))
        asked = sorted({key for key in keys if None not in key})
        every = stored.known_keys(self.connection, template, asked)
        hidden = every - stored.known_keys(self.connection, template, sorted(every), (), seen)
        return {position: ELSEWHERE for position, key in enumerate(keys) if key in hidden}


def _ends(
    template: Template, reference: Reference, parent: Template
) -> tuple[list[str], list[str]]:
    """Return the attributes at both ends of a reference."""
    names = [template.column(name).attribute for name in reference.columns]
    return names, reference.attributes(parent)


def _values(table: Table, attributes: list[str]) -> list[Key]:
    return list(table.frame[attributes].itertuples(index=False, name=None))


def _held(table: Table, position: int, reason: str) -> Held:
    names = [column.attribute for column in table.template.columns]
    content = {name: portable(table.frame[name].array[position]) for name in names}
    key = {name: content[name] for name in attributes_of(table.template)}
    return Held(table.template.name, key, content, reason)


def _frozen(content: dict[str, Any]) -> frozenset[tuple[str, Any]]:
    return frozenset(content.items())
