"""Findings for a terminal: the same mistake in many rows is one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_shape import spans
from data_access.language import Text

VALUES = 3  # that are written out; the row numbers lead to all of them


def lines(findings: Iterable[ImportFinding], kind: str, language: str) -> Iterator[str]:
    """Yield a line for each thing that is wrong with a column, in the order of the findings."""
    alike: dict[tuple[object, ...], list[ImportFinding]] = {}
    for one in findings:
        key = (one.file, one.sheet, one.column, one.rule, one.message)
        alike.setdefault(key, []).append(one)
    for found in alike.values():
        yield _line(found, kind, language)


def _line(found: Sequence[ImportFinding], kind: str, language: str) -> str:
    first = found[0]
    where = (first.file, first.sheet, _rows(found, language), first.column)
    place = " · ".join(part for part in where if part is not None)
    said = list(dict.fromkeys(f"«{one.value}»" for one in found if one.value is not None))
    shown = ", ".join([*said[:VALUES], *(["…"] if len(said) > VALUES else [])])
    value = f" {shown}" if said else ""
    return f"{kind} {place}{value}: {first.message.to(language)} [{first.rule}]"


def _rows(found: Sequence[ImportFinding], language: str) -> str | None:
    """Return `2` for one row, `2-81, 90 (81 filas)` for several, a long list folded."""
    rows = sorted({one.row for one in found if one.row is not None})
    if not rows:
        return None
    said = spans(rows)
    if len(rows) == 1:
        return said
    return f"{said} ({Text('{count} fila', '{count} filas', len(rows)).to(language)})"
