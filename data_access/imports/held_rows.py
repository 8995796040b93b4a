"""A monitor's word on the rows that were put aside: stored as part of their batch, or not.

A row about a person who is registered elsewhere is taken as a move of residence, one about somebody
who withdrew as a new consent; what its leader is told does not change with either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, Select, func, select, update

from data_access import clock, snapshot
from data_access.imports.checked_rows import Table
from data_access.imports.holding import CONSENT, DECLINED, OPEN, TAKEN
from data_access.imports.loading import store_held
from data_access.imports.people_sheets import PERSONS
from data_access.imports.portable import restored
from data_access.imports.sheet_description import PERSON_CODES
from data_access.imports.stored import table_of
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import HeldRow, ImportBatch, Person
from data_access.transaction import Transaction, transaction
from data_access.viewer import Viewer, publishes

MOST_SAID = 5  # reasons that are told at once


@dataclass(frozen=True)
class ToDecide:
    """A row that is put aside: where it came from, whom it is about, and what stands against it.

    `place` and `consent` are what the row says of a person, `stored_place` and `withdrawn_on` what
    is stored; None where there is nothing of it.
    """

    number: int
    batch: int
    author: str
    sheet: str
    person: str
    key: str
    reason: str
    place: str | None
    stored_place: str | None
    consent: dt.date | None
    withdrawn_on: dt.date | None


def to_decide(connection: Connection, viewer: Viewer, batch: int) -> list[ToDecide]:
    """Return the rows of a batch that nobody has decided about; none to whoever may not decide."""
    if not publishes(viewer):
        return []
    rows = connection.execute(_open().where(HeldRow.batch_id == batch)).all()
    codes = {_person(row.sheet, row.content) for row in rows}
    named = select(Person.code, Person.canton_code, Person.withdrawn_on)
    stored = {row.code: row for row in connection.execute(named.where(Person.code.in_(codes)))}
    return [_told(row, stored) for row in rows]


def undecided(connection: Connection, viewer: Viewer) -> dict[int, int]:
    """Return how many rows of each batch wait for a decision; none to whoever may not decide."""
    if not publishes(viewer):
        return {}
    counted = select(HeldRow.batch_id, func.count()).filter_by(state=OPEN)
    found = connection.execute(counted.group_by(HeldRow.batch_id))
    return {int(batch): int(rows) for batch, rows in found}


def take(engine: Engine, numbers: Collection[int], viewer: Viewer) -> None:
    """Store rows that were put aside: people move, or consent anew, and their rows count.

    Raise Forbidden if the viewer may not decide, and Refusal if somebody decided already, if a
    consent is not later than the withdrawal, or if the rows break a rule as things stand.
    """
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        rows = _rows(connection, numbers, viewer)
        _require_known(connection, rows)
        _require_later_consent(connection, rows)
        for (batch, author), own in groupby(rows, key=lambda row: (row.batch_id, row.author)):
            group = list(own)
            report = store_held(connection, _tables(group), batch, author, viewer)
            if report.errors:
                said = [finding.message for finding in report.errors[:MOST_SAID]]
                raise Refusal(Text("Estas filas no se pueden guardar:"), *said)
            connection.log("held_taken", batch=batch, author=author, rows=len(group))
        _require_consent(connection, rows)
        _decided(connection, rows, TAKEN, viewer)
    snapshot.refresh(engine)


def decline(engine: Engine, numbers: Collection[int], viewer: Viewer) -> None:
    """Leave rows that were put aside as they are: nothing of them is stored.

    Raise Forbidden if the viewer may not decide, and Refusal if somebody decided already.
    """
    with transaction(engine, viewer.name, touches=("batches",), exclusive=True) as connection:
        rows = _rows(connection, numbers, viewer)
        _decided(connection, rows, DECLINED, viewer)
        for (batch, author), own in groupby(rows, key=lambda row: (row.batch_id, row.author)):
            connection.log("held_declined", batch=batch, author=author, rows=len(list(own)))


def _open() -> Select[Any]:
    return (
        select(
            HeldRow.id,
            HeldRow.batch_id,
            ImportBatch.author,
            HeldRow.sheet,
            HeldRow.row_key,
            HeldRow.content,
            HeldRow.reason,
        )
        .join(ImportBatch, ImportBatch.id == HeldRow.batch_id)
        .where(HeldRow.state == OPEN)
        .order_by(HeldRow.batch_id, HeldRow.id)
    )


def _rows(connection: Connection, numbers: Collection[int], viewer: Viewer) -> list[Row[Any]]:
    if not publishes(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración deciden filas apartadas.")
        )
    rows = list(connection.execute(_open().where(HeldRow.id.in_(sorted(set(numbers))))))
    if not rows or len(rows) < len(set(numbers)):
        raise Refusal(Text("Elija filas que todavía estén por decidir: alguna ya no lo está."))
    return rows


def _require_later_consent(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    """Raise Refusal if a consent is none of a later day than the withdrawal that it follows."""
    given = {
        row.content["code"]: dt.date.fromisoformat(row.content["consent_date"])
        for row in rows
        if row.sheet == PERSONS and row.reason == CONSENT
    }
    withdrawn = select(Person.code, Person.withdrawn_on).where(Person.code.in_(sorted(given)))
    for code, day in connection.execute(withdrawn):
        if day is not None and given[code] <= day:
            raise Refusal(
                Text(
                    "El consentimiento de {code} no es posterior a su retiro: no es uno nuevo.",
                    code=code,
                )
            )


def _require_known(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    """Raise Refusal if a row is about somebody who is neither in the register nor chosen."""
    asked = {code for row in rows if (code := _person(row.sheet, row.content))}
    known = set(connection.scalars(select(Person.code).where(Person.code.in_(asked))))
    for code in sorted(asked - known - {r.content["code"] for r in rows if r.sheet == PERSONS}):
        raise Refusal(
            Text("{code} no está en el registro: guarde antes su fila de personas.", code=code)
        )


def _require_consent(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    """Raise Refusal if a row is about somebody whose consent is still withdrawn."""
    codes = {_person(row.sheet, row.content) for row in rows}
    gone = select(Person.code).where(Person.code.in_(codes), Person.withdrawn_on.is_not(None))
    if (code := connection.scalar(gone.order_by(Person.code).limit(1))) is not None:
        raise Refusal(
            Text("{code} retiró su consentimiento: guarde antes uno nuevo.", code=str(code))
        )


def _decided(connection: Transaction, rows: Iterable[Row[Any]], state: str, viewer: Viewer) -> None:
    """Note what was decided; a person who moved or consented stands in the register now."""
    own = {"state": state, "decided_by": viewer.name, "decided_at": clock.now()}
    for row in rows:
        stands = row.sheet == PERSONS and state == TAKEN
        content = {} if stands else row.content
        connection.execute(update(HeldRow).filter_by(id=row.id).values(content=content, **own))


def _tables(rows: list[Row[Any]]) -> dict[str, Table]:
    """Return rows that were put aside as the sheets that they came from, parents first."""
    tables = {}
    for name, template in templates().items():
        own = [row.content for row in rows if row.sheet == name]
        if not own:
            continue
        stored = table_of(template)
        frame = pd.DataFrame(
            {
                column.attribute: restored(
                    stored.c[column.attribute], [content[column.attribute] for content in own]
                )
                for column in template.columns
            },
            dtype=object,
        )
        frame["_file"], frame["_sheet"], frame["_row"] = "", name, 0
        frame["_absent"] = pd.Series([frozenset()] * len(frame), dtype=object)
        tables[name] = Table(template, frame)
    return tables


def _person(sheet: str, content: Mapping[str, Any]) -> str:
    """Return the code of whom a row is about; empty where it names nobody."""
    for column in templates()[sheet].columns:
        if column.name in PERSON_CODES and content.get(column.attribute):
            return str(content[column.attribute])
    return ""


def _told(row: Row[Any], stored: Mapping[str, Any]) -> ToDecide:
    code = _person(row.sheet, row.content)
    known = stored.get(code)
    persons = row.sheet == PERSONS
    return ToDecide(
        row.id,
        row.batch_id,
        row.author,
        row.sheet,
        code,
        " · ".join(str(value) for value in row.row_key.values() if value not in (None, "")),
        row.reason,
        place=row.content["canton_code"] if persons else None,
        stored_place=known.canton_code if known else None,
        consent=dt.date.fromisoformat(row.content["consent_date"]) if persons else None,
        withdrawn_on=known.withdrawn_on if known else None,
    )
