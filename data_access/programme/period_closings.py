"""Closing of a period: the figures of the newest release are kept, exact and as published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from data_access import clock, periods, territory
from data_access.answers.indicators.catalogue import ALL
from data_access.answers.indicators.frozen import last_batch, vintages
from data_access.answers.indicators.indicator import Reader
from data_access.answers.indicators.indicator_rows import EXACT, PUBLIC, read
from data_access.database import SUBJECTS, data_version
from data_access.language import Text
from data_access.period_codes import CODES, period_of
from data_access.programme.published_data import published_data
from data_access.refusal import Forbidden, Refusal
from data_access.releases import standing
from data_access.scope import Scope
from data_access.tables import Closing, FrozenFigure, Target
from data_access.transaction import transaction
from data_access.viewer import VISITOR, Viewer, closes_periods

# Written by closings and by the history of batches themselves, and of no figure that is frozen.
FROZEN_WITHOUT = {"indicators", "batches"}


@dataclass(frozen=True)
class ClosedPeriod:
    """One closing of a period: when (UTC), by whom, and why."""

    vintage: int
    at: dt.datetime
    by: str
    reason: str


def closings(engine: Engine, viewer: Viewer, period: str) -> list[ClosedPeriod]:
    """Return the closings of a period, the newest first.

    Raise Forbidden if the viewer may not close periods.
    """
    _require(viewer)
    with engine.connect() as connection:
        found = vintages(connection, _scope(territory.COUNTRY, period))
    return [ClosedPeriod(row.vintage, row.closed_at, row.closed_by, row.reason) for row in found]


def close(engine: Engine, viewer: Viewer, period: str, reason: str) -> int:
    """Store the figures of a period that is over; return the number of this version of them.

    Raise Forbidden if the viewer may not, and Refusal if the period is not over, without a reason,
    and if the data moved while they were read.
    """
    _require(viewer)
    said = reason.strip()
    if not said:
        raise Refusal(Text("Diga por qué se cierra: un informe, un acuerdo, una corrección."))
    # Reading takes seconds, in which others may write.
    with engine.connect() as connection:
        seen = data_version(connection, *SUBJECTS)
        _require_published(connection)
        with published_data(engine, connection) as (data, today):
            _require_over(period, today)
            rows = _figures(data, viewer, period, today)
    with transaction(engine, viewer.name, touches=("indicators",), exclusive=True) as connection:
        if data_version(connection, *SUBJECTS) != seen:
            raise Refusal(
                Text("Los datos cambiaron mientras se leían: no se congeló nada. Repita el cierre.")
            )
        before = vintages(connection, _scope(territory.COUNTRY, period))
        vintage = before[0].vintage + 1 if before else 1
        own = {"period": period, "vintage": vintage}
        kept = {
            "closed_at": clock.now(),
            "closed_by": viewer.name,
            "reason": said,
            "data_version": seen,
            "last_batch": last_batch(connection),
        }
        connection.execute(insert(Closing), {**own, **kept})
        connection.execute(insert(FrozenFigure), [{**own, **row} for row in rows])
        connection.log("period_closed", period=period, version=vintage, figures=len(rows))
    return vintage


def _require(viewer: Viewer) -> None:
    if not closes_periods(viewer):
        raise Forbidden(
            Text("Solo el seguimiento del programa o la administración cierran períodos.")
        )


def _require_over(period: str, today: dt.date) -> None:
    span = period_of(period) if period in CODES else None
    if span is None or not periods.is_closed(*span, today):
        raise Refusal(Text("Solo se cierra un año o un trimestre que ya terminó."))


def _require_published(connection: Connection) -> None:
    """Raise Refusal if data were written since the newest release: they would not be frozen."""
    release = standing.in_force(connection)
    if release is None:
        return
    if set(standing.moved(connection, release.number)) - FROZEN_WITHOUT:
        raise Refusal(
            Text(
                "Se congelan las cifras publicadas, y desde la publicación del {day} cambiaron los "
                "datos: publique primero en la mesa de datos y repita el cierre.",
                day=release.day,
            )
        )


def _figures(
    connection: Connection, viewer: Viewer, period: str, today: dt.date
) -> list[dict[str, Any]]:
    """Return every indicator of the country and of each place with targets, for both audiences."""
    aimed = set(connection.scalars(select(Target.territory_code).distinct()))
    rows = []
    for place in sorted({territory.COUNTRY, *aimed}):
        scope = replace(_scope(place, period), asked_on=today)
        for audience, reader in ((EXACT, viewer), (PUBLIC, VISITOR)):
            found = read(Reader(connection, reader, scope), ALL, live=True)
            for row, _figure in found:
                same = ("actual", "low", "high", "detail", "flag", "missing", "as_of")
                rows.append(
                    {
                        "territory_code": place,
                        "indicator_code": row["code"],
                        "audience": audience,
                        "baseline": row["baseline"],
                        "target": row["target"],
                        **{name: row[name] for name in same},
                    }
                )
    return rows


def _scope(place: str, period: str) -> Scope:
    span = period_of(period)
    return Scope(place) if span is None else Scope(place, *span)
