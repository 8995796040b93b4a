"""Tables turned to the templates' shape: months, quarters and jurors down, dummies into one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from data_access.imports.headings import plain
from data_access.imports.mapping.columns import ALIAS, CERTAIN, READS, Match, reads
from data_access.imports.mapping.marks import NO, YES, came, holds, word
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.series import Series, wide
from data_access.imports.mapping.tables import Grid
from data_access.imports.sheet_description import SheetColumn, Template
from data_access.language import Text

VALUES = ("decimal", "integer", "date", "moment")
YEAR = re.compile(r"(?<!\d)(20[12]\d)(?!\d)")
SCORES = "puntajes"
FEWEST_CRITERIA = 2
# The mean or median of a review's scores, as conference systems call it.
OVERALL = {"score", "overall score", "puntaje", "total score", "puntaje total", "mean score"}
CODE = re.compile(r"[A-Z]{1,4}[-_]?\d{1,3}")


def series_of(grid: Grid, template: Template) -> Series | None:
    """Return the columns of months, quarters or jurors, which then stand for nothing else."""
    if template.name == SCORES and (criteria := _criteria(grid, template)):
        return criteria
    certain = {m.at for m in grid.matches if m.score >= CERTAIN - 1}
    columns = [grid.column(at) for at in range(len(grid.headers))]
    likely = {m.at for m in grid.matches if m.score >= ALIAS}
    for series in wide(grid.headers, columns, template, certain, likely):
        rest = [m for m in grid.matches if m.at not in series.labels]
        if series.over not in {m.column.name for m in rest}:
            grid.matches = rest
            return series
    return None


def _criteria(grid: Grid, template: Template) -> Series | None:
    """Return the columns of criteria: of a jury's export with one row a review.

    Beside them it has their mean, which is no score of its own, and names no criterion.
    """
    known = {m.column.name for m in grid.matches}
    if "criterio" in known or not {"codigo_postulacion", "codigo_jurado"} <= known:
        return None
    used = {m.at for m in grid.matches if m.column.name != "puntaje"}
    score = template.column("puntaje")
    labels = {
        at: header.strip()
        for at, header in enumerate(grid.headers)
        if header
        and at not in used
        and plain(header) not in OVERALL
        and any(cell is not None for cell in grid.column(at))
        and reads(grid.column(at), score) >= READS
    }
    if len(labels) < FEWEST_CRITERIA:
        return None
    grid.matches = [m for m in grid.matches if m.column.name != "puntaje"]
    return Series("criterio", labels)


def turned(grid: Grid, series: Series, template: Template, ask: Ask) -> Grid:
    """Return a table with a row for each filled cell of a series; raise Unanswered."""
    if series.marks:
        return _marked(grid, series, template, ask)
    value = _value_column(grid, series, template, ask)
    labels = dict(series.labels)
    if series.over == "periodo" and any(said.startswith("T") for said in labels.values()):
        year = _year(grid, ask)
        labels = {i: f"{year}-{said}" if said[0] == "T" else said for i, said in labels.items()}
    if series.over == "criterio":
        labels = {at: _criterion(grid, said, ask) for at, said in labels.items()}
    kept = [m for m in grid.matches if m.at not in labels and m.column.name != value.name]
    headers = [*(m.header for m in kept), series.over, value.name]
    rows, numbers = [], []
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        for at, label in labels.items():
            if row[at] is not None:
                rows.append([*(row[m.at] for m in kept), label, row[at]])
                numbers.append(number)
    matches = [Match(i, m.header, m.column, m.score) for i, m in enumerate(kept)]
    matches.append(Match(len(kept), series.over, template.column(series.over), 100.0))
    matches.append(Match(len(kept) + 1, value.name, value, 100.0))
    return Grid(grid.file, grid.sheet, headers, rows, numbers, grid.title, matches, [], grid.top)


def _marked(grid: Grid, series: Series, template: Template, ask: Ask) -> Grid:
    """Return a table with a row for each cross: its column's name is the value.

    Who has no cross came to nothing; of a choice, which each row has, the value is left empty.
    """
    column = template.column(series.over)
    kept = [m for m in grid.matches if m.at not in series.labels]
    marked = {at: came(grid, grid.column(at), ask) for at in series.labels}
    rows, numbers = [], []
    for i, (row, number) in enumerate(zip(grid.rows, grid.numbers, strict=True)):
        own: list[str | None] = [said for at, said in series.labels.items() if marked[at][i]]
        for label in own or ([] if column.key else [None]):
            rows.append([*(row[m.at] for m in kept), label])
            numbers.append(number)
    matches = [Match(i, m.header, m.column, m.score) for i, m in enumerate(kept)]
    matches.append(Match(len(kept), series.over, column, CERTAIN))
    headers = [*(m.header for m in kept), series.over]
    return Grid(grid.file, grid.sheet, headers, rows, numbers, grid.title, matches, [], grid.top)


def _criterion(grid: Grid, header: str, ask: Ask) -> str:
    """Return the code of a criterion: the header itself, or asked where that is a name."""
    if CODE.fullmatch(header):
        return header
    question = Question(
        f"criterio.{header}",
        grid.file,
        grid.sheet,
        Text("¿Qué código tiene el criterio «{header}» en las bases?", header=header),
    )
    return answer(ask, question)


def _value_column(grid: Grid, series: Series, template: Template, ask: Ask) -> SheetColumn:
    """Return what the cells of a series are; asked where a template has several numbers."""
    known = {m.column.name for m in grid.matches}
    cells = [cell for at in series.labels for cell in grid.column(at)]
    numbers = [
        c
        for c in template.columns
        if c.kind in VALUES and c.name not in known and not c.key and c.name != series.over
    ]
    read = [c for c in numbers if reads(cells, c) >= READS] or numbers
    main = [c for c in read if c.required] or read
    if len(main) == 1 or series.over in ("codigo_jurado", "criterio"):
        return next((c for c in numbers if c.name == "puntaje"), main[0])
    said = answer(
        ask,
        Question(
            f"{template.name}.valor",
            grid.file,
            grid.sheet,
            Text(
                "Las columnas {columns} llevan una cifra por columna: ¿qué es esa cifra?",
                columns=", ".join(grid.headers[i] for i in list(series.labels)[:4]),
            ),
            {c.name: c.help for c in main},
        ),
    )
    return template.column(said)


def _year(grid: Grid, ask: Ask) -> str:
    """Return the year of quarters that do not name it: from the title, or asked."""
    years = set(YEAR.findall(grid.title))
    if len(years) == 1:
        return str(years.pop())
    question = Question(
        "anio",
        grid.file,
        grid.sheet,
        Text("Los trimestres T1 a T4 no dicen el año: ¿de qué año son?"),
    )
    said = answer(ask, question)
    return said


def dummies(grid: Grid, template: Template) -> Iterator[tuple[SheetColumn, dict[int, str]]]:
    """Yield each column of several choices that a form wrote as a column a choice."""
    known = {m.column.name for m in grid.matches if m.score >= 99}
    for column in template.columns:
        if column.kind != "choices" or column.name in known:
            continue
        found = {}
        for at, header in enumerate(grid.headers):
            parts = [p for p in re.split(r"[/.:]", header) if p.strip()]
            code = parts[-1].strip().upper() if len(parts) > 1 else ""
            if code in (column.codes or {}) and _binary(grid.column(at)):
                found[at] = code
        if len(found) >= 2:
            yield column, found


def _binary(cells: list[Any]) -> bool:
    return {word(cell) for cell in cells} <= YES | NO


def joined(row: list[Any], choices: dict[int, str]) -> str | None:
    """Return the chosen codes of a row as a template writes them; None if none is chosen."""
    chosen = [code for at, code in choices.items() if holds(row[at])]
    return ";".join(chosen) or None
