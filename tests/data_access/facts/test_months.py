"""Completed months in SQL are those that are counted date by date, on each database."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy import Column, Date, Engine, MetaData, Table, insert, select

from data_access.facts.dialects import completed_months
from tests.data_access.facts import straightforward


def test_sql_counts_completed_months_as_the_measure_does(engine: Engine) -> None:
    chance, first = random.Random(3), dt.date(2023, 12, 1)
    days = [first + dt.timedelta(days=chance.randrange(900)) for _ in range(400)]
    ends = [dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(2025, 2, 28), dt.date(2025, 4, 30)]
    pairs = [
        *zip(days[:200], days[200:], strict=True),
        *((day, end) for day in days for end in ends),
    ]
    columns = (Column("begun", Date), Column("ended", Date))
    table = Table("spans", MetaData(), *columns, prefixes=["TEMPORARY"])
    months = completed_months(table.c.begun, table.c.ended)

    with engine.connect() as connection:
        table.create(connection)
        rows = [{"begun": begun, "ended": ended} for begun, ended in pairs]
        connection.execute(insert(table), rows)
        found = connection.execute(select(table.c.begun, table.c.ended, months)).all()

    assert {tuple(row) for row in found} == {
        (begun, ended, straightforward.completed_months(begun, ended)) for begun, ended in pairs
    }
