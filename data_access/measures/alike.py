"""Codes and names that differ by nothing that matters: rarely two different things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

PARTS = re.compile(r"[^\W\d_]+|\d+")


def essence(code: str) -> tuple[str, ...]:
    """Return what is left of a code without case, signs, spaces and leading zeros."""
    return tuple(part.lstrip("0") or "0" for part in PARTS.findall(code.casefold()))


def essence_of_name(name: str) -> tuple[str, ...]:
    """Return what is left of a name without case, accents, signs and spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return essence("".join(sign for sign in plain if not unicodedata.combining(sign)))


def pairs(left: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    """Yield each code of which the same is left as of an earlier one, with that one."""
    first: dict[tuple[str, ...], str] = {}
    for code, essential in sorted(left):
        other = first.setdefault(essential, code) if essential else code
        if other != code:
            yield code, other
