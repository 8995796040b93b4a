"""A juror's drafts: every field saved as it is typed, over the revision last seen, in time.

What is written here is in the database when the verb returns; nothing depends on a browser, a
session or a server process. A stale revision is refused with both versions.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data_access.awards.preconditions import (
    NOT_YOURS,
    READ,
    Closed,
    Stale,
    assignment_of,
    edition_of,
    is_judged,
    nomination_of,
    require_scoring,
    seat_of,
    touch_if_first,
)
from data_access.language import Text
from data_access.measures.awards.sheet_points import on_scale
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Criterion, Score, ScoreSheet
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import Viewer

LONGEST_COMMENT = 10_000
SUBMITTED = Text("Esta hoja ya se envió: ábrala de nuevo para corregirla.")


@dataclass(frozen=True)
class ScoreEntry:
    """One field of a sheet as the juror sees it: a value on the scale, or not assessable."""

    value: Decimal | None = None
    not_assessable: bool = False
    comment: str = ""


EMPTY = ScoreEntry()


@dataclass(frozen=True)
class ScoreChange:
    """A field as the juror has it now, over the revision last seen of it (0: none)."""

    criterion: str
    entry: ScoreEntry
    revision: int = 0


@dataclass(frozen=True)
class Saved:
    """A field as stored in the database: its new revision, and since when."""

    revision: int
    at: dt.datetime


@dataclass(frozen=True)
class HeldSheet:
    """A juror's sheet on one nomination in one transaction: locked, and open to write."""

    edition: Row[Any]
    nomination: str
    juror: str
    now: dt.datetime

    @property
    def key(self) -> dict[str, str]:
        """The columns that name the juror's sheets on it."""
        return {
            "edition_code": self.edition.code,
            "nomination_code": self.nomination,
            "juror_code": self.juror,
        }


def hold(connection: Connection, viewer: Viewer, edition: str, nomination: str) -> HeldSheet:
    """Lock a juror's own sheet for writing.

    Raise Forbidden for what is not assigned, recused, or not declared free of conflict, and Closed
    after the deadline. The clock is read once the locks are held, so that waiting gains no time.
    """
    call = edition_of(connection, edition, READ)
    juror = seat_of(connection, viewer, edition)
    found = assignment_of(connection, edition, nomination, juror, lock=True)
    if found is None or found.conflict != "NO":
        raise Forbidden(NOT_YOURS)
    if not is_judged(call, nomination_of(connection, edition, nomination)):
        raise Closed(Text("Esta postulación ya no se califica."))
    return HeldSheet(call, nomination, juror, require_scoring(call))


def save(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, change: ScoreChange
) -> Saved:
    """Save one field over the revision last seen (0: none); return the new revision.

    Raise Stale with both versions if another tab or device saved since; the same content again is
    no conflict, so that a save may be repeated after a lost connection. Raise Refusal for a value
    off the scale.
    """
    criterion, entry = change.criterion, change.entry
    if len(entry.comment) > LONGEST_COMMENT:
        raise Refusal(
            Text("El comentario pasa de {most} caracteres: acórtelo.", most=LONGEST_COMMENT)
        )
    if entry.value is not None and entry.not_assessable:
        raise Refusal(Text("Hay un puntaje y también «no evaluable»: deje una de las dos cosas."))
    # A draft counts for nothing until `submitting.submit`, which touches the awards.
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        held = hold(connection, viewer, edition, nomination)
        _require_criterion(connection, edition, criterion)
        _require_on_scale(held.edition, entry.value)
        version = draft_of(connection, held)
        key = held.key | {"version": version, "criterion_code": criterion}
        row = connection.execute(select(Score).filter_by(**key)).first()
        stands = row.revision if row else 0
        stored = entry_in(row) if row else EMPTY
        if row is not None and stored == entry:
            return Saved(stands, row.saved_at)
        if stands != change.revision:
            raise Stale(stored, entry, stands)
        touch_if_first(connection, Score)
        _store(connection, key, entry, stands, held.now)
        connection.log(
            "score_saved",
            edition=edition,
            nomination=nomination,
            juror=held.juror,
            criterion=criterion,
            version=version,
            revision=stands + 1,
        )
    return Saved(stands + 1, held.now)


def save_note(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, revision: int, text: str
) -> Saved:
    """Save the juror's private note on a nomination, as `save` does a field."""
    if len(text) > LONGEST_COMMENT:
        raise Refusal(Text("La nota pasa de {most} caracteres: acórtela.", most=LONGEST_COMMENT))
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        held = hold(connection, viewer, edition, nomination)
        key = held.key | {"version": draft_of(connection, held)}
        row = connection.execute(select(ScoreSheet).filter_by(**key)).one()
        if (row.note or "") == text:
            return Saved(row.note_revision, held.now)
        if row.note_revision != revision:
            raise Stale(row.note or "", text, row.note_revision)
        same = (ScoreSheet.__table__.c[name] == value for name, value in key.items())
        changed = {"note": text or None, "note_revision": revision + 1}
        connection.execute(update(ScoreSheet).where(*same).values(changed))
    return Saved(revision + 1, held.now)


def draft_of(connection: Connection, held: HeldSheet) -> int:
    """Return the version being drafted, begun if there is none; raise Closed if submitted."""
    last = connection.execute(
        select(ScoreSheet).filter_by(**held.key).order_by(ScoreSheet.version.desc()).limit(1)
    ).first()
    if last is None:
        connection.execute(insert(ScoreSheet), held.key | {"version": 1})
        return 1
    if last.submitted_at is not None:
        raise Closed(SUBMITTED)
    return int(last.version)


def entry_in(row: Row[Any]) -> ScoreEntry:
    """Return a stored field as the juror sees it."""
    value = None if row.value is None else row.value.normalize() + 0
    return ScoreEntry(value, row.not_assessable == "SI", row.comment or "")


def _store(
    connection: Connection, key: dict[str, Any], entry: ScoreEntry, stands: int, now: dt.datetime
) -> None:
    values = {
        "value": entry.value,
        "not_assessable": "SI" if entry.not_assessable else "NO",
        "comment": entry.comment or None,
        "revision": stands + 1,
        "saved_at": now,
    }
    if stands:
        same = (Score.__table__.c[name] == value for name, value in key.items())
        connection.execute(update(Score).where(*same).values(values))
    else:
        connection.execute(insert(Score), key | values)


def _require_criterion(connection: Connection, edition: str, criterion: str) -> None:
    known = select(func.count()).where(
        Criterion.edition_code == edition, Criterion.code == criterion
    )
    if not connection.scalar(known):
        raise ValueError(f"{edition} has no criterion {criterion}")


def _require_on_scale(edition: Row[Any], value: Decimal | None) -> None:
    scale = (edition.score_min, edition.score_max, edition.score_step)
    if value is not None and not on_scale(value, *scale):
        raise Refusal(
            Text(
                "El puntaje está fuera de la escala de la edición: de {least} a {most}.",
                least=edition.score_min.normalize(),
                most=edition.score_max.normalize(),
            )
        )
