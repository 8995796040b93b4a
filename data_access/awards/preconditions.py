"""What every verb of the awards checks first: which edition, who, whether it is still time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access import clock
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Account, Assignment, Base, Edition, Juror, Nomination
from data_access.transaction import Transaction
from data_access.viewer import Viewer, judges, oversees

READ, CHANGE = "read", "change"


class Closed(Refusal):
    """Something for which it is too early or too late."""


class Stale(Refusal):
    """A save over something newer: `stored` is the current value, `given` the one to be saved.

    `revision` is the one to save over, once the writer has chosen.
    """

    def __init__(self, stored: Any, given: Any, revision: int) -> None:
        super().__init__(
            Text(
                "Esto se cambió en otra pestaña u otro equipo: elija cuál de las dos versiones "
                "queda."
            )
        )
        self.stored = stored
        self.given = given
        self.revision = revision


NOT_YOURS = Text("Esto no está disponible para usted.")
SCORING_CLOSED = Text("La calificación ya cerró: los puntajes quedan como estaban.")
PUBLISHED = Text("El resultado ya se publicó: la edición no se cambia.")


def edition_of(connection: Connection, code: str, lock: str | None = None) -> Row[Any]:
    """Return an edition; raise Refusal if there is none.

    `lock` READ keeps it as it is until the end of the transaction, among any number of readers;
    CHANGE keeps out everybody else. The clock is read after the lock, never before.
    """
    query = select(Edition).where(Edition.code == code)
    if lock == READ:
        query = query.with_for_update(read=True)
    elif lock == CHANGE:
        query = query.with_for_update(key_share=True)
    found = connection.execute(query).first()
    if found is None:
        raise Refusal(Text("No existe la edición «{code}».", code=code))
    return found


def overseen(connection: Connection, viewer: Viewer, code: str) -> Row[Any]:
    """Return an edition, locked for a change by its secretariat; raise Forbidden to others."""
    edition = edition_of(connection, code, CHANGE)
    require_overseer(viewer, edition)
    return edition


def require_overseer(viewer: Viewer, edition: Row[Any]) -> None:
    """Raise Forbidden unless the viewer runs the edition and does not judge in it."""
    if not oversees(viewer, edition.award, edition.code):
        raise Forbidden(NOT_YOURS)


def seat_of(connection: Connection, viewer: Viewer, edition: str) -> str:
    """Return the viewer's code as a juror of an edition; raise Forbidden without a seat."""
    if not judges(viewer, edition) or not viewer.name:
        raise Forbidden(NOT_YOURS)
    code = connection.scalar(
        select(Juror.code)
        .join(Account, Account.id == Juror.account_id)
        .where(Account.email == viewer.name, Juror.edition_code == edition)
        .where(Juror.left_at.is_(None))
    )
    if code is None:
        raise Forbidden(NOT_YOURS)
    return code


def assignment_of(
    connection: Connection, edition: str, nomination: str, juror: str, *, lock: bool = False
) -> Row[Any] | None:
    """Return a juror's assignment to a nomination, locked if a sheet is about to be written."""
    query = select(Assignment).where(
        Assignment.edition_code == edition,
        Assignment.nomination_code == nomination,
        Assignment.juror_code == juror,
    )
    return connection.execute(query.with_for_update(key_share=True) if lock else query).first()


def nomination_of(
    connection: Connection, edition: str, code: str, *, lock: bool = False
) -> Row[Any]:
    """Return a nomination; raise Refusal if there is none."""
    query = select(Nomination).where(Nomination.edition_code == edition, Nomination.code == code)
    found = connection.execute(query.with_for_update(key_share=True) if lock else query).first()
    if found is None:
        raise Refusal(Text("No existe la postulación «{code}».", code=code))
    return found


def is_judged(edition: Row[Any], nomination: Row[Any]) -> bool:
    """Return whether jurors score a nomination.

    It has to be submitted, eligible and, in an edition with that round, shortlisted.
    """
    through = bool(nomination.shortlisted) or "shortlist" not in edition.rounds.split(";")
    return nomination.state == "submitted" and nomination.eligible == "SI" and through


def require_scoring(edition: Row[Any]) -> dt.datetime:
    """Return this moment, by the server's clock.

    Raise Closed once scoring has ended, to the second, or the result is published.
    """
    now = clock.now()
    if now >= edition.scores_close_at or edition.published_at is not None:
        raise Closed(SCORING_CLOSED)
    return now


def require_unpublished(edition: Row[Any]) -> None:
    """Raise Closed once the result is published."""
    if edition.published_at is not None:
        raise Closed(PUBLISHED)


def is_frozen(edition: Row[Any], now: dt.datetime) -> bool:
    """Return whether the call has opened, so that changes are amendments."""
    return edition.frozen_at is not None and edition.opens_at <= now


def edited(row: Row[Any]) -> dict[str, Any]:
    """Return what marks a row of a file as changed in the app, so that its batch stays."""
    return {"edited_at": clock.now()} if row.import_batch_id is not None else {}


def touch_if_first(connection: Transaction, table: type[Base]) -> None:
    """Touch the awards if a table is still empty: its first row ends what the indicators lack.

    No other answer is computed from what is still being written.
    """
    if connection.execute(select(*table.__table__.primary_key).limit(1)).first() is None:
        connection.touch("awards")


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the log and an amendment store them."""
    return {
        name: value.isoformat()
        if isinstance(value, dt.date)
        else value
        if value is None or isinstance(value, str | int | bool | list)
        else str(value)
        for name, value in values.items()
    }
