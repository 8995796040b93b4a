"""Rows of the answers about quality, as the page's sentences and charts take them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from components import labels
from components.estimate_values import Estimate, number
from components.intervals import Row
from components.programme_results.result_figures import ONE
from data_access.answers import QUESTIONS, Answer
from data_access.language import Text

MOST = 12  # rows of a chart; the others are in the table
SOME = 0.1  # a share from which a sheet is called incomplete

Found = Mapping[Any, Any]


def faults(answer: Answer) -> list[Found]:
    """Return the rows of which something was found, the largest share first."""
    rows = [row for row in answer.rows() if number(row["rate"])]
    return sorted(rows, key=lambda row: -float(row["rate"]))


def untold(answer: Answer) -> int:
    """Return of how many rows there are too few people to say how many."""
    return sum(row["flag"] == "few" for row in answer.rows())


def label(answer: Answer, row: Found, *columns: str) -> Text:
    """Return the labels of a row's codes, one or two of them."""
    question = QUESTIONS[answer.name]
    said = [labels.code(question.column(name), row[name]) for name in columns]
    if len(said) == 1:
        return said[0]
    return Text("{what} · {where}", what=said[0], where=said[1])


def drawn(answer: Answer, rows: Iterable[Found], *columns: str) -> list[Row]:
    """Return rows as those of a chart of shares."""
    return [
        Row(
            label(answer, row, *columns),
            {ONE: Estimate(number(row["rate"]), None, None, "reliable")},
        )
        for row in rows
    ]


def last_day(answer: Answer, sheets: Iterable[str] = ()) -> dt.date | None:
    """Return the last day of some sheets, or of all that are about what happens."""
    wanted = set(sheets)
    days = [
        row["last_day"]
        for row in answer.rows()
        if not pd.isna(row["last_day"]) and (not wanted or row["sheet"] in wanted)
    ]
    return max(days, default=None)
