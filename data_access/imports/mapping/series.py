"""Headers that are values of one thing: months, quarters, years, places, stages, jurors, sessions.

Some are known by their names alone, others by what stands below them, as the crosses of a list of
who came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from data_access.imports.headings import plain
from data_access.imports.lookups import ROMAN, code_of
from data_access.imports.mapping.marks import all_marks, says_who_came
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import CANTONS, PLACES, Template
from data_access.imports.written_dates import month
from data_access.lists import MOMENT, SEX, STAGE

QUARTER = re.compile(
    r"(?:(?:meta|trim|trimestre|periodo) )*(?:t|q|trim|trimestre|i+v?)? ?([1-4]|i{1,3}|iv)"
    r"(?: trim(?:estre)?)?(?: (20\d\d))?|(20\d\d) ?[tq] ?([1-4])"
)
ONE_YEAR = re.compile(r"(?:(?:meta|ano|anio|personas|poblacion|valor) )*(20\d\d)")
JUROR = re.compile(r"(?:jurado|jurada|juror|reviewer|evaluador|evaluadora|juez|j) ?(\w{1,12})")
GROUPS = {"total": "TOTAL", "objetivo": "OBJETIVO", "poblacion objetivo": "OBJETIVO"}
GROUPS |= {"mujeres": "M", "hombres": "H", "poblacion total": "TOTAL"}
FEWEST = 2  # columns that are values of one thing
SHEETS_OF_MARKS = {"asistencia_sesiones": "codigo_sesion", "asistencia_eventos": "codigo_evento"}
AGREEMENTS = {"1", "2", "3", "4", "5"}
CODES_ACROSS = (CANTONS, PLACES, STAGE, MOMENT, SEX)


@dataclass(frozen=True)
class Series:
    """Columns that are values of one thing: `across` is what they run over, by column.

    With `marks` a cell says only whether the column's value holds in its row.
    """

    over: str
    labels: dict[int, str]
    marks: bool = False


def wide(
    headers: Sequence[str],
    columns: Sequence[Sequence[Any]],
    template: Template,
    taken: Collection[int] = (),
    likely: Collection[int] = (),
) -> Iterator[Series]:
    """Yield what several headers are values of, and each one's own, in what a sheet lacks.

    `taken` are the columns that are known to be something else, `likely` those that by their names
    are: what stands below these is not looked at.
    """
    names = {column.name for column in template.columns}
    said = {heading_at: h for heading_at, h in enumerate(headers) if h and heading_at not in taken}
    for over, label in _kinds(template):
        if over not in names or over in headers:
            continue
        labels = {at: found for at, h in said.items() if (found := label(h)) is not None}
        if len(labels) >= FEWEST:
            marks = over == "sexo"
            if not marks or all(all_marks(columns[at]) for at in labels):
                yield Series(over, labels, marks)
    rest = {at: h for at, h in said.items() if at not in likely and not says_who_came(h)}
    yield from _by_content(rest, columns, template, headers)


def _kinds(template: Template) -> Iterator[tuple[str, Callable[[str], str | None]]]:
    yield "mes", _month
    yield "periodo", _quarter
    yield "periodo", _one_year
    yield "anio", _one_year
    yield "codigo_jurado", _juror
    yield "grupo", lambda header: GROUPS.get(plain(header))
    for column in template.columns:
        if any(column.codes is codes for codes in CODES_ACROSS):
            yield column.name, lambda header, own=column: code_of(header.strip(), own)  # type: ignore[misc]


def _by_content(
    said: dict[int, str],
    columns: Sequence[Sequence[Any]],
    template: Template,
    headers: Sequence[str],
) -> Iterator[Series]:
    """Yield columns of crosses by session or event, and of agreement by question."""
    over = SHEETS_OF_MARKS.get(template.name)
    if over is not None and over not in headers:
        marked = {at: h.strip() for at, h in said.items() if all_marks(columns[at])}
        # To some nobody came.
        empty = {at: h.strip() for at, h in said.items() if set(columns[at]) == {None}}
        if marked:
            yield Series(over, marked | empty, marks=True)
    if template.name == "actitudes" and "pregunta" not in headers:
        labels = {at: h.strip() for at, h in said.items() if _agreements(columns[at])}
        if len(labels) >= FEWEST:
            yield Series("pregunta", labels)


def _agreements(cells: Sequence[Any]) -> bool:
    filled = {str(cell).removesuffix(".0") for cell in cells if cell is not None}
    return bool(filled) and filled <= AGREEMENTS


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


def _one_year(header: str) -> str | None:
    found = ONE_YEAR.fullmatch(plain(header))
    return found[1] if found else None


def _juror(header: str) -> str | None:
    return header.strip() if JUROR.fullmatch(plain(header)) else None
