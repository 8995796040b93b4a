"""Taking out all that is stored of some people, counted first: by withdrawal and by retention.

What was told of them stays: frozen figures, official totals and answers of past releases are counts
of groups, in which nobody is told apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, or_, select, update

from data_access.imports.sheets.register_sheets import PERSONAS
from data_access.imports.sheets.venture_sheets import MERCADO
from data_access.imports.stored import chunks, table_of
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.refusal import Forbidden
from data_access.tables import (
    AuditEvent,
    BatchChange,
    CourseSession,
    HeldRow,
    Listing,
    ListingSales,
    Person,
)
from data_access.viewer import Viewer, removes_people

OWN = "person_code"
TRAINER = "trainer_code"
AT_ONCE = 500  # codes of a statement


@dataclass(frozen=True)
class OldBackup:
    """A copy of the database that was made while the people were in it: when, and by whom."""

    at: dt.datetime
    by: str


@dataclass(frozen=True)
class Removal:
    """What is taken out: how many people, and their rows by sheet, those put aside among them.

    `sessions` are those that lose the code of who gave them; `changes` the earlier values that
    batches keep for undo. `backups` hold all of it until somebody deletes them.
    """

    people: int
    rows: Mapping[str, int]
    sessions: int
    changes: int
    backups: tuple[OldBackup, ...]

    @property
    def subjects(self) -> set[str]:
        """The subjects of the rows."""
        given = {CourseSession.__tablename__} if self.sessions else set()
        return {
            template.subject
            for name, template in templates().items()
            if name in self.rows or table_of(template).name in given
        }


def require(viewer: Viewer) -> None:
    """Raise Forbidden if the viewer may not take people out."""
    if not removes_people(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración quitan datos de personas.")
        )


def counted(connection: Connection, codes: Collection[str]) -> Removal:
    """Return what is stored of some people."""
    rows: dict[str, int] = {}
    sessions = changes = 0
    for piece in chunks(sorted(codes), AT_ONCE):
        for sheet, table, condition in _about(piece):
            rows[sheet] = rows.get(sheet, 0) + _count(connection, table, condition)
        by_sheet = select(HeldRow.sheet, func.count()).group_by(HeldRow.sheet)
        for sheet, held in connection.execute(by_sheet.where(_held(piece))):
            rows[sheet] = rows.get(sheet, 0) + held
        sessions += _count(connection, CourseSession.__table__, _given_by(piece))
        changes += sum(_count(connection, BatchChange.__table__, one) for one in _changes(piece))
    backups = tuple(_backups(connection))
    return Removal(
        len(codes),
        {name: count for name, count in rows.items() if count},
        sessions,
        changes,
        backups,
    )


def take_out(connection: Connection, codes: Collection[str]) -> None:
    """Delete every row about some people but those that say who they are."""
    for piece in chunks(sorted(codes), AT_ONCE):
        for condition in _changes(piece):
            connection.execute(delete(BatchChange).where(condition))
        connection.execute(delete(HeldRow).where(_held(piece)))
        _forget_trainers(connection, piece)
        for _sheet, table, condition in _about(piece):
            connection.execute(delete(table).where(condition))


def _about(codes: list[str]) -> Iterator[tuple[str, Table, ColumnElement[bool]]]:
    """Yield the sheets with rows about people, their tables and which rows; children first."""
    for name, template in reversed(templates().items()):
        table = table_of(template)
        if template.model is ListingSales:
            yield name, table, table.c.listing_code.in_(_listings(codes))
        elif OWN in table.c:
            yield name, table, table.c[OWN].in_(codes)


def _changes(codes: list[str]) -> Iterator[ColumnElement[bool]]:
    """Yield which kept changes hold earlier values of some people's rows."""
    own = [table.name for _sheet, table, _rows in _about(codes) if OWN in table.c]
    yield BatchChange.table_name.in_(own) & BatchChange.before[OWN].as_string().in_(codes)
    yield (BatchChange.table_name == Person.__tablename__) & (
        BatchChange.before["code"].as_string().in_(codes)
    )
    yield (BatchChange.table_name == ListingSales.__tablename__) & (
        BatchChange.before["listing_code"].as_string().in_(_listings(codes))
    )


def _held(codes: list[str]) -> ColumnElement[bool]:
    """Return which rows that were put aside are about some people, or name them."""
    content = HeldRow.content
    offers = select(content["code"].as_string()).where(
        HeldRow.sheet == MERCADO.name, content[OWN].as_string().in_(codes)
    )
    return or_(
        (HeldRow.sheet == PERSONAS.name) & content["code"].as_string().in_(codes),
        *(content[name].as_string().in_(codes) for name in (OWN, TRAINER)),
        *(content["listing_code"].as_string().in_(some) for some in (offers, _listings(codes))),
    )


def _listings(codes: list[str]) -> Select[str]:
    return select(Listing.code).where(Listing.person_code.in_(codes))


def _given_by(codes: list[str]) -> ColumnElement[bool]:
    return CourseSession.trainer_code.in_(codes)


def _forget_trainers(connection: Connection, codes: list[str]) -> None:
    """Leave the sessions that some people gave without their code, and what is kept of these."""
    connection.execute(update(CourseSession).where(_given_by(codes)).values(trainer_code=None))
    kept = select(BatchChange.id, BatchChange.before).where(
        BatchChange.table_name == CourseSession.__tablename__,
        BatchChange.before[TRAINER].as_string().in_(codes),
    )
    for number, before in connection.execute(kept).all():
        own = update(BatchChange).where(BatchChange.id == number)
        connection.execute(own.values(before={**before, TRAINER: None}))


def _backups(connection: Connection) -> Iterator[OldBackup]:
    query = select(AuditEvent.at, AuditEvent.actor).filter_by(kind="backed_up")
    for at, by in connection.execute(query.order_by(AuditEvent.id)):
        yield OldBackup(at, by)


def _count(connection: Connection, table: Any, condition: ColumnElement[bool]) -> int:
    return int(connection.scalar(select(func.count()).select_from(table).where(condition)) or 0)
