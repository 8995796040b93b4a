"""Feedback to each nominee by the private link, once the result is published.

Comments reach a nominee only if their juror agreed and the secretariat released an edited copy;
they come in an order of their own and without names. What a recused juror wrote never does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from data_access import clock, effective_scores
from data_access.answers.awards.jury import load
from data_access.awards.preconditions import (
    NOT_YOURS,
    READ,
    Closed,
    assignment_of,
    edition_of,
    overseen,
    require_overseer,
    seat_of,
)
from data_access.awards.return_links import held
from data_access.language import Text
from data_access.measures.awards.feedback import OfCriterion, by_criterion, raising_most
from data_access.refusal import Forbidden, Refusal
from data_access.tables import (
    Assignment,
    FeedbackComment,
    FeedbackConsent,
    Score,
)
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer

LONGEST = 2_000


@dataclass(frozen=True)
class Feedback:
    """What a nominee is told: means by criterion, what would raise the score, comments."""

    criteria: tuple[OfCriterion, ...]
    raising: tuple[OfCriterion, ...]
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Releasable:
    """A comment that its juror lets pass on; `released` is the copy that the nominee reads."""

    juror: str
    criterion: str
    comment: str
    released: str | None


@dataclass(frozen=True)
class Copy:
    """The copy of a comment that is released, or None to take it back."""

    juror: str
    criterion: str
    text: str | None


def agree(engine: Engine, viewer: Viewer, edition: str, nomination: str, agreed: bool) -> None:
    """Record, as its juror, whether the comments of a sheet may be passed on without the name."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        edition_of(connection, edition, READ)
        juror = seat_of(connection, viewer, edition)
        found = assignment_of(connection, edition, nomination, juror, lock=True)
        if found is None or found.conflict != "NO":
            raise Forbidden(NOT_YOURS)
        key = {"edition_code": edition, "nomination_code": nomination, "juror_code": juror}
        if _has_agreed(connection, key) == agreed:
            return
        if agreed:
            connection.execute(insert(FeedbackConsent), key | {"at": clock.now()})
        else:
            same = (FeedbackConsent.__table__.c[name] == value for name, value in key.items())
            connection.execute(delete(FeedbackConsent).where(*same))
        connection.log(
            "feedback_agreed", edition=edition, nomination=nomination, juror=juror, agreed=agreed
        )


def has_agreed(connection: Connection, viewer: Viewer, edition: str, nomination: str) -> bool:
    """Return whether the viewer, as a juror, lets the comments of a sheet be passed on."""
    juror = seat_of(connection, viewer, edition)
    return _has_agreed(
        connection,
        {"edition_code": edition, "nomination_code": nomination, "juror_code": juror},
    )


def releasable(
    connection: Connection, viewer: Viewer, edition: str, nomination: str
) -> list[Releasable]:
    """Return the comments in force that their jurors let pass on, for the secretariat."""
    require_overseer(viewer, edition_of(connection, edition))
    return _releasable(connection, edition, nomination)


def release(engine: Engine, viewer: Viewer, edition: str, nomination: str, copy: Copy) -> None:
    """Release an edited copy of a comment to the nominee, or take it back."""
    text = (copy.text or "").strip()
    if copy.text is not None and not text:
        raise Refusal(Text("El comentario está vacío: retírelo en lugar de vaciarlo."))
    if len(text) > LONGEST:
        raise Refusal(Text("El texto pasa de {most} caracteres: acórtelo.", most=LONGEST))
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        overseen(connection, viewer, edition)
        open_ones = {(c.juror, c.criterion) for c in _releasable(connection, edition, nomination)}
        if (copy.juror, copy.criterion) not in open_ones:
            raise Refusal(Text("Quien lo escribió no autorizó que se comparta."))
        key = {"edition_code": edition, "nomination_code": nomination}
        key |= {"juror_code": copy.juror, "criterion_code": copy.criterion}
        same = [FeedbackComment.__table__.c[name] == value for name, value in key.items()]
        if copy.text is None:
            connection.execute(delete(FeedbackComment).where(*same))
        else:
            values: dict[str, Any] = {"text": text, "released_by": viewer.name}
            values["released_at"] = clock.now()
            if not connection.execute(update(FeedbackComment).where(*same).values(values)).rowcount:
                connection.execute(insert(FeedbackComment), key | values)
        connection.log(
            "feedback_released",
            edition=edition,
            nomination=nomination,
            criterion=copy.criterion,
            released=copy.text is not None,
        )


def of_link(connection: Connection, token: str) -> Feedback:
    """Return the feedback for whoever holds a nomination's link; raise Closed until published."""
    row = held(connection, token)
    call = edition_of(connection, row.edition_code)
    if call.published_at is None:
        raise Closed(Text("La devolución se abre cuando se publica el resultado."))
    jury = load(connection, call)
    if row.code not in jury.judged:
        return Feedback((), (), ())
    found = by_criterion(jury.valid_scores, jury.weights, jury.scale, row.code)
    comments = [
        (one.criterion, one.released)
        for one in _releasable(connection, call.code, row.code)
        if one.released is not None
    ]
    # By their own words: neither jurors nor moments can be told from the order.
    comments.sort(key=lambda one: hashlib.sha256(f"{call.seed}{one[1]}".encode()).digest())
    return Feedback(tuple(found), tuple(raising_most(found)), tuple(comments))


def _has_agreed(connection: Connection, key: dict[str, str]) -> bool:
    return connection.execute(select(FeedbackConsent.at).filter_by(**key)).first() is not None


def _releasable(connection: Connection, edition: str, nomination: str) -> list[Releasable]:
    """Return comments in force of jurors who agreed and are not recused, with released copies."""
    comments = effective_scores.counted_scores(
        [edition], Score.nomination_code, Score.juror_code, Score.criterion_code, Score.comment
    )
    written: list[Row[Any]] = [
        row
        for row in connection.execute(comments)
        if row.nomination_code == nomination and (row.comment or "").strip()
    ]
    agreed = set(
        connection.scalars(
            select(FeedbackConsent.juror_code)
            .join(
                Assignment,
                (Assignment.edition_code == FeedbackConsent.edition_code)
                & (Assignment.nomination_code == FeedbackConsent.nomination_code)
                & (Assignment.juror_code == FeedbackConsent.juror_code),
            )
            .where(FeedbackConsent.edition_code == edition)
            .where(FeedbackConsent.nomination_code == nomination, Assignment.conflict != "SI")
        )
    )
    key = {"edition_code": edition, "nomination_code": nomination}
    copies = {
        (row.juror_code, row.criterion_code): row.text
        for row in connection.execute(select(FeedbackComment).filter_by(**key))
    }
    return [
        Releasable(
            row.juror_code,
            row.criterion_code,
            row.comment.strip(),
            copies.get((row.juror_code, row.criterion_code)),
        )
        for row in sorted(written, key=lambda row: (row.criterion_code, row.juror_code))
        if row.juror_code in agreed
    ]
