"""The calls of the awards, for anybody: which take nominations, which will, which have ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access import clock
from data_access.awards import editions
from data_access.awards.edition_rules import FIELDS, Rules, criteria_of
from data_access.awards.preconditions import NOT_YOURS, edition_of
from data_access.awards.rubrics import CriterionText
from data_access.refusal import Forbidden
from data_access.tables import Edition
from data_access.viewer import Viewer, oversees

OPEN, COMING, OVER = "open", "coming", "over"


@dataclass(frozen=True)
class Call:
    """An edition's call; `state` by the server's clock at this moment."""

    code: str
    award: str
    name: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    state: str


@dataclass(frozen=True)
class Rulebook:
    """The rules of an edition, and how they were amended since its call opened, newest first."""

    rules: Rules
    criteria: tuple[CriterionText, ...]
    amendments: Sequence[Row[Any]]


def calls(connection: Connection) -> list[Call]:
    """Return every approved call, the one that closes last first."""
    now = clock.now()
    approved = select(Edition).where(Edition.frozen_at.is_not(None))
    rows = connection.execute(approved.order_by(Edition.nominations_close_at.desc()))
    return [
        Call(
            row.code,
            row.award,
            row.name,
            row.opens_at,
            row.nominations_close_at,
            COMING if now < row.opens_at else OPEN if now < row.nominations_close_at else OVER,
        )
        for row in rows
    ]


def rulebook(connection: Connection, viewer: Viewer, code: str) -> Rulebook:
    """Return the rules of an edition, for everybody; of one not approved, for who prepares it.

    Raise Refusal if there is none, and Forbidden to others while it is not approved.
    """
    edition = edition_of(connection, code)
    if edition.frozen_at is None and not oversees(viewer, edition.award, code):
        raise Forbidden(NOT_YOURS)
    return Rulebook(
        Rules(**{name: getattr(edition, name) for name in FIELDS}),
        criteria_of(connection, code),
        editions.amendments(connection, code),
    )
