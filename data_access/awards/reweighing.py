"""Extraordinary amendments: other weights once somebody has scored, which takes two people.

A secretary of the award requests it, and another secretary or an administrator confirms it; neither
has scored in the edition, and neither has seen a ranking before it is confirmed. It is public at
once, and the ranking under the weights before is kept beside the one that decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data_access import clock
from data_access.awards.edition_rules import criteria_of, require_whole, reweigh
from data_access.awards.preconditions import (
    edition_of,
    overseen,
    require_overseer,
    require_unpublished,
)
from data_access.awards.rubrics import CriterionText
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import (
    Account,
    Amendment,
    Decision,
    Juror,
    RankingView,
    Score,
    WeightChange,
)
from data_access.transaction import NOTHING, transaction
from data_access.viewer import SECRETARY, Viewer

SEEN = Text(
    "Ya vio una clasificación de esta edición: quien la vio no pide ni confirma un cambio de pesos."
)
NOBODY_SCORED = Text("Todavía nadie calificó: cambie los pesos con una enmienda común.")


@dataclass(frozen=True)
class Pending:
    """An extraordinary amendment that waits for a second person."""

    number: int
    before: Mapping[str, Decimal]
    after: Mapping[str, Decimal]
    reason: str
    by: str


def is_locked(connection: Connection, edition: str) -> bool:
    """Return whether somebody has scored, so that weights are no longer an ordinary amendment."""
    return (
        connection.scalar(select(Score.revision).filter_by(edition_code=edition).limit(1))
        is not None
    )


def open_ranking(engine: Engine, viewer: Viewer, edition: str) -> None:
    """Record that the viewer is about to see the ranking; the log says it the first time."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        overseen(connection, viewer, edition)
        if not _has_seen(connection, edition, viewer.name):
            row = {"edition_code": edition, "viewer": viewer.name, "at": clock.now()}
            connection.execute(insert(RankingView), row)
            connection.log("ranking_opened", edition=edition)


def has_opened(connection: Connection, viewer: Viewer, edition: str) -> bool:
    """Return whether the viewer asked to see the ranking of an edition that they run."""
    require_overseer(viewer, edition_of(connection, edition))
    return _has_seen(connection, edition, viewer.name)


def request(
    engine: Engine, viewer: Viewer, edition: str, weights: Mapping[str, Decimal], reason: str
) -> int:
    """Request other weights; return the number of the request, which another person confirms."""
    if not reason.strip():
        raise Refusal(Text("Una enmienda necesita su motivo."))
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        call = overseen(connection, viewer, edition)
        if call.award not in viewer.of(SECRETARY):
            raise Forbidden(Text("Un cambio de pesos lo pide la secretaría del premio."))
        _require_impartial(connection, viewer, call)
        before = {one.code: one.weight for one in criteria_of(connection, edition)}
        if set(weights) != set(before):
            raise ValueError("weights are given for every criterion")
        require_whole(tuple(CriterionText(name, name, own) for name, own in weights.items()))
        if dict(weights) == before:
            raise Refusal(Text("Los pesos son los que ya rigen."))
        if _waiting(connection, edition) is not None:
            raise Refusal(Text("Ya hay un cambio de pesos por confirmar: confírmelo o retírelo."))
        row = {
            "edition_code": edition,
            "before": _written(before),
            "after": _written(weights),
            "reason": reason.strip(),
            "requested_by": viewer.name,
            "requested_at": clock.now(),
        }
        made = insert(WeightChange).returning(WeightChange.id)
        number = int(connection.execute(made, row).scalar_one())
        connection.log(
            "weights_requested",
            edition=edition,
            changes=_changes(row["before"], row["after"]),
            reason=reason.strip(),
        )
    return number


