"""An answer as a table: codes with their labels, numbers as the language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from components import labels
from components.indicators.columns import CAN_BE_EMPTY as UNSET
from components.indicators.columns import OF_INDICATORS, PERIODS, quantity
from components.programme_results import columns as outcomes
from components.words import Count, Decimal, Percent, between
from data_access.answers import Answer
from data_access.language import Text, say

# Columns for analysts: in the downloads, too much for a table on a telephone.
ONLY_IN_FILES = ("se", "df", "ci_low", "ci_high")
OF_PEOPLE = frozenset({"registered_supply", "persons"}) | outcomes.OF_PEOPLE
CAN_BE_EMPTY = frozenset({"joined_to"})
NONE = Text("ninguno")
NOT_SET = Text("—")
INTERVAL = Text("Intervalo de 95 %")


def label(answer: Answer, column: str, code: object, language: str) -> str:
    """What a code means: "51" is "Trabajadores de los servicios personales"."""
    if column in labels.PLACES:
        return labels.place(str(code)).to(language)
    if isinstance(code, bool):
        return outcomes.YES_OR_NO[str(code)].to(language)
    if isinstance(code, list | tuple):
        return ", ".join(map(str, code)) or NONE.to(language)
    if answer.name in OF_INDICATORS and column == "period":
        return PERIODS[str(code)].to(language)
    found = labels.CODES.get(column, {}).get(str(code))
    return found.to(language) if found is not None else str(code)


def withheld(row: Mapping[Any, Any], column: str) -> Text:
    """Why a cell holds no number.

    The flag of a row speaks of its estimate; people, and what is reckoned from their number, are
    hidden for one reason only, being few.
    """
    if column in UNSET and "progress" in row:
        return NOT_SET
    if column in OF_PEOPLE or row.get("flag") == "adjusted":
        return labels.WITHHELD["few"]
    if column in CAN_BE_EMPTY:
        return NONE
    return labels.WITHHELD.get(str(row.get("flag")), labels.WITHHELD["unknown"])


def cell(answer: Answer, row: Mapping[Any, Any], column: str, language: str) -> str:
    """One cell as a reader sees it: never blank, and never 0 where there is no number."""
    value = row[column]
    kind = labels.kind(answer, column)
    if column == "flag":
        unflagged = "exact" if {"persons", *outcomes.OF_PEOPLE} & row.keys() else "reliable"
        return label(answer, column, value if isinstance(value, str) else unflagged, language)
    if _missing(value):
        return withheld(row, column).to(language)
    if kind == "text":
        return label(answer, column, value, language)
    if kind == "date":
        return say(value, language)
    if kind == "in_unit":
        return in_unit(answer, row, column).to(language)
    forms: dict[str, Callable[[float], Text]] = {
        "count": Count,
        "share": Percent,
        "ratio": Decimal,
    }
    said = forms[kind](float(value))
    if answer.adjusted and column in OF_PEOPLE and isinstance(row.get("flag"), str):
        return Text("≈ {number}", number=said).to(language)
    return said.to(language)


def in_unit(answer: Answer, row: Mapping[Any, Any], column: str) -> Text:
    """A figure of the framework in its indicator's unit; "≈" where it may have been moved."""
    said = quantity(float(row[column]), str(row["unit"]))
    moved = answer.adjusted and row.get("flag") == "adjusted" and column == "actual"
    return Text("≈ {number}", number=said) if moved else said


def columns_shown(answer: Answer) -> list[str]:
    """The columns worth a reader's eye: without those that say nothing in this answer."""
    frame = answer.frame
    shown = []
    for column in frame.columns:
        if column in ONLY_IN_FILES:
            continue
        same_place = column == "territory" and set(frame[column]) <= {answer.scope.territory}
        empty = column in {*labels.CODES, "estrato"} - {"flag"} and frame[column].isna().all()
        untold = column in outcomes.MONITORS_ONLY and answer.adjusted and frame[column].isna().all()
        if not (same_place or empty or untold):
            shown.append(column)
    return shown


def display(answer: Answer, language: str) -> pd.DataFrame:
    """The answer's table as text, headings in `language`.

    Rows without a publishable figure come last; among the others the order of the frame stays, so
    that no place in the table tells what is hidden.
    """
    rows = sorted(
        answer.frame.to_dict("records"),
        key=lambda row: row.get("flag") in ("not_published", "unknown"),
    )
    table: dict[str, list[str]] = {}
    for column in columns_shown(answer):
        heading = labels.column(answer, column).to(language)
        table[heading] = [cell(answer, row, column, language) for row in rows]
        if column == "estimate":
            table[INTERVAL.to(language)] = [interval(answer, row).to(language) for row in rows]
    return pd.DataFrame(table)


def interval(answer: Answer, row: Mapping[Any, Any]) -> Text:
    """The 95 % interval of a row in words."""
    if _missing(row["estimate"]):
        return withheld(row, "estimate")
    low, high = (None if _missing(row[c]) else float(row[c]) for c in ("ci_low", "ci_high"))
    return between(low, high, share=labels.kind(answer, "estimate") == "share")


def typed(answer: Answer, language: str) -> tuple[list[tuple[str, str]], list[list[Any]]]:
    """The answer for a file: `(heading, kind)` of each column, and rows of typed values.

    Codes come with a column of their labels beside them; what is withheld is its reason in words.
    """
    frame = answer.frame
    headings: list[tuple[str, str]] = []
    for column in frame.columns:
        headings.append((column, labels.kind(answer, column)))
        if _labelled(column):
            headings.append((labels.column(answer, column).to(language), "text"))
    rows = []
    for row in frame.to_dict("records"):
        values: list[Any] = []
        for column in frame.columns:
            values.append(_plain(row, column, language))
            if _labelled(column):
                code = row[column]
                values.append("" if _missing(code) else label(answer, column, code, language))
        rows.append(values)
    return headings, rows


def _labelled(column: str) -> bool:
    return column in labels.PLACES or column in labels.CODES


def _plain(row: Mapping[Any, Any], column: str, language: str) -> Any:
    value = row[column]
    if _missing(value):
        # A dimension that was not asked for is empty; a figure that is not there says why.
        dimension = _labelled(column) or column == "estrato"
        return "" if dimension else withheld(row, column).to(language)
    if isinstance(value, dt.date | str):
        return value
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return value.item() if hasattr(value, "item") else value


def _missing(value: Any) -> bool:
    return not isinstance(value, list | tuple) and bool(pd.isna(value))
