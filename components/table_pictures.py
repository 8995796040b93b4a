"""A table as a picture: its words in columns, as the page shows them, as SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.html_table import Cell, Heading
from components.templating import render_template
from components.theme import LIGHT
from data_access.language import Text

FEW, LARGE, SMALL = 6, 12, 9  # columns that have room for letters of a large size
LETTER, LINE, AIR = 0.53, 1.3, 8  # of a font size; pixels between columns and rows
NARROWEST = 5  # letters of a column


@dataclass(frozen=True)
class TableDrawing:
    """A table of a figure, kept until somebody presses for its picture."""

    said: Text
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]

    def as_svg(self, wide: float) -> tuple[str, float]:
        """Return the table as the text of an SVG as wide as asked for, and how high it is."""
        size = LARGE if len(self.headings) <= FEW else SMALL
        lines = [[one.said for one in self.headings], *([c.said for c in row] for row in self.rows)]
        ends = _ends(lines, wide, size)
        y, words, rules = 0.0, [], []
        for at, line in enumerate(lines):
            wrapped = [
                _wrapped(said, right - left - AIR, size)
                for said, (left, right) in zip(line, ends, strict=True)
            ]
            for parts, (left, right), head in zip(wrapped, ends, self.headings, strict=True):
                for down, part in enumerate(parts):
                    words.append(
                        {
                            "x": round(right - AIR if head.number else left, 1),
                            "y": round(y + size * (1 + LINE * down), 1),
                            "anchor": "end" if head.number else "start",
                            "color": LIGHT.ink if at else LIGHT.muted,
                            "said": part,
                        }
                    )
            y += size * LINE * max(map(len, wrapped)) + AIR
            rules.append(round(y - AIR / 2, 1))
        drawn: dict[str, Any] = {"words": words, "rules": rules, "size": size, "colors": LIGHT}
        return str(render_template("pictures/table.svg", wide=wide, high=y, **drawn)), y


def telling(
    headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]
) -> tuple[list[Heading], list[list[Cell]]]:
    """Return a table without the columns that say the same in every row."""
    kept = [
        at
        for at in range(len(headings))
        if len({row[at].said for row in rows}) > 1 or len(rows) < 2
    ]
    return [headings[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _ends(lines: Sequence[Sequence[str]], wide: float, size: int) -> list[tuple[float, float]]:
    """Return where each column begins and ends: as wide as its longest word asks, then its text."""
    columns = list(zip(*lines, strict=True))
    air = AIR / (size * LETTER)
    words = [
        air + max(NARROWEST, *(len(word) for said in column for word in said.split()), 0)
        for column in columns
    ]
    whole = [air + max(map(len, column)) for column in columns]
    room = max(wide / (size * LETTER) - sum(words), 0.0)
    more = [max(long - least, 0) for long, least in zip(whole, words, strict=True)]
    share = min(room / (sum(more) or 1), 1.0)
    letters = [least + extra * share for least, extra in zip(words, more, strict=True)]
    scale = wide / sum(letters)
    ends, left = [], 0.0
    for one in letters:
        ends.append((left, left + one * scale))
        left += one * scale
    return ends


def _wrapped(said: str, wide: float, size: int) -> list[str]:
    letters = max(round(wide / (size * LETTER)), NARROWEST)
    return textwrap.wrap(said, letters, break_long_words=False, break_on_hyphens=False) or [""]
