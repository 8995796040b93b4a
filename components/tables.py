"""An answer as a table: codes with their labels, numbers as the language writes them.

What a cell looks like follows from the kind of its column, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import labels
from components.html_table import Cell, Heading
from components.moved import is_moved
from components.words import Count, Decimal, Percent, about, between, folded, quantity
from data_access.answers import QUESTIONS, Answer
from data_access.answers.columns import AnswerColumn, Empty, Kind
from data_access.answers.shared_columns import SCOPE_COLUMNS
from data_access.language import Text, say

INTERVAL = Text("Intervalo de 95 %")
# In files, whose numeric columns hold no words: which cells of a row are empty, and why.
WITHOUT_NUMBER = AnswerColumn("without_number", Kind.TEXT, Text("Sin número, y por qué"))
LABEL = "_label"  # ends the name of the column that holds the labels of codes
SILENT = (Empty.NONE, Empty.NOT_SET)  # empty cells that need no reason in a file
SHORT = 12  # codes of a list that has an order of its own, such as ages; longer ones are words
Row = Mapping[Any, Any]


def _duration(value: float) -> Text:
    return Count(value) if value.is_integer() else Decimal(value, 1)


FORMS: Mapping[Kind, Callable[[float], Text]] = {
    Kind.PEOPLE: Count,
    Kind.COUNT: Count,
    Kind.SHARE: Percent,
    Kind.NUMBER: Decimal,
    Kind.POINTS: Count,
    Kind.MONEY: Count,
    Kind.DURATION: _duration,
    Kind.ORDINAL: Count,
    Kind.HOUR: lambda value: Text("{name}", name=f"{int(value):02d}:00"),
    Kind.COORDINATE: lambda value: Decimal(value, 5),
}


@dataclass(frozen=True)
class FileColumn:
    """A column of a file: its heading in the reader's language, its kind, its name in the code."""

    heading: str
    kind: Kind
    name: str = ""


def columns_of(answer: Answer) -> list[AnswerColumn]:
    """Return the declared columns of an answer's frame, in its order.

    Raise ColumnError if its question does not declare one of them.
    """
    question = QUESTIONS[answer.name]
    return [question.column(name) for name in answer.frame.columns]


def withheld(answer: Answer, row: Row, column: AnswerColumn) -> Text:
    """Return why a cell holds no number.

    The flag of a row speaks of its estimate; a number that disclosure control moves is hidden for
    one reason only, being few, except that a figure in the row's own unit is what the flag is of.
    """
    if column.not_for is not None and row.get(column.not_for[0]) == column.not_for[1]:
        return labels.EMPTY[Empty.NOT_APPLICABLE]
    if column.empty is not None:
        return labels.EMPTY[column.empty]
    flag = row.get("flag")
    hidden = column.moved and answer.adjusted and column.kind is not Kind.IN_UNIT
    if hidden or flag == "adjusted":
        return labels.WITHHELD["few"]
    return labels.WITHHELD.get(str(flag), labels.WITHHELD["unknown"])


def cell(answer: Answer, row: Row, column: AnswerColumn, language: str) -> str:
    """Return one cell as a reader sees it: never blank, and never 0 where there is no number."""
    value = row[column.name]
    if column.name == "flag" and _missing(value):
        value = _unflagged(answer)
    if _missing(value):
        return withheld(answer, row, column).to(language)
    if column.kind.numeric:
        return _number(answer, row, column, float(value)).to(language)
    if column.kind.coded:
        return labels.code(column, value).to(language)
    if column.kind is Kind.YES_NO:
        return labels.YES_NO[bool(value)].to(language)
    if column.kind is Kind.NAMES:
        return (folded(list(map(str, value))) if len(value) else labels.EMPTY[Empty.NONE]).to(
            language
        )
    return say(value, language)


def _unflagged(answer: Answer) -> str:
    """Return the flag of a row without one: exact if it holds what disclosure control moves."""
    moved = any(c.moved and c.kind is not Kind.IN_UNIT for c in columns_of(answer))
    return "exact" if moved else "reliable"


def _number(answer: Answer, row: Row, column: AnswerColumn, value: float) -> Text:
    """Return a number in words; "≈" where disclosure control may have moved it."""
    in_unit = column.kind is Kind.IN_UNIT
    said = quantity(value, str(row["unit"])) if in_unit else FORMS[column.kind](value)
    return about(said, is_moved(answer, row, column.name))


