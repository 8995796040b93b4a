"""The mapping assistant: each sheet as a template's, by what it says and by what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import heading
from data_access.imports.import_findings import ImportFinding
from data_access.imports.mapping.aliases import OWN_COLUMNS
from data_access.imports.mapping.columns import ALIAS, Match
from data_access.imports.mapping.filling import age_column, fill, missing_values
from data_access.imports.mapping.marks import CAME_SHEETS, keep_who_came, says_who_came
from data_access.imports.mapping.memory import Memory
from data_access.imports.mapping.questions import Ask, Question, Unanswered, answer, remembering
from data_access.imports.mapping.rejected import leave_out_rejected
from data_access.imports.mapping.repeats import ABOVE, with_parents
from data_access.imports.mapping.several import tables_of, upright
from data_access.imports.mapping.sexes import understand
from data_access.imports.mapping.tables import Grid, find
from data_access.imports.mapping.turning import dummies, joined, series_of, turned
from data_access.imports.personal import personal_header
from data_access.imports.sheet_description import Template
from data_access.imports.sheet_names import likely, template_of
from data_access.imports.sheet_shape import best_row
from data_access.language import Text
from data_access.lists import BARRIER

ASKED = "pregunta"
SHOWN = 3  # rows of a preview
CLOSE = 0.85  # two templates that fit nearly alike are not told apart


@dataclass(frozen=True)
class Preview:
    """The first rows of a table as they were and as they come in."""

    sheet: str
    template: str
    before: tuple[list[str], list[list[Any]]]
    after: tuple[list[str], list[list[Any]]]


@dataclass
class Arranged:
    """Sheets in the templates' shape, what was done to get them there, and what is to be asked."""

    sheets: list[RawSheet] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)


def arrange(
    sheets: list[RawSheet], templates: Mapping[str, Template], ask: Ask, memory: Memory
) -> Arranged:
    """Return the sheets in the templates' shape, as far as no question is open."""
    ask = remembering(ask)
    done = Arranged()
    for sheet in with_parents(sheets):
        if not (sheet.length or any(sheet.headers)):
            done.sheets.append(sheet)
            continue
        asked = memory.asking(sheet, ask)
        try:
            found = [
                table
                if _is_template(table, templates)
                else _arranged(upright(table, templates) or table, templates, asked, done) or table
                for table in tables_of(sheet, templates, asked)
            ]
            if recalled := memory.recalled(sheet):
                done.notices.append(_recalled(sheet, recalled))
        except Unanswered as open_one:
            known = {(question.file, question.key) for question in done.questions}
            if (open_one.question.file, open_one.question.key) not in known:
                done.questions.append(open_one.question)
            continue
        done.sheets += found
    return done


def _left_out(grid: Grid, count: int) -> Text:
    return Text(
        "Hoja {sheet}: {count} fila dice que la persona no asistió y no se lee.",
        "Hoja {sheet}: {count} filas dicen que la persona no asistió y no se leen.",
        count,
        sheet=grid.sheet,
    )


def _rejected(grid: Grid, count: int) -> Text:
    return Text(
        "Hoja {sheet}: {count} fila rechazada o anulada no se lee.",
        "Hoja {sheet}: {count} filas rechazadas o anuladas no se leen.",
        count,
        sheet=grid.sheet,
    )


def _recalled(sheet: RawSheet, answers: Mapping[str, str]) -> Text:
    return Text(
        "Hoja {sheet}: se usó lo que su oficina respondió la vez anterior ({answers}).",
        sheet=sheet.name,
        answers="; ".join(f"{key} = {said}" for key, said in answers.items()),
    )


def open_question(question: Question) -> ImportFinding:
    """Return a question that nobody answered, as what keeps its file out."""
    options = "; ".join(question.options)
    text = Text("{question} ({options})", question=question.text, options=options)
    return ImportFinding(
        question.file,
        question.sheet,
        None,
        None,
        None,
        ASKED,
        text if options else question.text,
    )


def _is_template(sheet: RawSheet, templates: Mapping[str, Template]) -> bool:
    """Return whether the import reads a sheet by itself: named, and with all that is needed."""
    name = template_of(sheet, templates)
    if name is None:
        return False
    _at, cells = best_row(sheet, templates[name])
    needed = {c.name for c in templates[name].columns if c.key or c.required}
    found = {heading(cell) for cell in cells if cell}
    known = {c.name for c in templates[name].columns}
    return needed <= found <= known and not sheet.merged


