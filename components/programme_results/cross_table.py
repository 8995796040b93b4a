"""Counts of people by two groups at once, and of one group of a third: a table that readers turn.

What is chosen stands in the address. Each cell is one set of people of one question, and leaves
through disclosure as any other; METHODS §6, rule 6, allows one filter beside two dimensions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from components import ask, drawings, html_table, labels, scope_bar, tables
from components.figure import figure
from components.html_table import Cell, Heading
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import _, current
from components.table_pictures import TableDrawing
from data_access import periods
from data_access.answers import QUESTIONS, Answer
from data_access.answers.columns import AnswerColumn
from data_access.language import Text

ROWS, COLUMNS = "filas", "columnas"
# From those that readers most often cross to the others.
GROUPS = ("nacionalidad", "sexo", "grupo_edad", "situacion")
KEYS = (ROWS, COLUMNS, *GROUPS)
EVERYBODY = ""


@dataclass(frozen=True)
class Crossed:
    """What a table counts: a column of a question, and what that is called."""

    question: str
    column: str
    title: Text
    counted: Text


@dataclass(frozen=True)
class Chosen:
    """The dimensions of rows and columns, and the filter on another one, if any."""

    rows: str
    columns: str
    filters: Mapping[str, str]

    @property
    def others(self) -> list[str]:
        """Return the dimensions that are left for a filter."""
        return [name for name in GROUPS if name not in (self.rows, self.columns)]


def read(query: Mapping[str, str]) -> Chosen:
    """Return what an address chooses; what it does not know, or would be one too many, is left."""
    rows = query.get(ROWS, "")
    rows = rows if rows in GROUPS else GROUPS[0]
    left = [name for name in GROUPS if name != rows]
    columns = query.get(COLUMNS, "")
    columns = columns if columns in left else left[0]
    found = [
        (name, query[name])
        for name in left
        if name != columns and query.get(name) in labels.codes(name)
    ]
    return Chosen(rows, columns, dict(found[:1]))


def render(asked: ProgrammeQuestions, crossed: Crossed, key: str) -> None:
    """Render the choices and the table."""
    chosen = read(st.query_params.to_dict())
    answer = asked.answer(
        crossed.question, by=(chosen.rows, chosen.columns), **dict(chosen.filters)
    )
    title = Text(
        "{what}, por {rows} y {columns}",
        what=crossed.title,
        rows=_lower(chosen.rows),
        columns=_lower(chosen.columns),
    )
    with figure(answer, title=title, counted=_counted(asked, crossed, chosen), key=key):
        with st.container(key=f"screen-{key}-turned"):
            _turn(chosen, key)
            _years(asked, key)
            for name in chosen.others:
                _filter(name, chosen, key)
        headings, rows = table(answer, crossed.column, chosen, current())
        drawings.keep(TableDrawing(title, headings, rows))
        html_table.render(headings, rows, title.to(current()))


def table(
    answer: Answer, column: str, chosen: Chosen, language: str
) -> tuple[list[Heading], list[list[Cell]]]:
    """Return the headings and the rows: one for each code of a dimension, by those of the other."""
    declared: AnswerColumn = QUESTIONS[answer.name].column(column)
    across, down = labels.codes(chosen.columns), labels.codes(chosen.rows)
    headings = [
        Heading(labels.scope_key(chosen.rows).to(language)),
        *(Heading(name.to(language), number=True) for name in across.values()),
    ]
    found = {(row[chosen.rows], row[chosen.columns]): row for row in answer.rows()}
    rows = []
    for at, (code, name) in enumerate(down.items()):
        line = [Cell(name.to(language), f"{at:02d}")]
        for other in across:
            row = found[code, other]
            said = tables.cell(answer, row, declared, language)
            line.append(Cell(said, estimate_rows.number(row[column])))
        rows.append(line)
    return headings, rows


def _counted(asked: ProgrammeQuestions, crossed: Crossed, chosen: Chosen) -> Text:
    """Return what is counted, of whom, where and when."""
    of = [labels.codes(name)[code] for name, code in chosen.filters.items()]
    scope = asked.scope
    where = [scope_bar.place_in_words(scope), scope_bar.period_in_words(scope), *of]
    return Text(
        "{what} {where}.",
        what=crossed.counted,
        where=Text("{said}", said=" · ".join(part.to(current()) for part in where)),
    )


def _lower(name: str) -> Text:
    said = labels.scope_key(name).to(current())
    return Text("{said}", said=said[:1].lower() + said[1:])


def _turn(chosen: Chosen, key: str) -> None:
    """Render which dimension the rows are, and which the columns."""
    with st.container(horizontal=True):
        _select(_("Filas"), ROWS, GROUPS, chosen.rows, key)
        left = [name for name in GROUPS if name != chosen.rows]
        _select(_("Columnas"), COLUMNS, left, chosen.columns, key)


def _select(said: str, url_key: str, options: Sequence[str], chosen: str, key: str) -> None:
    widget = f"{key}-{url_key}"
    st.session_state[widget] = chosen
    st.selectbox(
        said,
        options,
        format_func=lambda name: labels.scope_key(name).to(current()),
        key=widget,
        on_change=lambda: scope_bar.go(**{url_key: st.session_state[widget]}),
        width=220,
    )


def _years(asked: ProgrammeQuestions, key: str) -> None:
    """Render the closed years, each of which is the period of the whole page."""
    spans = {str(start.year): (start, end) for start, end in reversed(_closed(asked))}
    span = (asked.scope.start, asked.scope.end)
    widget = f"{key}-year"
    chosen = next((year for year, one in spans.items() if one == span), None)
    st.session_state[widget] = EVERYBODY if span == (None, None) else chosen

    def changed() -> None:
        start, end = spans.get(st.session_state[widget] or EVERYBODY, (None, None))
        dates = zip(scope_bar.PERIOD_KEYS, (start, end), strict=True)
        scope_bar.go(**{key: day.isoformat() if day else None for key, day in dates})

    st.pills(
        _("Período"),
        [EVERYBODY, *spans],
        format_func=lambda year: year or scope_bar.ALL_TIME.to(current()),
        key=widget,
        on_change=changed,
    )


def _closed(asked: ProgrammeQuestions) -> list[periods.Period]:
    return periods.closed_years(ask.day(asked.viewer))


def _filter(name: str, chosen: Chosen, key: str) -> None:
    """Render the groups of a dimension that is neither rows nor columns; one of them at most."""
    codes, widget = labels.codes(name), f"{key}-of-{name}"
    st.session_state[widget] = chosen.filters.get(name, EVERYBODY)

    def changed() -> None:
        other: dict[str, str | None] = dict.fromkeys(chosen.others)
        scope_bar.go(**{**other, name: st.session_state[widget] or None})

    st.pills(
        labels.scope_key(name).to(current()),
        [EVERYBODY, *codes],
        format_func=lambda code: (codes[code] if code else scope_bar.ANY[name]).to(current()),
        key=widget,
        on_change=changed,
    )
