"""Sheets handed in, which locks them, and reopened as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from data_access.awards.edition_rules import criteria_of
from data_access.awards.juror_tasks import mine
from data_access.awards.scoring import HeldSheet, draft_of, hold
from data_access.language import Text
from data_access.measures.awards.sheet_points import points
from data_access.refusal import Refusal
from data_access.tables import Score, ScoreSheet
from data_access.transaction import NOTHING, Transaction, transaction
from data_access.viewer import Viewer


class IncompleteSheet(Refusal):
    """A sheet that cannot be handed in yet; `criteria` names those without an answer."""

    def __init__(self, criteria: tuple[Text, ...]) -> None:
        super().__init__(
            Text(
                "Falta calificar {count} criterio.",
                "Falta calificar {count} criterios.",
                len(criteria),
            )
            if criteria
            else Text(
                "Lo que se pudo evaluar pesa menos de 80 de 100: la hoja no contaría. Hable con la "
                "secretaría."
            )
        )
        self.criteria = criteria


@dataclass(frozen=True)
class Outcome:
    """The result of handing in one of several sheets: submitted, or why not."""

    nomination: str
    refused: Text | None = None


def submit(engine: Engine, viewer: Viewer, edition: str, nomination: str) -> int:
    """Hand a draft in, whole and in time, which locks it; return the version now in force."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        held = hold(connection, viewer, edition, nomination)
        version = draft_of(connection, held)
        _require_whole(connection, held, version)
        key = held.key | {"version": version}
        same = (ScoreSheet.__table__.c[name] == value for name, value in key.items())
        handed_in = {"submitted_at": held.now, "submitted_by": viewer.name}
        connection.execute(update(ScoreSheet).where(*same).values(handed_in))
        _log(connection, "sheet_submitted", held, version)
    return version


def submit_all(engine: Engine, viewer: Viewer, edition: str) -> list[Outcome]:
    """Hand in every sheet that is being drafted, each in a transaction of its own."""
    with engine.connect() as connection:
        drafts = [task.nomination for task in mine(connection, viewer, edition) if task.drafted]
    found = []
    for nomination in drafts:
        try:
            submit(engine, viewer, edition, nomination)
            found.append(Outcome(nomination))
        except Refusal as problem:
            found.append(Outcome(nomination, problem.text))
    return found


def reopen(engine: Engine, viewer: Viewer, edition: str, nomination: str) -> int:
    """Begin a correction and return the number of the new version.

    It begins with what the submitted version says, which stays in force until the new one is handed
    in.
    """
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        held = hold(connection, viewer, edition, nomination)
        last = connection.execute(
            select(ScoreSheet).filter_by(**held.key).order_by(ScoreSheet.version.desc()).limit(1)
        ).first()
        if last is None or last.submitted_at is None:
            return int(last.version) if last else 1  # which its first save begins
        version = int(last.version) + 1
        connection.execute(
            insert(ScoreSheet),
            held.key | {"version": version, "note": last.note, "note_revision": 0},
        )
        rows = connection.execute(select(Score).filter_by(**held.key, version=last.version))
        copies = [
            held.key
            | {
                "version": version,
                "criterion_code": row.criterion_code,
                "value": row.value,
                "not_assessable": row.not_assessable,
                "comment": row.comment,
                "revision": 1,
                "saved_at": held.now,
            }
            for row in rows
        ]
        if copies:
            connection.execute(insert(Score), copies)
        _log(connection, "sheet_reopened", held, version)
    return version


def _require_whole(connection: Connection, held: HeldSheet, version: int) -> None:
    """Raise IncompleteSheet unless all is answered and what was assessed carries enough weight."""
    criteria = criteria_of(connection, held.edition.code)
    rows = connection.execute(select(Score).filter_by(**held.key, version=version))
    answered: Mapping[str, float | None] = {
        row.criterion_code: None if row.value is None else float(row.value)
        for row in rows
        if row.value is not None or row.not_assessable == "SI"
    }
    missing = tuple(one.title for one in criteria if one.code not in answered)
    weights = {criterion.code: float(criterion.weight) for criterion in criteria}
    scale = float(held.edition.score_min), float(held.edition.score_max)
    if missing or points(answered, weights, *scale) is None:
        raise IncompleteSheet(missing)


def _log(connection: Transaction, kind: str, held: HeldSheet, version: int) -> None:
    connection.log(
        kind,
        edition=held.edition.code,
        nomination=held.nomination,
        juror=held.juror,
        version=version,
    )
