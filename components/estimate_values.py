"""Survey figures as values: what an answer's rows hold, and how precise they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from components import evidence as of_test
from components.evidence import Figure
from data_access.answers import Answer


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; `value` is None where it is withheld.

    `evidence` is what comparisons test; without it there is nothing to say beside another figure.
    `moved`: disclosure control may have moved it.
    """

    value: float | None
    low: float | None
    high: float | None
    flag: str
    n: int | None = None
    evidence: Figure | None = field(default=None, repr=False, compare=False)
    moved: bool = False

    @property
    def shown(self) -> bool:
        """Whether there is a number fit to publish.

        Administrators get the unfit ones too; those stay in tables and out of sentences and charts.
        """
        return self.value is not None and self.flag != "not_published"

    @property
    def measured(self) -> bool:
        """Whether there is a number with an interval, as of a probability sample."""
        return self.shown and self.low is not None and self.high is not None


NOTHING = Estimate(None, None, None, "unknown")


def number(value: Any) -> float | None:
    """Return a cell as a float; None where it is missing."""
    return None if pd.isna(value) else float(value)


def estimate_of(row: Mapping[Any, Any], answer: Answer | None = None, at: int = 0) -> Estimate:
    """Return the estimate that a row of a `labour.*` frame holds; `at` is its place in `answer`."""
    value = number(row["estimate"])
    flag = row["flag"]
    n = row.get("n")
    return Estimate(
        value=value,
        low=number(row["ci_low"]),
        high=number(row["ci_high"]),
        flag=flag if isinstance(flag, str) else ("reliable" if value is not None else "unknown"),
        n=None if n is None or pd.isna(n) else int(n),
        evidence=None
        if answer is None or value is None
        else of_test.surveyed(answer, at, value, number(row.get("se"))),
    )


def only(answer: Answer) -> Estimate:
    """Return the one estimate of an answer without dimensions; `NOTHING` where it has no row."""
    if answer.frame.empty:
        return NOTHING
    return estimate_of(answer.frame.iloc[0].to_dict(), answer)


def by_code(answer: Answer, column: str) -> dict[str, Estimate]:
    """Return the estimates of an answer by one dimension."""
    rows = answer.rows()
    return {row[column]: estimate_of(row, answer, at) for at, row in enumerate(rows)}
