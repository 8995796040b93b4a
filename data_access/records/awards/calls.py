"""The calls of the awards, for anybody: which take nominations, which will, which have ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data_access import periods
from data_access.tables import Edition

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


def calls(connection: Connection) -> list[Call]:
    """Every call, the one that closes last first."""
    now = periods.now()
    rows = connection.execute(select(Edition).order_by(Edition.nominations_close_at.desc()))
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
