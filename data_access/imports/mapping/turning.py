"""Tables turned to the templates' shape: months, quarters and jurors down, dummies into one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from data_access.imports.headings import plain
from data_access.imports.mapping.columns import CERTAIN, READS, Match, reads
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.tables import Grid
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import SheetColumn, Template
from data_access.imports.written_dates import month
from data_access.language import Text

QUARTER = re.compile(
    r"(?:(?:meta|trim|trimestre|periodo) )*(?:t|q|trim|trimestre|i+v?)? ?([1-4]|i{1,3}|iv)"
    r"(?: trim(?:estre)?)?(?: (20\d\d))?|(20\d\d) ?[tq] ?([1-4])"
)
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
JUROR = re.compile(r"(?:jurado|jurada|juror|reviewer|evaluador|evaluadora|juez|j) ?(\w{1,12})")
YEAR = re.compile(r"(?<!\d)(20[12]\d)(?!\d)")
SCORES = "puntajes"
FEWEST_CRITERIA = 2
# The mean or median of a review's scores, as conference systems call it.
OVERALL = {"score", "overall score", "puntaje", "total score", "puntaje total", "mean score"}
CODE = re.compile(r"[A-Z]{1,4}[-_]?\d{1,3}")
YES = {"1", "1.0", "true", "si", "x", "verdadero", "yes"}
NO = {"", "0", "0.0", "false", "no", "falso"}


@dataclass(frozen=True)
class Series:
    """Columns that are values of one thing: `across` is what they run over, by column."""

    over: str
    labels: dict[int, str]


def series_of(grid: Grid, template: Template) -> Series | None:
    """Return the columns of months, quarters or jurors, which then stand for nothing else."""
    if template.name == SCORES and (criteria := _criteria(grid, template)):
        return criteria
    names = {c.name for c in template.columns}
    certain = {m.at for m in grid.matches if m.score >= CERTAIN - 1}
    for over, labels in wide(grid.headers):
        labels = {at: said for at, said in labels.items() if at not in certain}
        rest = [m for m in grid.matches if m.at not in labels]
        if over in names and len(labels) >= 2 and over not in {m.column.name for m in rest}:
            grid.matches = rest
            return Series(over, labels)
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


def wide(headers: Sequence[str]) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield what several headers are values of (months, quarters, jurors), with each one's own."""
    kinds: list[tuple[str, Callable[[str], str | None]]] = [
        ("mes", _month),
        ("periodo", _quarter),
        ("codigo_jurado", _juror),
    ]
    for over, label in kinds:
        labels = {at: said for at, h in enumerate(headers) if h and (said := label(h))}
        if len(labels) >= 2:
            yield over, labels


def _month(header: str) -> str | None:
    try:
        return month(header).isoformat()[:7]
    except BadValue:
        return None


def _quarter(header: str) -> str | None:
    found = QUARTER.fullmatch(plain(header))
    if not found:
        return None
    number = ROMAN.get(found[1] or "", found[1]) or found[4]
    year = found[2] or found[3]
    return f"{year}-T{number}" if year else f"T{number}"


def _juror(header: str) -> str | None:
    return header.strip() if JUROR.fullmatch(plain(header)) else None


def turned(grid: Grid, series: Series, template: Template, ask: Ask) -> Grid:
    """Return a table with a row for each filled cell of a series; raise Unanswered."""
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
    numbers = [
        c
        for c in template.columns
        if c.kind in ("decimal", "integer") and c.name not in known and not c.key
    ]
    main = [c for c in numbers if c.required] or numbers
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
    said = {"" if c is None else plain(str(c)) or str(c) for c in cells}
    return {s.replace(" ", ".") for s in said} <= YES | NO


def joined(row: list[Any], choices: dict[int, str]) -> str | None:
    """Return the chosen codes of a row as a template writes them; None if none is chosen."""
    chosen = [code for at, code in choices.items() if _yes(row[at])]
    return ";".join(chosen) or None


def _yes(cell: Any) -> bool:
    return cell is not None and str(cell).strip().casefold().replace("í", "i") in YES
