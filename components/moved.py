"""Which numbers disclosure control may have moved: a reader sees them with "≈".

It follows from the declared column, the row and the reader's answer, here and nowhere else: tables,
cards, sentences, bars, maps and reports mark the same number the same way. What monitors read is
exact and has no mark; nor have files, whose numbers stay numbers beside their flag.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data_access.answers import QUESTIONS, Answer
from data_access.answers.columns import Kind


def is_moved(answer: Answer, row: Mapping[Any, Any], name: str) -> bool:
    """Return whether disclosure control may have moved the number of a row's column.

    A figure in the row's own unit is what the row's flag is of. Any other number of a row without a
    flag is an official total, which is exact.
    """
    column = QUESTIONS[answer.name].column(name)
    if not (answer.adjusted and column.moved):
        return False
    flag = row.get("flag")
    return flag == "adjusted" if column.kind is Kind.IN_UNIT else isinstance(flag, str)


def is_exact(answer: Answer) -> bool:
    """Return whether an answer holds exact counts of people that the public gets moved or not at
    all: what is made of it says so, since it may be passed on.
    """
    return not answer.adjusted and any(one.moved for one in QUESTIONS[answer.name].columns)


def rests_on_moved(answer: Answer) -> bool:
    """Return whether the n of an answer is a count of people that may have been moved.

    That of a survey counts companies, and that of vacancies posts: both are exact.
    """
    if answer.estimate_type != "count" or not answer.adjusted:
        return False
    columns = QUESTIONS[answer.name].columns
    people = [one.name for one in columns if one.kind is Kind.PEOPLE and one.moved]
    rows = answer.rows()
    return any(is_moved(answer, row, name) for row in rows for name in people)
