"""Eligibility: a checklist with reasons, settled before anybody scores; and the shortlist."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from data_access import clock
from data_access.awards.preconditions import (
    Closed,
    edited,
    edition_of,
    nomination_of,
    overseen,
    require_overseer,
)
from data_access.language import Text
from data_access.lists import ELIGIBILITY, YES_NO
from data_access.refusal import Refusal
from data_access.tables import EligibilityCheck, Nomination
from data_access.transaction import transaction
from data_access.viewer import Viewer

YES, NO, UNKNOWN = YES_NO


@dataclass(frozen=True)
class Checked:
    """One line of the checklist; `outcome` is NR where it has not been checked."""

    item: str
    outcome: str
    reason: str | None = None
    by: str | None = None


def checklist(
    connection: Connection, viewer: Viewer, edition: str, nomination: str
) -> list[Checked]:
    """Return every line of a nomination's checklist, for the secretariat."""
    require_overseer(viewer, edition_of(connection, edition))
    rows = {row.item: row for row in _checks(connection, edition, nomination)}
    return [
        Checked(item, rows[item].outcome, rows[item].reason, rows[item].checked_by)
        if item in rows
        else Checked(item, UNKNOWN)
        for item in ELIGIBILITY
    ]


def check(
    engine: Engine,
    viewer: Viewer,
    edition: str,
    nomination: str,
    item: str,
    outcome: str,
    reason: str = "",
) -> str:
    """Record one line and settle the nomination: SI when all are, NO with reasons, else NR.

    A NO needs its reason, which the nominator reads. Raise Closed once scoring has ended.
    """
    if item not in ELIGIBILITY or outcome not in YES_NO:
        raise ValueError(f"the checklist has no {item}={outcome}")
    if outcome == NO and not reason.strip():
        raise Refusal(Text("Un requisito que no se cumple necesita su motivo."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        if clock.now() >= call.scores_close_at or call.published_at is not None:
            raise Closed(Text("La calificación ya cerró: la elegibilidad queda como está."))
        row = nomination_of(connection, edition, nomination, lock=True)
        if row.state != "submitted":
            raise Refusal(Text("La postulación no está enviada: no hay qué revisar."))
        _store(connection, viewer, row, item, outcome, reason.strip() or None)
        settled, reasons = _settle(connection, edition, nomination)
        connection.execute(
            update(Nomination)
            .where(Nomination.edition_code == edition, Nomination.code == nomination)
            .values(eligible=settled, reasons=reasons, **edited(row))
        )
        connection.log(
            "eligibility_checked",
            edition=edition,
            nomination=nomination,
            item=item,
            outcome=outcome,
            eligible=settled,
            reason=reason.strip(),
        )
    return settled


def shortlist(engine: Engine, viewer: Viewer, edition: str, nominations: Collection[str]) -> None:
    """Name the eligible nominations that go on to scoring, in an edition with that round."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        if "shortlist" not in call.rounds.split(";"):
            raise Refusal(Text("Esta edición no tiene preselección."))
        if clock.now() >= call.scores_close_at or call.published_at is not None:
            raise Closed(Text("La calificación ya cerró: la preselección queda como está."))
        rows = connection.execute(
            select(Nomination).where(
                Nomination.edition_code == edition,
                Nomination.eligible == YES,
                Nomination.state == "submitted",
            )
        ).all()
        unknown = sorted(set(nominations) - {row.code for row in rows})
        if unknown:
            raise Refusal(Text("No son elegibles: {codes}.", codes=", ".join(unknown)))
        for row in rows:
            connection.execute(
                update(Nomination)
                .where(Nomination.edition_code == edition, Nomination.code == row.code)
                .values(shortlisted=row.code in nominations, **edited(row))
            )
        chosen = sorted(nominations)
        connection.log("shortlisted", edition=edition, nominations=chosen)


def _checks(connection: Connection, edition: str, nomination: str) -> list[Row[Any]]:
    query = select(EligibilityCheck).filter_by(edition_code=edition, nomination_code=nomination)
    return list(connection.execute(query))


def _store(
    connection: Connection,
    viewer: Viewer,
    row: Row[Any],
    item: str,
    outcome: str,
    reason: str | None,
) -> None:
    values: dict[str, Any] = {"outcome": outcome, "reason": reason, "checked_by": viewer.name}
    values["checked_at"] = clock.now()
    done = connection.execute(
        update(EligibilityCheck)
        .where(
            EligibilityCheck.edition_code == row.edition_code,
            EligibilityCheck.nomination_code == row.code,
            EligibilityCheck.item == item,
        )
        .values(values)
    )
    if not done.rowcount:
        key = {"edition_code": row.edition_code, "nomination_code": row.code, "item": item}
        connection.execute(insert(EligibilityCheck), key | values)


def _settle(connection: Connection, edition: str, nomination: str) -> tuple[str, str | None]:
    """Return the outcome of the checklist, and the reasons of every NO."""
    rows = {row.item: row for row in _checks(connection, edition, nomination)}
    outcomes = {item: rows[item].outcome if item in rows else UNKNOWN for item in ELIGIBILITY}
    against = [rows[item].reason for item, outcome in outcomes.items() if outcome == NO]
    if against:
        return NO, "\n".join(reason for reason in against if reason)
    return (YES if set(outcomes.values()) == {YES} else UNKNOWN), None
