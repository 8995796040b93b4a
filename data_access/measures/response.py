"""Response rate of a survey (METHODS §1, LG-04; AAPOR's RR3)."""

from __future__ import annotations


def response_rate(completed: int, refused: int, unknown: int, ineligible: int) -> float | None:
    """Return completes over those eligible plus the share of the unknown who would be.

    Unknown eligibility (no contact) is estimated at the rate among the known:
    ê = eligible / (eligible + ineligible). None where nobody is known to be eligible.
    """
    eligible = completed + refused
    if eligible == 0:
        return None
    share = eligible / (eligible + ineligible)
    return completed / (eligible + share * unknown)
