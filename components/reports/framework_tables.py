"""The lines of the framework as tables: long, for pivots, and by place for readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from components import labels
from components.reports.framework_lines import (
    DIMENSIONS,
    FrameworkLine,
    FrameworkTaken,
    Span,
    said_span,
)
from components.tables import FileColumn
from components.words import Inside, ShortDay, between, quantity
from data_access import lists
from data_access.answers.columns import Kind
from data_access.language import Text, say

Table = tuple[list[str], list[list[str]]]
DASH = Text("—")

LONG: tuple[tuple[Text, Kind], ...] = (
    (Text("Indicador (código)"), Kind.TEXT),
    (Text("Indicador"), Kind.TEXT),
    (Text("De qué es la cifra"), Kind.TEXT),
    (Text("Actividad"), Kind.TEXT),
    (Text("Lugar (código)"), Kind.TEXT),
    (Text("Lugar"), Kind.TEXT),
    (Text("Desde"), Kind.DATE),
    (Text("Antes de"), Kind.DATE),
    (Text("Período"), Kind.TEXT),
    (Text("Desglose"), Kind.TEXT),
    (Text("Grupo (código)"), Kind.TEXT),
    (Text("Grupo"), Kind.TEXT),
    (Text("Valor"), Kind.IN_UNIT),
    (Text("Unidad"), Kind.TEXT),
    (Text("Intervalo de 95 %, desde"), Kind.IN_UNIT),
    (Text("Intervalo de 95 %, hasta"), Kind.IN_UNIT),
    (Text("n"), Kind.COUNT),
    (Text("Línea de base"), Kind.IN_UNIT),
    (Text("Meta"), Kind.IN_UNIT),
    (Text("Avance (%)"), Kind.POINTS),
    (Text("Estado"), Kind.TEXT),
    (Text("Confiabilidad"), Kind.TEXT),
    (Text("Tal como se lee en la página"), Kind.TEXT),
    (Text("Fuente"), Kind.TEXT),
    (Text("Al"), Kind.DATE),
)


def long_table(taken: FrameworkTaken, language: str) -> tuple[list[FileColumn], list[list[Any]]]:
    """Return every line as a row of typed cells; a cell without a number is empty."""
    columns = [FileColumn(name.to(language), kind) for name, kind in LONG]
    return columns, [[_in(cell, language) for cell in _cells(line)] for line in taken.lines]


def _in(cell: object, language: str) -> object:
    return cell.to(language) if isinstance(cell, Text) else cell


def _cells(line: FrameworkLine) -> list[Any]:
    row, whole = line.row, line.dimension is None
    flag = line.flag or ("unknown" if row.value is None else "reliable")
    return [
        row.code,
        lists.INDICATORS[row.code],
        row.detail,
        lists.ACTIVITIES[row.activity],
        row.place,
        labels.place(row.place),
        *line.span,
        said_span(line.span),
        Text("Total") if line.dimension is None else labels.scope_key(line.dimension),
        line.group,
        line.group_name,
        row.value,
        lists.UNITS[row.unit],
        row.estimate.low,
        row.estimate.high,
        line.n,
        line.baseline if whole else None,
        row.aim if whole else None,
        row.way if whole else None,
        row.state if whole else None,
        labels.FLAGS[flag],
        row.said,
        line.source,
        line.as_of,
    ]


def totals(taken: FrameworkTaken, place: str, span: Span, language: str) -> Table:
    """Return the indicators of a place and period in words: figure, interval, target, state."""
    head = [
        Text("Indicador"),
        Text("Cifra"),
        Text("Intervalo de 95 %"),
        Text("n"),
        Text("Línea de base"),
        Text("Meta"),
        Text("Estado"),
        Text("Al"),
    ]
    rows = [
        [
            Text("{code} {name}", code=line.row.code, name=line.row.name),
            line.row.said,
            interval(line),
            DASH if line.n is None else line.n,
            line.row.baseline or DASH,
            line.row.target or DASH,
            line.row.state,
            DASH if line.as_of is None else ShortDay(line.as_of),
        ]
        for line in taken.lines
        if line.dimension is None and (line.row.place, line.span) == (place, span)
    ]
    return [say(cell, language) for cell in head], [
        [say(cell, language) for cell in row] for row in rows
    ]


def interval(line: FrameworkLine) -> Text:
    """Return a line's interval in its own unit, in words."""
    low, high, unit = line.row.estimate.low, line.row.estimate.high, line.row.unit
    if line.row.value is None:
        return DASH
    if low is None or high is None:
        return between(low, high)
    return Text("de {low} a {high}", low=quantity(low, unit), high=quantity(high, unit))


def by_groups(
    taken: FrameworkTaken, place: str, span: Span, language: str
) -> Iterator[tuple[str, Table]]:
    """Yield a table for each dimension: indicators down, groups across, figures in words."""
    for dimension in DIMENSIONS:
        found = [
            line
            for line in taken.lines
            if line.dimension == dimension and (line.row.place, line.span) == (place, span)
        ]
        if not found:
            continue
        name = Text("Por {dimension}", dimension=Inside(labels.scope_key(dimension)))
        yield name.to(language), _crossed(found, language)


def _crossed(found: Sequence[FrameworkLine], language: str) -> Table:
    groups = list(dict.fromkeys(line.group for line in found))
    order = {code: at for at, code in enumerate(labels.codes(found[0].dimension or ""))}
    groups.sort(key=lambda code: order.get(code or "", len(order)))
    names = {line.group: line.group_name.to(language) for line in found}
    cells = {(line.row.code, line.group): line.row.said.to(language) for line in found}
    head = [Text("Indicador").to(language), *(names[code] for code in groups)]
    rows = []
    for code in dict.fromkeys(line.row.code for line in found):
        said = f"{code} {lists.INDICATORS[code].to(language)}"
        dash = DASH.to(language)
        rows.append([said, *(cells.get((code, group), dash) for group in groups)])
    return head, rows
