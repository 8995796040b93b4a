"""Which column of a sheet is which of a template: by name, other names, likeness and content."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from data_access.imports.headings import plain
from data_access.imports.lookups import several
from data_access.imports.mapping.aliases import ALIASES
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import SheetColumn, Template
from data_access.imports.values import parse
from data_access.imports.workbook_xml import BrokenCell

CERTAIN, ALIAS = 100.0, 95.0
LIKE = 84.0  # from here on two names are said to be alike
SAMPLE = 40
READS = 0.8  # share of a column's cells that its kind must be able to read
TODAY = dt.date(2100, 1, 1)  # a sample may lie ahead: that is judged later


@dataclass(frozen=True)
class Match:
    """A column of a sheet taken for one of a template; below ALIAS somebody should confirm it."""

    at: int
    header: str
    column: SheetColumn
    score: float


@lru_cache(maxsize=1024)  # a row of headers is held against every column of every template
def names_in(header: str) -> tuple[str, ...]:
    """Return the names that a header may be known by: forms put groups and questions before it."""
    text = header.strip()
    bare = re.sub(r"\([^)]*\)", " ", text) if "(" in text else text
    last = bare.replace("::", "/").rpartition("/")[2]
    parts = [text, bare, last]
    # A dot stands before the field of what is referred to, a hyphen after a group of ODK's.
    for mark in (":", "\n", " - ", ".", "-"):
        parts += last.split(mark) if mark in last else []
    return tuple(dict.fromkeys(plain(part) for part in parts if plain(part)))


@cache
def names_of(column: str) -> tuple[str, ...]:
    """Return the names that a template's column is known by, its own first."""
    return plain(column), *ALIASES.get(column, ())


def name_score(header: str, column: SheetColumn) -> float:
    """Return how surely a header is a column's name: 0 where it is not."""
    said, (own, *others) = names_in(header), names_of(column.name)
    if own in said:
        return CERTAIN if said[0] == own else CERTAIN - 1
    if any(name in others for name in said):
        return ALIAS
    best = max(
        (fuzz.token_sort_ratio(name, other) for name in said for other in [own, *others]),
        default=0.0,
    )
    return best * 0.9 if best >= LIKE else 0.0


def reads(cells: Sequence[Any], column: SheetColumn) -> float:
    """Return the share of a column's filled cells that can be read as a template's column."""
    filled = [c for c in cells if c is not None and not isinstance(c, BrokenCell)]
    different = list({(type(c), c): c for c in filled}.values())[:SAMPLE]
    if not different:
        return 1.0
    good = 0
    for cell in different:
        try:
            parse(cell, column, TODAY)
            good += 1
        except BadValue as bad:
            # A column of names, or of several places, is what its header says; the import, or
            # whoever is asked about it, says what is to become of that.
            good += bad.rule == "dato_personal" or several(str(cell), column) is not None
    return good / len(different)


def match(
    headers: Sequence[str], columns: Sequence[Sequence[Any]], template: Template
) -> list[Match]:
    """Return the best reading of a sheet's columns, each used once, surest first."""
    found: list[Match] = []
    for at, header in enumerate(headers):
        if not header:
            continue
        for column in template.columns:
            score = name_score(header, column)
            if not score:
                continue
            share = reads(columns[at], column) if score < CERTAIN - 1 else 1.0
            if share >= READS or (score >= ALIAS and share > 0.3):
                found.append(Match(at, header, column, score))
    found.sort(key=lambda one: (-one.score, one.at))
    taken: list[Match] = []
    for one in found:
        used = {m.at for m in taken}, {m.column.name for m in taken}
        if one.at not in used[0] and one.column.name not in used[1]:
            taken.append(one)
    return taken
