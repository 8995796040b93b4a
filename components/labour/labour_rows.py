"""Rows of the frames of `labour.*` as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from components import comparing, evidence
from components.comparing import Comparison
from components.estimate_values import NOTHING, Estimate, by_code, number
from data_access.answers import Answer

# A count that would be published as less than 5 is "few".
FEW_AT_MOST = 8


@dataclass(frozen=True)
class Occupation:
    """Demand and registered supply of one occupation.

    `verdict`: `short` or `surplus` where the gap is told apart from 0 among all occupations, else
    `unclear`; `unknown`: no supply to compare with; `withheld`: no published demand.
    """

    code: str
    demand: Estimate
    supply: int | None
    supply_flag: str | None
    adjusted: bool = False  # the count carries disclosure control's noise
    verdict: str = "unclear"

    @property
    def supply_known(self) -> bool:
        """Whether anything is known of the people registered."""
        return self.supply is not None or self.supply_flag == "few"

    @property
    def difference(self) -> Estimate:
        """Vacancies less people with what it is tested by; NOTHING where either is not known.

        Of few people, the most that can be meant are taken off: a shortage is never overstated.
        """
        if not self.demand.shown or self.gap is None:
            return NOTHING
        supply = FEW_AT_MOST if self.supply is None else self.supply
        tested = evidence.gap_of(self.demand.evidence, supply, self.adjusted)
        return Estimate(self.gap, None, None, self.demand.flag, evidence=tested)

    @property
    def gap(self) -> float | None:
        """Vacancies less people as shown; the fewest that can be missing where those are few."""
        if self.demand.value is None or not self.supply_known:
            return None
        return self.demand.value - (FEW_AT_MOST if self.supply is None else self.supply)


def occupations(vacancies: Answer, gap: Answer) -> list[Occupation]:
    """Return demand (`labour.vacancies` by ciuo2) beside supply (`labour.gap` by ciuo2), by
    code."""
    demand = by_code(vacancies, "ciuo2")
    supply = {row["ciuo2"]: row for row in gap.rows()}
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
    return judged(found)


def judged(found: Sequence[Occupation]) -> list[Occupation]:
    """Return occupations with their verdicts, all gaps of a place as one family."""
    signs = comparing.gap_signs({o.code: o.difference for o in found})
    return [replace(o, verdict=_verdict(o, signs.get(o.code))) for o in found]


def _verdict(occupation: Occupation, found: Comparison | None) -> str:
    if not occupation.demand.shown:
        return "withheld"
    if not occupation.supply_known:
        return "unknown"
    if found is None or not found.differs:
        return "unclear"
    # Fewer people than "few" can mean may be registered: that is no surplus.
    if found.lower:
        return "surplus" if occupation.supply is not None else "unclear"
    return "short"


def supply_flag(row: Mapping[Any, Any]) -> str:
    """Return why a row of `labour.gap` has no supply; people are counted where there is a row."""
    return "few" if row else "unknown"


def ranked(found: list[Occupation], verdict: str) -> list[Occupation]:
    """Return the occupations of one verdict, the largest published gap first, then by code."""
    chosen = [occupation for occupation in found if occupation.verdict == verdict]
    return sorted(chosen, key=lambda o: (-abs(o.gap or 0.0), o.code))


def first_is_sure(found: Sequence[Occupation]) -> bool:
    """Return whether the largest gap is told apart from that of every other occupation."""
    return comparing.largest({o.code: o.difference for o in found}).key is not None
