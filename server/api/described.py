"""What there is to ask, for programs: every question with its columns, filters and definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from components import labels
from data_access.answers import QUESTIONS, Question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.language import LANGUAGES, Text
from data_access.scope import FILTERS

# JSON's type of a cell of each kind, and its format; every cell may be null.
WHOLE = (Kind.PEOPLE, Kind.ORDINAL, Kind.HOUR)
TYPES: Mapping[Kind, Mapping[str, Any]] = {
    **{kind: {"type": "number"} for kind in Kind if kind.numeric},
    **{kind: {"type": "integer"} for kind in WHOLE},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.NAMES: {"type": "array", "items": {"type": "string"}},
}
TEXT: Mapping[str, Any] = {"type": "string"}


def in_all(text: Text) -> dict[str, str]:
    """Return a text in every language."""
    return {code: text.to(code) for code in LANGUAGES}


def summary(question: Question) -> dict[str, Any]:
    """Return a question as the list of questions has it."""
    return {
        "name": question.name,
        "title": in_all(question.title),
        "href": f"/api/v1/answers/{question.name}",
        "definition": f"/api/v1/questions/{question.name}",
        "by": sorted(question.by),
        "filters": sorted(question.filters),
        "periods": question.periods,
    }


def whole(question: Question) -> dict[str, Any]:
    """Return a question with its definition and columns."""
    known = question.definition
    formula = known.formula
    return {
        **summary(question),
        "meaning": in_all(known.meaning),
        "formula": formula if isinstance(formula, str) else in_all(formula),
        "reference": in_all(known.reference),
        "method": [in_all(text) for text in known.method],
        "limits": [in_all(text) for text in known.limits],
        "columns": [column_of(column) for column in columns(question)],
    }


def columns(question: Question) -> Iterator[AnswerColumn]:
    """Yield the columns that rows of a question always have, then those asked for with `by`."""
    yield from question.columns
    own = {column.name for column in question.columns}
    for name in sorted(question.by - own):
        yield question.column(name)


def column_of(column: AnswerColumn) -> dict[str, Any]:
    """Return a column with its type, its label, and the codes it may hold."""
    told: dict[str, Any] = {
        "name": column.name,
        "kind": column.kind.value,
        "label": in_all(column.label),
    }
    if column.codes:
        told["codes"] = {code: in_all(text) for code, text in column.codes.items()}
    return told


def schema(column: AnswerColumn) -> dict[str, Any]:
    """Return the JSON schema of a cell."""
    known = dict(TYPES.get(column.kind, TEXT))
    return {**known, "type": [known["type"], "null"], "description": column.label.to("en")}


def questions() -> list[dict[str, Any]]:
    """Return every question in short."""
    return [summary(question) for _name, question in sorted(QUESTIONS.items())]


def choices(key: str) -> list[str] | None:
    """Return the codes that a filter takes; None if they are looked up in the data."""
    known = FILTERS.get(key)
    return None if known is None else sorted(known)


def named(key: str) -> str:
    """Return what a filter is called, in English."""
    return labels.scope_key(key).to("en")
