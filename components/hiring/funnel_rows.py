"""The rows of the funnel: its stages, and the share of those registered who got a job."""

from __future__ import annotations

from dataclasses import replace

from components import evidence
from components.estimate_values import NOTHING, Estimate, number
from components.programme_results.estimate_rows import Row, share
from data_access.answers import Answer


def stage(answer: Answer, code: str) -> Row | None:
    """Return the row of a stage of the funnel, if there is one."""
    return next((row for row in answer.rows() if row["stage"] == code), None)


def overall(answer: Answer, row: Row, first: Row) -> Estimate:
    """Return the share of those registered (`first`) who reached a stage."""
    plain = share(answer, row, None, "overall", ("overall_low", "overall_high"))
    if row["stage"] == first["stage"]:  # all of them, which leaves nothing to estimate
        return replace(plain, low=None, high=None)
    tested = None
    if plain.value is not None:
        counts = (number(row["reached"]), number(first["reached"]))
        tested = evidence.share(*counts, answer.adjusted)
    return replace(plain, evidence=tested)


def hired(answer: Answer) -> Estimate:
    """Return the share of those registered who got a job."""
    row, first = stage(answer, "CON"), stage(answer, "REG")
    return NOTHING if row is None or first is None else overall(answer, row, first)


def steps(answer: Answer) -> dict[str, Estimate]:
    """Return the share of each stage that took the step to it from the one before.

    Given how many came that far, the steps are independent, so that they can be compared.
    """
    found, before = {}, None
    for row in answer.rows():
        if before is not None and number(row["rate"]) is not None:
            counts = (number(row["reached"]), number(before["reached"]))
            tested = evidence.share(*counts, answer.adjusted)
            found[row["stage"]] = replace(share(answer, row), evidence=tested)
        before = row
    return found
