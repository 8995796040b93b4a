"""The whole record of an edition for an auditor: every version, who and when, under codes.

What a recused juror gave is left out, as the recusal hides it; that there was one is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, and_, select

from data_access import effective_scores
from data_access.awards.deciding import honours_of
from data_access.awards.preconditions import edition_of, require_overseer
from data_access.tables import (
    Amendment,
    Appeal,
    Assignment,
    Criterion,
    Decision,
    Edition,
    EligibilityCheck,
    Juror,
    Nomination,
    Score,
    ScoreSheet,
)
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer

Frames = dict[str, pd.DataFrame]
SHEETS: dict[str, tuple[Any, str]] = {
    "ediciones": (
        Edition,
        "code award name opens_at nominations_close_at scores_close_at score_min score_max "
        "score_step jurors_min jurors_target tie_break blind_fields rounds appeal_days nominees "
        "seed published_at",
    ),
    "criterios": (Criterion, "code name weight position"),
    "postulaciones": (
        Nomination,
        "code title organisation kind canton_code state submitted_at late eligible reasons "
        "shortlisted",
    ),
    "requisitos": (
        EligibilityCheck,
        "nomination_code item outcome reason checked_by checked_at",
    ),
    "jurados": (Juror, "code left_at"),
    "asignaciones": (
        Assignment,
        "nomination_code juror_code conflict conflict_kind declared_at origin",
    ),
    "enmiendas": (Amendment, "at by reason changes"),
    "impugnaciones": (
        Appeal,
        "nomination_code text received_at outcome answer answered_by answered_at",
    ),
    "decision": (Decision, "reasons tie_break departs below_minimum decided_by decided_at"),
}
VERSION_COLUMNS = [
    "nomination_code",
    "juror_code",
    "version",
    "criterion_code",
    "value",
    "not_assessable",
    "comment",
    "submitted_at",
    "submitted_by",
    "in_force",
]


def export(engine: Engine, viewer: Viewer, edition: str, build: Callable[[Frames], bytes]) -> bytes:
    """Return the file that `build` makes of every sheet of the record, for the secretariat.

    The export is logged once the file is made.
    """
    with engine.connect() as connection:
        require_overseer(viewer, edition_of(connection, edition))
        found = {name: _rows(connection, name, edition) for name in SHEETS}
        found["versiones"] = versions(connection, viewer, edition)
        found["honores"] = honours_of(connection, edition)
    file = build(found)
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        connection.log("jury_exported", edition=edition)
    return file


def versions(connection: Connection, viewer: Viewer, edition: str) -> pd.DataFrame:
    """Return every score of every submitted version, but those that a recusal hides.

    Private notes and drafts belong to their jurors and are not among them.
    """
    require_overseer(viewer, edition_of(connection, edition))
    pair = [getattr(Score, name) == getattr(ScoreSheet, name) for name in effective_scores.PAIR]
    seat = [
        getattr(Assignment, name) == getattr(ScoreSheet, name) for name in effective_scores.PAIR
    ]
    rows = connection.execute(
        select(
            Score.nomination_code,
            Score.juror_code,
            Score.version,
            Score.criterion_code,
            Score.value,
            Score.not_assessable,
            Score.comment,
            ScoreSheet.submitted_at,
            ScoreSheet.submitted_by,
        )
        .join(ScoreSheet, and_(*pair, ScoreSheet.version == Score.version))
        .join(Assignment, and_(*seat))
        .where(ScoreSheet.edition_code == edition, ScoreSheet.submitted_at.is_not(None))
        .where(Assignment.conflict != "SI")
        .order_by(Score.nomination_code, Score.juror_code, Score.version, Score.criterion_code)
    )
    frame = pd.DataFrame(rows.fetchall(), columns=VERSION_COLUMNS[:-1])
    last = frame.groupby(["nomination_code", "juror_code"])["version"].transform("max")
    return frame.assign(in_force=(frame["version"] == last).astype(bool))


def _rows(connection: Connection, name: str, edition: str) -> pd.DataFrame:
    model, listed = SHEETS[name]
    table = model.__table__
    names = listed.split()
    own = table.c.code if model is Edition else table.c.edition_code
    rows = connection.execute(
        select(*(table.c[column] for column in names))
        .where(own == edition)
        .order_by(*table.primary_key)
    )
    return pd.DataFrame(rows.fetchall(), columns=names)