def confirm(engine: Engine, viewer: Viewer, edition: str, number: int) -> None:
    """Put the requested weights into force, as another person than who requested them."""
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        call = overseen(connection, viewer, edition)
        row = _pending(connection, edition, number)
        if row.requested_by == viewer.name:
            raise Forbidden(Text("Lo confirma otra persona que quien lo pidió."))
        _require_impartial(connection, viewer, call)
        if _has_seen(connection, edition, row.requested_by):
            raise Refusal(
                Text("Quien lo pidió vio después una clasificación: ya no se confirma, retírelo.")
            )
        after = {name: Decimal(weight) for name, weight in row.after.items()}
        changed = reweigh(connection, edition, after)
        connection.execute(
            update(WeightChange)
            .where(WeightChange.id == number)
            .values(confirmed_by=viewer.name, confirmed_at=clock.now())
        )
        amendment = {"edition_code": edition, "at": clock.now(), "by": row.requested_by}
        connection.execute(
            insert(Amendment), amendment | {"reason": row.reason, "changes": changed}
        )
        connection.log(
            "weights_confirmed",
            edition=edition,
            changes=changed,
            reason=row.reason,
            requested_by=row.requested_by,
        )


def withdraw(engine: Engine, viewer: Viewer, edition: str, number: int) -> None:
    """Withdraw a request that nobody has confirmed."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        overseen(connection, viewer, edition)
        row = _pending(connection, edition, number)
        own = update(WeightChange).where(WeightChange.id == row.id)
        connection.execute(own.values(withdrawn_at=clock.now()))
        connection.log("weights_withdrawn", edition=edition, reason=row.reason)


def pending(connection: Connection, viewer: Viewer, edition: str) -> Pending | None:
    """Return the change of weights that waits for a second person, if there is one."""
    require_overseer(viewer, edition_of(connection, edition))
    row = _waiting(connection, edition)
    if row is None:
        return None
    return Pending(row.id, _read(row.before), _read(row.after), row.reason, row.requested_by)


def _require_impartial(connection: Connection, viewer: Viewer, call: Row[Any]) -> None:
    """Raise unless weights can still be changed, by somebody who has neither scored nor seen."""
    require_unpublished(call)
    if not is_locked(connection, call.code):
        raise Refusal(NOBODY_SCORED)
    decided = select(func.count()).select_from(Decision).filter_by(edition_code=call.code)
    if connection.scalar(decided):
        raise Refusal(Text("La decisión ya está registrada: los pesos no se cambian."))
    scored = connection.scalar(
        select(Score.revision)
        .join(Juror, (Juror.edition_code == Score.edition_code) & (Juror.code == Score.juror_code))
        .join(Account, Account.id == Juror.account_id)
        .where(Score.edition_code == call.code, Account.email == viewer.name)
        .limit(1)
    )
    if scored is not None:
        raise Forbidden(Text("Calificó en esta edición: no pide ni confirma un cambio de pesos."))
    if _has_seen(connection, call.code, viewer.name):
        raise Forbidden(SEEN)


def _has_seen(connection: Connection, edition: str, name: str) -> bool:
    found = select(RankingView.at).filter_by(edition_code=edition, viewer=name)
    return connection.scalar(found) is not None


def _waiting(connection: Connection, edition: str) -> Row[Any] | None:
    return connection.execute(
        select(WeightChange).where(
            WeightChange.edition_code == edition,
            WeightChange.confirmed_at.is_(None),
            WeightChange.withdrawn_at.is_(None),
        )
    ).first()


def _pending(connection: Connection, edition: str, number: int) -> Row[Any]:
    row = _waiting(connection, edition)
    if row is None or row.id != number:
        raise Refusal(Text("Ese cambio de pesos ya no espera confirmación."))
    return row


def _written(weights: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: str(weight) for name, weight in weights.items()}


def _read(weights: Mapping[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(weight) for name, weight in weights.items()}


def _changes(before: Any, after: Any) -> dict[str, list[str]]:
    """Return the weights that differ, as an amendment writes them down."""
    return {
        f"weight {name}": [own, after[name]]
        for name, own in before.items()
        if Decimal(own) != Decimal(after[name])
    }
