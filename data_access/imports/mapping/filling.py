"""Cells that a table leaves to be understood: merged ones, ages, several places in one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from data_access.imports.headings import plain
from data_access.imports.lookups import SEVERAL, code_of
from data_access.imports.mapping.aliases import OWN_COLUMNS
from data_access.imports.mapping.columns import CERTAIN, Match
from data_access.imports.mapping.questions import Ask, Question, answer
from data_access.imports.mapping.repeats import ABOVE
from data_access.imports.mapping.tables import Grid
from data_access.imports.reading_problems import BadValue
from data_access.imports.sheet_description import CANTONS, PLACES, SheetColumn, Template
from data_access.imports.values import parse
from data_access.imports.workbook_xml import letters_of
from data_access.language import Text

AGES = {"edad", "age", "edad en anos", "edad anos", "edad actual", "edad cumplida"}
Extra = list[tuple[SheetColumn, list[Any]]]
YES_OR_NO = {"si": Text("Sí"), "no": Text("No")}


def fill(grid: Grid, values: set[int], ask: Ask) -> None:
    """Repeat merged cells down and split cells with several places, once somebody has said so.

    `values` are the columns whose figures several places may share.
    """
    areas = [area for area in grid.merged if area[2] >= grid.top]
    if areas:
        top, left, bottom, right = areas[0]
        question = Question(
            "combinadas",
            grid.file,
            grid.sheet,
            Text(
                "Hay celdas combinadas (por ejemplo {where}): ¿el valor vale para todas las filas "
                "que abarcan?",
                where=f"{letters_of(left)}{top}:{letters_of(right)}{bottom}",
            ),
            YES_OR_NO,
        )
        if answer(ask, question) == "si":
            _repeat(grid, areas)
    _split_places(grid, values, ask)


def _repeat(grid: Grid, areas: list[tuple[int, int, int, int]]) -> None:
    at = {number: i for i, number in enumerate(grid.numbers)}
    for top, left, bottom, _right in areas:
        if top not in at or left > len(grid.headers):
            continue
        value = grid.rows[at[top]][left - 1]
        for number in range(top + 1, bottom + 1):
            if number in at:
                grid.rows[at[number]][left - 1] = value


def _split_places(grid: Grid, values: set[int], ask: Ask) -> None:
    """Give each place of a cell its own row; what a joint figure is for each is asked."""
    for match in grid.matches:
        of_places = match.column.codes is CANTONS or match.column.codes is PLACES
        # Where the place is no part of the key, a row for each would be one thing twice.
        if not of_places or not match.column.key:
            continue
        several = [
            i for i, row in enumerate(grid.rows) if len(_places(row[match.at], match.column)) > 1
        ]
        if not several:
            continue
        question = Question(
            "reparto",
            grid.file,
            grid.sheet,
            Text(
                "En {count} fila hay varios lugares en una celda (por ejemplo «{said}»): ¿la cifra "
                "es de cada uno, o de todos juntos y se reparte por igual?",
                "En {count} filas hay varios lugares en una celda (por ejemplo «{said}»): ¿la "
                "cifra es de cada uno, o de todos juntos y se reparte por igual?",
                len(several),
                said=str(grid.rows[several[0]][match.at]),
            ),
            {
                "cada_uno": Text("La cifra es de cada lugar."),
                "repartir": Text("La cifra es de todos juntos: se reparte por igual."),
            },
        )
        share = answer(ask, question) == "repartir"
        rows, numbers = [], []
        for row, number in zip(grid.rows, grid.numbers, strict=True):
            places = _places(row[match.at], match.column) or [row[match.at]]
            for place in places:
                own = [
                    _shared(cell, len(places)) if share and at in values else cell
                    for at, cell in enumerate(row)
                ]
                own[match.at] = place
                rows.append(own)
                numbers.append(number)
        grid.rows, grid.numbers = rows, numbers


def _places(cell: Any, column: SheetColumn) -> list[str]:
    if not isinstance(cell, str) or code_of(cell, column):
        return []
    parts = [part for part in SEVERAL.split(cell) if part.strip()]
    codes = [code_of(part.strip(), column) for part in parts]
    return [code for code in codes if code] if len(codes) > 1 and all(codes) else []


def _shared(cell: Any, among: int) -> Any:
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return round(cell / among, 4) if number and among > 1 else cell


def missing_values(
    grid: Grid,
    template: Template,
    headers: list[str],
    columns: list[list[Any]],
    ask: Ask,
) -> Extra:
    """Return the needed columns that the table lacks: computed, or one value that is asked."""
    found: Extra = []
    for column in template.columns:
        if column.name in headers or not (column.required or (column.key and column.blank is None)):
            continue
        if column.name == "anio_nacimiento" and (age := age_column(grid)) is not None:
            found.append((column, _years(grid, age, headers, columns, ask)))
            continue
        if column.name == "no_evaluable" and "puntaje" in headers:
            # Who gave a score could assess it; where there is none, somebody has to say why.
            scores = columns[headers.index("puntaje")]
            found.append((column, [None if score is None else "NO" for score in scores]))
            continue
        if column.key and len(template.key) == 1 and (among := _unused(grid)):
            # What tells the rows apart is not the same in all of them.
            at = _which(grid, column, among, ask)
            grid.matches.append(Match(at, grid.headers[at], column, CERTAIN))
            found.append((column, grid.column(at)))
            continue
        found.append((column, [_constant(grid, column, ask)] * len(grid.rows)))
    return found


def _unused(grid: Grid) -> dict[str, int]:
    """Return the columns of a table that stand for none of the template, by their headers."""
    used = {match.at for match in grid.matches}
    return {
        header: at
        for at, header in enumerate(grid.headers)
        if header
        and at not in used
        and not header.startswith(ABOVE)
        and header.rpartition("/")[2] not in OWN_COLUMNS
    }


def _which(grid: Grid, column: SheetColumn, among: Mapping[str, int], ask: Ask) -> int:
    """Return the column that holds what the template needs, as somebody says."""
    question = Question(
        f"columna.{column.name}",
        grid.file,
        grid.sheet,
        Text("¿Qué columna es «{name}» ({help})?", name=column.name, help=column.help),
        {header: Text("{code}", code=header) for header in among},
    )
    return among[answer(ask, question)]


def _constant(grid: Grid, column: SheetColumn, ask: Ask) -> str:
    known = column.codes or {}
    question = Question(
        f"valor.{column.name}",
        grid.file,
        grid.sheet,
        Text(
            "La tabla no dice «{name}» ({help}): ¿qué valor va en todas las filas?",
            name=column.name,
            help=column.help,
        ),
        {code: Text("{code}", code=code) for code in known} if 0 < len(known) <= 12 else {},
    )
    said = answer(ask, question)
    try:
        parse(said, column, dt.date.max)
    except BadValue as bad:
        raise_text = Text("{said}: {problem}", said=said, problem=bad.text)
        return answer(lambda _q: None, Question(question.key, grid.file, grid.sheet, raise_text))
    return said


def age_column(grid: Grid) -> int | None:
    """Return the column that holds ages, if any."""
    used = {match.at for match in grid.matches}
    ages = [i for i, h in enumerate(grid.headers) if plain(h.rpartition("/")[2]) in AGES]
    return next((i for i in ages if i not in used), None)


def _years(
    grid: Grid, at: int, headers: list[str], columns: list[list[Any]], ask: Ask
) -> list[Any]:
    """Return years of birth from ages, which hold at the registration or on a day that is asked."""
    day = next((n for n in ("fecha_registro", "fecha_consentimiento") if n in headers), None)
    if day is not None:
        when = [_year(cell) for cell in columns[headers.index(day)]]
    else:
        question = Question(
            "anio_edad",
            grid.file,
            grid.sheet,
            Text("La tabla trae edades y no el año de nacimiento: ¿en qué año se preguntaron?"),
        )
        when = [_year(answer(ask, question))] * len(grid.rows)
    return [_born(row[at], year) for row, year in zip(grid.rows, when, strict=True)]


def _year(cell: Any) -> int | None:
    if isinstance(cell, dt.date):
        return cell.year
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", str(cell))
    return int(found[0]) if found else None


def _born(age: Any, year: int | None) -> Any:
    """Return a year of birth, or the age as it is where it is none, for the import to refuse."""
    said = str(age).strip().removesuffix(".0").removesuffix(" años").removesuffix(" anos")
    if year is None or not said.isdigit() or not 0 < int(said) < 120:
        return age
    return year - int(said)
