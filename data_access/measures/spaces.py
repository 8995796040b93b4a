"""Use of a shared workspace: occupancy and mixed use (METHODS §1, CW-02 and CW-03)."""

from __future__ import annotations


def occupancy(seat_hours: float, seats: int, weekly_hours: float, days: float) -> float | None:
    """Return seat-hours used over those on offer in a number of days; None if none was on offer."""
    offered = seats * weekly_hours * days / 7
    return None if offered <= 0 else seat_hours / offered


def mixed_use(on_the_move: int, host: int) -> float | None:
    """Return 1 − |2·share on the move − 1|: 1 for as many of each group, 0 for only one group.

    Counts people: internal migrants and those who gave no answer belong to neither.
    """
    people = on_the_move + host
    return None if people == 0 else 1 - abs(2 * on_the_move / people - 1)