def _arranged(
    sheet: RawSheet, templates: Mapping[str, Template], ask: Ask, done: Arranged
) -> RawSheet | None:
    """Return a sheet in a template's shape; None for one that is like none. Raise Unanswered."""
    name = template_of(sheet, templates)
    others = likely(sheet, templates)
    among = {name: templates[name]} if name and (name in others or not others) else templates
    readings = find(sheet, among)
    if not readings:
        return None
    template, grid = _chosen(readings, ask)
    if _personal_columns(grid, template):
        # The import says which columns may not come in.
        headers = [
            m.column.name if (m := _match_at(grid, at)) else h for at, h in enumerate(grid.headers)
        ]
        return RawSheet(grid.file, template.name, headers, _columns(grid, len(headers)))
    before = Grid(grid.file, grid.sheet, list(grid.headers), grid.rows[:SHOWN], [])
    if gone := keep_who_came(grid, template.name, ask):
        done.notices.append(_left_out(grid, gone))
    if gone := leave_out_rejected(grid, ask):
        done.notices.append(_rejected(grid, gone))
    series = series_of(grid, template)
    fill(grid, _figures(grid) | set(series.labels if series else ()), ask)
    understand(grid, ask)
    if series is not None:
        grid = turned(grid, series, template, ask)
    headers, columns = _mapped(grid, template)
    _confirm(grid, template, ask)
    extra = missing_values(grid, template, headers, columns, ask)
    headers += [column.name for column, _cells in extra]
    columns += [cells for _column, cells in extra]
    done.notices.append(_told(grid, template))
    done.previews.append(_preview(before, template, headers, columns))
    return replace(
        sheet,
        name=template.name,
        headers=headers,
        columns=columns,
        first_row=grid.top,
        origin=grid.numbers,
        merged=[],
        hidden_columns=[],
    )


def _personal_columns(grid: Grid, template: Template) -> bool:
    """Return whether a table has columns of personal data: neither a choice of a list, as
    DOCUMENTOS, nor the name of what is no person."""
    for at, header in enumerate(grid.headers):
        choice = header.rpartition("/")[2].strip().upper() in BARRIER
        match = _match_at(grid, at)
        named = match is not None and match.column.kind == "text" and not template.about_people
        if header and personal_header(header) and not choice and not named:
            return True
    return False


def _match_at(grid: Grid, at: int) -> Match | None:
    return next((match for match in grid.matches if match.at == at), None)


def _chosen(readings: list[tuple[float, Template, Grid]], ask: Ask) -> tuple[Template, Grid]:
    best = readings[0]
    close = [one for one in readings if one[0] >= CLOSE * best[0]]
    if len(close) == 1:
        return best[1], best[2]
    grid = best[2]
    said = answer(
        ask,
        Question(
            "hoja",
            grid.file,
            grid.sheet,
            Text("La hoja «{sheet}» puede ser de varias plantillas: ¿cuál es?", sheet=grid.sheet),
            {template.name: template.help for _score, template, _grid in close},
        ),
    )
    return next((template, grid) for _score, template, grid in close if template.name == said)


def _figures(grid: Grid) -> set[int]:
    """Return the columns of amounts: neither keys nor years."""
    return {
        match.at
        for match in grid.matches
        if match.column.kind in ("decimal", "integer")
        and not match.column.key
        and not match.column.name.startswith("anio")
    }


def _preview(
    before: Grid, template: Template, headers: list[str], columns: list[list[Any]]
) -> Preview:
    rows = [list(row) for row in zip(*(column[:SHOWN] for column in columns), strict=True)]
    return Preview(before.sheet, template.name, (before.headers, before.rows), (headers, rows))


def _columns(grid: Grid, width: int) -> list[list[Any]]:
    return [grid.column(at) for at in range(width)]


def _mapped(grid: Grid, template: Template) -> tuple[list[str], list[list[Any]]]:
    """Return the headers and columns that are known, several choices joined into one."""
    headers = [match.column.name for match in grid.matches]
    columns = [grid.column(match.at) for match in grid.matches]
    for column, choices in dummies(grid, template):
        cells = [joined(row, choices) for row in grid.rows]
        if column.name in headers:
            columns[headers.index(column.name)] = cells
        else:
            headers.append(column.name)
            columns.append(cells)
    return headers, columns


def _confirm(grid: Grid, template: Template, ask: Ask) -> None:
    """Ask about columns that were found by likeness alone; raise Unanswered."""
    doubtful = [match for match in grid.matches if match.score < ALIAS]
    if not doubtful:
        return
    question = Question(
        f"{template.name}.columnas",
        grid.file,
        grid.sheet,
        Text("¿Es así? {pairs}", pairs=_pairs(doubtful)),
        {"si": Text("Sí"), "no": Text("No")},
    )
    if answer(ask, question) != "si":
        raise Unanswered(question)


def _pairs(matches: list[Match]) -> str:
    return "; ".join(f"«{match.header}» = {match.column.name}" for match in matches)


def _told(grid: Grid, template: Template) -> Text:
    """Return which columns were taken for which, and which were left out."""
    used = {match.header for match in grid.matches}
    spent = {at for _column, choices in dummies(grid, template) for at in choices}
    if template.name == "personas" and "anio_nacimiento" not in used:
        spent |= {at for at in [age_column(grid)] if at is not None}
    left = [
        header
        for at, header in enumerate(grid.headers)
        if header
        and header not in used
        and at not in spent
        and not header.startswith(ABOVE)
        and not (template.name in CAME_SHEETS and says_who_came(header))
        and header.rpartition("/")[2] not in OWN_COLUMNS
    ]
    return Text(
        "Hoja {sheet} de {file} leída como {template}: {pairs}. Columnas sin usar: {left}.",
        sheet=grid.sheet,
        file=grid.file,
        template=template.name,
        pairs=_pairs(grid.matches),
        left=", ".join(left) or "—",
    )
