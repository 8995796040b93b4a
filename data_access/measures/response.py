"""Response rate of a survey (METHODS §1, LG-04; AAPOR's RR3)."""

from __future__ import annotations


def response_rate(completed: int, refused: int, unknown: int, ineligible: int) -> float | None:
    """Completes over those eligible and the share of the unknown who would be.

    Unknown eligibility (no contact) is taken at the rate seen among the known:
    ê = eligible / (eligible + ineligible). None where nobody is known to be eligible.
    """
    eligible = completed + refused
    if eligible == 0:
        return None
    share = eligible / (eligible + ineligible)
    return completed / (eligible + share * unknown)
