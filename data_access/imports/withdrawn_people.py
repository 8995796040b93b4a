"""Rows of people who withdrew their consent: nothing comes back without a consent of a later day.

Leaders are told nothing of it here (METHODS §6, rule 10): their rows about people wait, and whoever
approves them reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select, update

from data_access.imports.changes import Change
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_description import PERSON_CODES
from data_access.imports.stored import chunks
from data_access.language import Text
from data_access.tables import Person
from data_access.viewer import Viewer, brings_any_data

RULE = "consentimiento_retirado"
CONSENT = "consent_date"


def check_withdrawn(
    connection: Connection, tables: dict[str, Table], viewer: Viewer
) -> Iterator[ImportFinding]:
    """Report the rows about people who withdrew, unless this call brings a later consent."""
    if not brings_any_data(viewer):
        return
    withdrawn = _withdrawn(connection)
    if not withdrawn:
        return
    again = set(_consented_again(tables, withdrawn))
    for table in tables.values():
        codes_of = _codes_of(table)
        for piece in table.pieces() if codes_of else ():
            for attribute in codes_of:
                for position, code in enumerate(piece.frame[attribute].array):
                    if code in withdrawn and code not in again:
                        text = Text(
                            "Esta persona retiró su consentimiento el {day}: quite la fila, o "
                            "traiga en «personas» un consentimiento posterior.",
                            day=withdrawn[code],
                        )
                        yield piece.finding(position, attribute, RULE, text)


def consented_again(connection: Connection, changes: Iterable[Change]) -> None:
    """Count again whoever consented on a later day than that of the withdrawal, as it was stored.

    What was checked is stored as it is; of a leader's batch that was approved a monitor read it.
    """
    for change in changes:
        if change.template.model is not Person:
            continue
        codes = (str(code) for rows in change.changed_rows() for code in rows.column("code"))
        for piece in chunks(codes):
            later = Person.consent_date > Person.withdrawn_on
            own = update(Person).where(Person.code.in_(piece), later)
            connection.execute(own.values(withdrawn_on=None))


def _withdrawn(connection: Connection) -> dict[str, dt.date]:
    query = select(Person.code, Person.withdrawn_on).where(Person.withdrawn_on.is_not(None))
    return {code: day for code, day in connection.execute(query) if day is not None}


def _consented_again(tables: dict[str, Table], withdrawn: dict[str, dt.date]) -> Iterator[str]:
    for table in tables.values():
        for piece in table.pieces() if table.template.model is Person else ():
            rows = zip(piece.frame["code"].array, piece.frame[CONSENT].array, strict=True)
            for code, day in rows:
                if code in withdrawn and day is not None and day > withdrawn[code]:
                    yield code


def _codes_of(table: Table) -> list[str]:
    """Return the attributes of a sheet that hold people's codes."""
    codes = [c for c in table.template.columns if c.name in PERSON_CODES[:2]]
    return [column.attribute for column in codes]
