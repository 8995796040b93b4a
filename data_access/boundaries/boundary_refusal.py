"""How a map file is refused: in sentences, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data_access import territory
from data_access.refusal import Refusal

LISTED = 8  # a sentence names so many places, and counts the rest


class BoundaryError(Refusal):
    """A file whose limits cannot be used; `texts` say what is wrong, where, and how to mend it."""


def listing(items: Sequence[str]) -> str:
    """The first few of a list, and how many more there are."""
    more = len(items) - LISTED
    return ", ".join(items[:LISTED]) + (f"… (+{more})" if more > 0 else "")


def named(codes: Iterable[str]) -> str:
    """Codes with their names, as a listing: "1308 Manta, 1309 Montecristi"."""
    return listing([f"{code} {territory.name(code).to('es')}" for code in codes])