def columns_shown(answer: Answer) -> list[AnswerColumn]:
    """Return the columns to display: without those that hold nothing new in this answer."""
    frame = answer.frame
    shown = []
    for column in columns_of(answer):
        if column.files_only:
            continue
        cells = frame[column.name]
        same_place = column.name == "territory" and set(cells) <= {answer.scope.territory}
        listed = column.kind in (Kind.CODE, Kind.YES_NO) or column.name in SCOPE_COLUMNS
        unasked = listed and column.name != "flag" and cells.isna().all()
        untold = column.monitors_only and answer.adjusted and cells.isna().all()
        if not (same_place or unasked or untold):
            shown.append(column)
    return shown


def sortable(
    answer: Answer, language: str, some: Collection[str] = ()
) -> tuple[list[Heading], list[list[Cell]]]:
    """Return the answer's table as text, with what each cell is sorted by: last if without a value.

    `some` are the names of its columns, all by default.

    Rows without a publishable figure come last; among the others the order of the frame stays, so
    that no position in the table discloses what is hidden. A number is sorted by what the files
    hold of it, a code of a short list by the list, other words by themselves.
    """
    rows = sorted(
        answer.rows(),
        key=lambda row: row.get("flag") in ("not_published", "unknown"),
    )
    headings: list[Heading] = []
    cells: list[list[Cell]] = [[] for _row in rows]
    for column in columns_shown(answer):
        if some and column.name not in some:
            continue
        headings.append(Heading(column.label.to(language), column.kind.numeric))
        for row, line in zip(rows, cells, strict=True):
            line.append(_sortable(answer, row, column, language))
        if column.name == "estimate":
            headings.append(Heading(INTERVAL.to(language), number=True))
            for row, line in zip(rows, cells, strict=True):
                low = (
                    None if _missing(row["estimate"]) or _missing(row["ci_low"]) else row["ci_low"]
                )
                line.append(Cell(interval(answer, row, column).to(language), low))
    return headings, cells


def _sortable(answer: Answer, row: Row, column: AnswerColumn, language: str) -> Cell:
    said, value = cell(answer, row, column, language), row[column.name]
    if _missing(value):
        return Cell(said)
    if column.kind.numeric:
        return Cell(said, float(value))
    if column.kind in (Kind.DATE, Kind.MOMENT):
        return Cell(said, value.isoformat())
    ordered = list(column.codes or ())
    if len(ordered) <= SHORT and value in ordered:
        return Cell(said, str(ordered.index(value)))
    return Cell(said, said)


def interval(answer: Answer, row: Row, estimate: AnswerColumn) -> Text:
    """Return the 95 % interval of a row in words."""
    if _missing(row["estimate"]):
        return withheld(answer, row, estimate)
    low, high = (None if _missing(row[c]) else float(row[c]) for c in ("ci_low", "ci_high"))
    return between(low, high, share=estimate.kind is Kind.SHARE)


def typed(answer: Answer, language: str) -> tuple[list[FileColumn], list[list[Any]]]:
    """Return the answer for a file: its columns, and rows of typed values.

    Codes come with a column of their labels beside them. A cell without a value is None; the last
    column states why numbers of a row are missing.
    """
    columns = columns_of(answer)
    rows = [
        [*_values(row, columns, language), _reasons(answer, row, columns, language)]
        for row in answer.rows()
    ]
    return list(_headings(columns, language)), rows


def _headings(columns: Iterable[AnswerColumn], language: str) -> Iterable[FileColumn]:
    for column in columns:
        heading = column.label.to(language)
        if column.kind.coded:
            code = Text("{label} (código)", label=column.label).to(language)
            yield FileColumn(code, column.kind, column.name)
            yield FileColumn(heading, Kind.TEXT, column.name + LABEL)
        else:
            yield FileColumn(heading, column.kind, column.name)
    yield FileColumn(WITHOUT_NUMBER.label.to(language), Kind.TEXT, WITHOUT_NUMBER.name)


def _values(row: Row, columns: Iterable[AnswerColumn], language: str) -> Iterable[Any]:
    for column in columns:
        value = None if _missing(row[column.name]) else _plain(row[column.name])
        if column.kind is Kind.YES_NO and value is not None:
            value = labels.YES_NO[bool(value)].to(language)
        elif column.kind is Kind.NAMES and value is not None:
            value = ";".join(map(str, value))
        yield value
        if column.kind.coded:
            yield None if value is None else labels.code(column, value).to(language)


def _reasons(
    answer: Answer, row: Row, columns: Iterable[AnswerColumn], language: str
) -> str | None:
    """Return which numbers of a row are not there, and why: "Brecha: pocas"."""
    found = [
        Text("{key}: {value}", key=column.label, value=withheld(answer, row, column))
        for column in columns
        if column.kind.numeric and column.empty not in SILENT and _missing(row[column.name])
    ]
    return "; ".join(reason.to(language) for reason in found) or None


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _missing(value: Any) -> bool:
    return not isinstance(value, list | tuple) and bool(pd.isna(value))
