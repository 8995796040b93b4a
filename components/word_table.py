"""A table of words of a desk: it sorts and fits its frame as the tables of figures do.

Its cells are words already, in the reader's language. A column in which each cell is a number, or
says that there is none, is a column of numbers: aligned to the right, and sorted by its values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
from babel.numbers import NumberFormatError, parse_decimal

from components import html_table
from components.html_table import Cell, Heading
from components.reader_language import current
from components.words import locale_of

NOTHING = "—"
# A number, perhaps about or in per cent, or one of how many: "≈ 1.234", "12 %", "3 de 5".
NUMBER = re.compile(r"(?:≈\s*)?([-−]?\d[\d.,]*)(?:\s?%|\s\w{2}\s\d+)?")


def render(frame: pd.DataFrame, name: str, sorts: bool = True) -> None:
    """Render a frame of words with a name for those who cannot see it.

    `sorts`: it holds all its rows, so that the first after sorting are the first of all.
    """
    columns = [column_of([str(said) for said in frame[head]]) for head in frame]
    headings = [
        Heading(str(head), number)
        for head, (number, _cells) in zip(frame.columns, columns, strict=True)
    ]
    rows = list(zip(*(cells for _number, cells in columns), strict=True))
    html_table.render(headings, rows, name, sorts)


def column_of(words: Sequence[str]) -> tuple[bool, list[Cell]]:
    """Return whether a column is of numbers, and its cells with what they are sorted by."""
    values = [number(said) for said in words]
    told = [value for said, value in zip(words, values, strict=True) if said != NOTHING]
    if told and None not in told:
        return True, [Cell(said, value) for said, value in zip(words, values, strict=True)]
    return False, [Cell(said, None if said == NOTHING else said) for said in words]


def number(said: str) -> float | None:
    """Return the number that a cell says in the reader's language; None if it is none."""
    found = NUMBER.fullmatch(said.replace("\N{NO-BREAK SPACE}", " ").strip())
    if found is None:
        return None
    try:
        return float(parse_decimal(found[1].replace("−", "-"), locale_of(current())))
    except NumberFormatError:
        return None
