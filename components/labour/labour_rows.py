"""Rows of the frames of `labour.*` as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.estimate_values import MOST_NOISE, NOTHING, Estimate, by_code, number
from data_access.answers import Answer

# A count that would be published as less than 5 is "few".
FEW_AT_MOST = 8


@dataclass(frozen=True)
class Occupation:
    """Demand and registered supply of one occupation."""

    code: str
    demand: Estimate
    supply: int | None
    supply_flag: str | None
    adjusted: bool = False  # the count carries disclosure control's noise

    @property
    def supply_range(self) -> tuple[int, int] | None:
        """The least and the most people that can be registered; None where nothing is known."""
        if self.supply is not None:
            noise = MOST_NOISE if self.adjusted else 0
            return max(0, self.supply - noise), self.supply + noise
        return (0, FEW_AT_MOST) if self.supply_flag == "few" else None

    @property
    def verdict(self) -> str:
        """`short` or `surplus` where the interval allows no other reading, else `unclear`.

        `unknown`: no supply to compare with; `withheld`: no published demand.
        """
        if not self.demand.shown:
            return "withheld"
        if self.supply_range is None:
            return "unknown"
        least, most = self.supply_range
        if self.demand.low is not None and self.demand.low > most:
            return "short"
        if self.demand.high is not None and self.demand.high < least:
            return "surplus"
        return "unclear"

    @property
    def gap(self) -> float | None:
        """Vacancies less people as shown; the fewest that can be missing where those are few."""
        if self.demand.value is None or self.supply_range is None:
            return None
        return self.demand.value - (self.supply_range[1] if self.supply is None else self.supply)


def occupations(vacancies: Answer, gap: Answer) -> list[Occupation]:
    """Return demand (`labour.vacancies` by ciuo2) beside supply (`labour.gap` by ciuo2), by
    code."""
    demand = by_code(vacancies, "ciuo2")
    supply = {row["ciuo2"]: row for row in gap.frame.to_dict("records")}
    found = []
    for code in sorted(demand.keys() | supply.keys()):
        row = supply.get(code, {})
        people = number(row.get("registered_supply"))
        found.append(
            Occupation(
                code=code,
                demand=demand.get(code, NOTHING),
                supply=None if people is None else int(people),
                supply_flag=None if people is not None else supply_flag(row),
                adjusted=gap.adjusted,
            )
        )
    return found


def supply_flag(row: Mapping[Any, Any]) -> str:
    """Return why a row of `labour.gap` has no supply; people are counted where there is a row."""
    return "few" if row else "unknown"


def ranked(found: list[Occupation], verdict: str) -> list[Occupation]:
    """Return the occupations of one verdict, the largest published gap first, then by code."""
    chosen = [occupation for occupation in found if occupation.verdict == verdict]
    return sorted(chosen, key=lambda o: (-abs(o.gap or 0.0), o.code))


def overlaps(one: Occupation, other: Occupation) -> bool:
    """Return whether the errors allow either gap to be the larger one."""
    spans = []
    for occupation in (one, other):
        least, most = occupation.supply_range or (0, 0)
        spans.append(((occupation.demand.low or 0) - most, (occupation.demand.high or 0) - least))
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
