"""Rows of the answers about programme results as estimates for charts and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from components import evidence
from components.estimate_values import Estimate, number
from components.moved import is_moved
from data_access.answers import Answer
from data_access.language import Text

__all__ = ["Of", "Row", "flag_of", "lasting", "number", "only", "people", "share"]

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Of:
    """The columns that hold the numerator and the denominator of a share."""

    part: str
    whole: str


def share(
    answer: Answer,
    row: Row,
    of: Of | None = None,
    column: str = "rate",
    ends: tuple[str, str] = ("ci_low", "ci_high"),
) -> Estimate:
    """Return a share of people with its interval; where there is none, that they are too few.

    Of counts that stand in the row, it can be compared.
    """
    value, low, high = (number(row[name]) for name in (column, *ends))
    flag = "reliable" if value is not None else flag_of(row)
    tested = None
    if of is not None and value is not None:
        tested = evidence.share(number(row[of.part]), number(row[of.whole]), answer.adjusted)
    return Estimate(value, low, high, flag, evidence=tested)


def people(answer: Answer, row: Row, column: str, apart: bool = True) -> Estimate:
    """Return a count of people, which has no interval; `apart`: no other row has any of them."""
    value = number(row[column])
    tested = evidence.counted(value, answer.adjusted) if apart else evidence.untested(value)
    flag = "reliable" if value is not None else flag_of(row)
    return Estimate(value, None, None, flag, evidence=tested, moved=is_moved(answer, row, column))


def lasting(answer: Answer, row: Row) -> Estimate:
    """Return a survival with its interval, beside those who were followed from the start."""
    keys = [key for key in ("territory", "trained_first", *answer.scope.by) if key in row]
    began = next(
        (
            number(one["at_risk"])
            for one in answer.rows()
            if one["month"] == 0 and all(one[key] == row[key] for key in keys)
        ),
        None,
    )
    plain = share(answer, row, None, "survival")
    return replace(plain, evidence=evidence.survived(row, began, not answer.adjusted))


def flag_of(row: Row) -> str:
    """Return why a row has no number: too few people, or, of exact figures, that there are none."""
    flag = row.get("flag")
    return "few" if isinstance(flag, str) and flag != "unknown" else "unknown"


def nothing_yet(place: Text) -> Text:
    """Return that a period begins after the last data, so that nobody is counted in it."""
    return Text("En {place} todavía no hay datos de este período", place=place)


def only(answer: Answer) -> dict[Any, Any]:
    """Return the one row of an answer about a place."""
    (row,) = answer.rows()
    return row
