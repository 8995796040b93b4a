"""Rows of the answers about programme results as estimates for charts and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.estimate_values import Estimate, number
from data_access.answers import Answer

__all__ = ["Row", "flag_of", "number", "only", "people", "rows", "share"]

Row = Mapping[Any, Any]


def share(
    row: Row, column: str = "rate", ends: tuple[str, str] = ("ci_low", "ci_high")
) -> Estimate:
    """Return a share of people with its interval; where there is none, that they are too few."""
    value, low, high = (number(row[name]) for name in (column, *ends))
    flag = "reliable" if value is not None else flag_of(row)
    return Estimate(value, low, high, flag)


def people(row: Row, column: str) -> Estimate:
    """Return a count of people, which has no interval."""
    value = number(row[column])
    return Estimate(value, None, None, "reliable" if value is not None else flag_of(row))


def flag_of(row: Row) -> str:
    """Return why a row has no number: people are counted wherever there is a row."""
    flag = row.get("flag")
    return "unknown" if flag == "unknown" else "few"


def rows(answer: Answer) -> list[dict[Any, Any]]:
    return answer.frame.to_dict("records")


def only(answer: Answer) -> dict[Any, Any]:
    """Return the one row of an answer about a place."""
    (row,) = rows(answer)
    return row
