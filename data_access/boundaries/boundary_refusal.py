"""The error that refuses a map file: all faults at once, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data_access import territory
from data_access.refusal import Refusal

LISTED = 8  # places that a sentence names; the rest are counted


class BoundaryError(Refusal):
    """A file whose limits cannot be used; `texts` state each fault, its place and how to fix it."""


def listing(items: Sequence[str]) -> str:
    """Return the first few items of a list, and how many more there are."""
    more = len(items) - LISTED
    return ", ".join(items[:LISTED]) + (f"… (+{more})" if more > 0 else "")


def named(codes: Iterable[str]) -> str:
    """Return codes with their names, as a listing: "1308 Manta, 1309 Montecristi"."""
    return listing([f"{code} {territory.name(code).to('es')}" for code in codes])
