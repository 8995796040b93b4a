"""Nominations received and honoured, place by place: published editions, for everybody."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, select

from data_access import clock, lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.awards.award_answer import EDITION, ELIGIBLE, READ_SUBJECTS, REFERENCE
from data_access.answers.awards.edition_overview import adopted_elsewhere
from data_access.answers.awards.jury import Jury, editions, load
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.provenance import synthetic
from data_access.answers.shared_columns import DATE, NAME, TERRITORY
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Honour
from data_access.viewer import Viewer

WINNER = "winner"
RECEIVED_COLUMNS = (
    EDITION,
    AnswerColumn("premio", Kind.CODE, Text("Premio"), lists.AWARD),
    NAME,
    DATE,
    TERRITORY,
    ELIGIBLE,
    AnswerColumn("awarded", Kind.COUNT, Text("Premiadas")),
    AnswerColumn("adopted", Kind.COUNT, Text("Adoptadas")),
)
COLUMNS = names_of(RECEIVED_COLUMNS)
RECEIVED = Definition(
    Text(
        "Postulaciones elegibles de cada edición publicada, prácticas premiadas y cuántas de ellas "
        "adoptó otra institución hasta 12 meses después del resultado; por el cantón de quien "
        "postuló."
    ),
    Text("replicación = premiadas adoptadas / premiadas"),
    REFERENCE,
    dated=Text("el día en que se publicó el resultado"),
)


@question(
    "awards.received",
    RECEIVED,
    READ_SUBJECTS,
    title=Text("Postulaciones elegibles y premiadas"),
    columns=RECEIVED_COLUMNS,
    filters=["edicion"],
    periods=True,
)
def received(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per edition published in the period, the newest first."""
    published = [
        edition
        for edition in editions(connection)
        if edition.published_at
        and scope.get("edicion") in (None, edition.code)
        and _within(edition, scope)
    ]
    juries = [load(connection, edition) for edition in published]
    rows = [
        _row(
            jury,
            honoured(connection, jury.edition.code),
            adopted_elsewhere(connection, jury),
            scope.territory,
        )
        for jury in juries
    ]
    days = [clock.local_day(edition.published_at) for edition in published]
    return Answer(
        name="awards.received",
        scope=scope,
        definition=RECEIVED,
        frame=pd.DataFrame(rows, columns=COLUMNS),
        as_of=max(days, default=None),
        n=sum(row["eligible"] for row in rows),
        sources=tuple(jury.source for jury in juries),
        synthetic=synthetic(connection),
    )


def honoured(connection: Connection, edition: str) -> set[str]:
    """Return the winners of an edition."""
    query = select(Honour.nomination_code).filter_by(edition_code=edition, distinction=WINNER)
    return set(connection.scalars(query))


def _within(edition: Row[Any], scope: Scope) -> bool:
    day = clock.local_day(edition.published_at)
    return (scope.start is None or day >= scope.start) and (scope.end is None or day < scope.end)


def _row(jury: Jury, honoured: set[str], adopted: set[str], place: str) -> dict[str, Any]:
    known = jury.nominations
    inside = known["canton"].isin(set(territory.cantons_of(place)))
    eligible = set(known["code"][inside & (known["eligible"] == "SI")])
    awarded = eligible & honoured
    return {
        "edition": jury.edition.code,
        "premio": jury.edition.award,
        "nombre": jury.edition.name,
        "fecha": clock.local_day(jury.edition.published_at),
        "territory": place,
        "eligible": len(eligible),
        "awarded": len(awarded),
        "adopted": len(awarded & adopted),
    }
