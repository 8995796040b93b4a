"""What a briefing holds, whatever it is written as: sentences, tables, and figures of pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.taking import Taken

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Remark:
    """A finding: what it is about, what it says, and how sure that is."""

    label: str
    said: str
    sure: str


@dataclass(frozen=True)
class Grid:
    """A table in words under a title; the columns of `numbers` are figures."""

    title: str
    head: Sequence[str]
    rows: Rows
    numbers: Sequence[int] = (1, 2)


@dataclass(frozen=True)
class Chapter:
    """Some figures of one page under its question."""

    title: str
    figures: Sequence[Taken]


@dataclass(frozen=True)
class Briefing:
    """All of a briefing, in one language."""

    language: str
    title: str
    place: str
    period: str
    headline: str
    freshness: str
    notice: str | None
    remarks: Sequence[Remark]
    key_figures: Grid
    targets: Grid
    chapters: Sequence[Chapter]
    notes: Sequence[str]
    made: str
