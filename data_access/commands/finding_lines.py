"""Findings for a terminal: the same mistake in many rows is one line."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_shape import spans
from data_access.language import Text

VALUES = 3  # that are written out; the row numbers lead to all of them


@dataclass
class _Alike:
    """The findings of one mistake: the first, the rows, and the values that are written out."""

    first: ImportFinding
    rows: array[int] = field(default_factory=lambda: array("q"))
    said: dict[str, None] = field(default_factory=dict)

    def add(self, one: ImportFinding) -> None:
        if one.row is not None:
            self.rows.append(one.row)
        if one.value is not None and len(self.said) <= VALUES:
            self.said[f"«{one.value}»"] = None


def lines(findings: Iterable[ImportFinding], kind: str, language: str) -> Iterator[str]:
    """Yield a line for each thing that is wrong with a column, in the order of the findings."""
    alike: dict[tuple[object, ...], _Alike] = {}
    for one in findings:
        key = (one.file, one.sheet, one.column, one.rule, *one.message)
        if key not in alike:
            alike[key] = _Alike(one)
        alike[key].add(one)
    for found in alike.values():
        yield _line(found, kind, language)


def _line(found: _Alike, kind: str, language: str) -> str:
    first = found.first
    where = (first.file, first.sheet, _rows(found.rows, language), first.column)
    place = " · ".join(part for part in where if part is not None)
    said = list(found.said)
    shown = ", ".join([*said[:VALUES], *(["…"] if len(said) > VALUES else [])])
    value = f" {shown}" if said else ""
    return f"{kind} {place}{value}: {first.message.to(language)} [{first.rule}]"


def _rows(found: Sequence[int], language: str) -> str | None:
    """Return `2` for one row, `2-81, 90 (81 filas)` for several, a long list folded."""
    rows = np.unique(np.asarray(found, np.int64))
    if not len(rows):
        return None
    said = spans(rows)
    if len(rows) == 1:
        return said
    return f"{said} ({Text('{count} fila', '{count} filas', len(rows)).to(language)})"
