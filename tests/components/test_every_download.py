"""Every answer as CSV, as Excel and as JSON, in both languages, opened again and compared."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from components import downloads, labels, tables
from data_access.answers import QUESTIONS, Answer
from data_access.answers.columns import AnswerColumn, Kind
from data_access.database import engine_for, migrate
from data_access.language import LANGUAGES, Text
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.data_access.answers.every import every_answer, store_all
from tests.sampling import sampled

DIGITS = 6  # of a CSV
Rows = list[dict[str, Any]]


# Each answer in each language in every run, and each way of asking it in each in `test-all`.
@pytest.mark.parametrize("whole", sampled([False, True], False))
def test_every_answer_builds_in_every_format_and_language_and_reads_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], whole: bool
) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'all.db'}")
    migrate(engine)
    store_all(engine, tmp_path)
    built: Counter[tuple[str, str, str]] = Counter()
    asked: Counter[str] = Counter()
    with_rows = set()
    with engine.connect() as connection:
        exact = every_answer(connection, ADMINISTRATOR)
        for answer in chain(exact, every_answer(connection, VISITOR, most=2)):
            asked[answer.name] += 1
            in_turn = list(LANGUAGES)[asked[answer.name] % len(LANGUAGES)]
            for (form, check), language in product(
                CHECKS.items(), LANGUAGES if whole else [in_turn]
            ):
                check(answer, language)
                built[answer.name, form, language] += 1
            if not answer.adjusted:
                assert hidden_as_few(answer) == []
            if len(answer.frame):
                with_rows.add(answer.name)

    assert with_rows == set(QUESTIONS)
    assert set(built) == set(product(QUESTIONS, CHECKS, LANGUAGES))
    with capsys.disabled():
        print(f"\n{table(built)}")


def hidden_as_few(answer: Answer) -> list[str]:
    """The columns with a cell said to be few, which nothing is to whoever sees exact figures."""
    few = labels.WITHHELD["few"].to("es")
    return [
        column.name
        for row in answer.frame.to_dict("records")
        for column in tables.columns_of(answer)
        if tables.cell(answer, row, column, "es") == few
    ]


def table(built: Counter[tuple[str, str, str]]) -> str:
    """Files that were built and opened again, by format and language; one that fails raises."""
    lines = [
        f"{form:5}  {language}: {len(counts)} answers, {sum(counts)} files, 0 failures"
        for form, language in product(CHECKS, LANGUAGES)
        for counts in [[n for key, n in built.items() if key[1:] == (form, language)]]
    ]
    return "\n".join(lines)


def as_csv(answer: Answer, language: str) -> None:
    lines = list(csv.reader(io.StringIO(downloads.as_csv(answer, language).decode("utf-8-sig"))))
    told = [line for line in lines if line[0].startswith("# ")]
    headings, *cells = lines[len(told) :]
    column = "# " + Text("Columna").to(language)
    names = {line[1]: line[2] for line in told if line[0] == column}

    assert list(names) == headings
    rows = [dict(zip(names.values(), row, strict=True)) for row in cells]
    for declared, written, value in compared(answer, headings, names, rows, language):
        if value is None:
            assert written == ""
        elif declared.kind.numeric:
            assert float(written) == round(float(value), DIGITS)
        elif declared.kind is Kind.DATE:
            assert dt.date.fromisoformat(written) == value
        else:
            assert written == downloads.escaped(as_text(declared, value, language))


def as_excel(answer: Answer, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(downloads.as_excel(answer, language)))
    figures, told, about = book.worksheets
    headings, *cells = figures.iter_rows(values_only=True)
    _, *lines = told.iter_rows(values_only=True)
    names = {str(line[0]): str(line[1]) for line in lines}
    said = dict(row[:2] for row in about.iter_rows(values_only=True))

    assert list(names) == list(headings)
    assert said[Text("Respuesta").to(language)] == answer.name
    rows = [dict(zip(names.values(), row, strict=True)) for row in cells]
    for declared, written, value in compared(answer, list(headings), names, rows, language):
        if value is None:
            assert written is None
        elif declared.kind.numeric:
            assert isinstance(written, int | float) and not isinstance(written, bool)
            assert written == pytest.approx(float(value), rel=1e-14)
        elif declared.kind is Kind.DATE:
            assert written.date() == value
        else:
            assert str(written) == as_text(declared, value, language)


def as_json(answer: Answer, language: str) -> None:
    read = json.loads(json.dumps(answer.to_json(language)))
    rows: Rows = read["rows"]

    assert read["name"] == answer.name
    assert read["definition"] == answer.definition.meaning.to(language)
    assert len(rows) == len(answer.frame)
    for row, known in zip(rows, answer.frame.to_dict("records"), strict=True):
        assert list(row) == list(answer.frame.columns)
        for declared in tables.columns_of(answer):
            value, written = cell(known[declared.name]), row[declared.name]
            if value is None or declared.kind is Kind.YES_NO:
                assert written is value
            elif declared.kind is Kind.DATE:
                assert dt.date.fromisoformat(written) == value
            elif declared.kind.numeric:
                assert not isinstance(written, str | bool) and written == value
            else:
                assert written == value


CHECKS = {"CSV": as_csv, "Excel": as_excel, "JSON": as_json}


def compared(
    answer: Answer,
    headings: list[str],
    names: dict[str, str],
    rows: Rows,
    language: str,
) -> Iterator[tuple[AnswerColumn, Any, Any]]:
    """Each declared column of each row, what a file says there and what the answer does.

    Headings, labels of codes and reasons are held to the answer on the way.
    """
    declared = tables.columns_of(answer)
    assert len(rows) == len(answer.frame)
    assert list(names.values())[-1] == "without_number"
    by_name = {name: heading for heading, name in names.items()}
    for column in declared:
        label = column.label.to(language)
        assert by_name[f"{column.name}_label" if column.kind.coded else column.name] == label
    for row, known in zip(rows, answer.frame.to_dict("records"), strict=True):
        empty = 0
        for column in declared:
            value = cell(known[column.name])
            empty += column.kind.numeric and value is None and column.empty not in tables.SILENT
            if column.kind.coded and value is not None:
                assert row[f"{column.name}_label"] == labels.code(column, value).to(language)
            yield column, row[column.name], value
        reasons = row["without_number"]
        assert (len(reasons.split("; ")) if reasons else 0) == empty


def cell(value: Any) -> Any:
    """A cell of a frame as plain Python; None where it is missing."""
    if not isinstance(value, list | tuple) and pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def as_text(column: AnswerColumn, value: Any, language: str) -> str:
    """A cell that is no number and no date, as files write it."""
    if column.kind is Kind.YES_NO:
        return Text("Sí" if value else "No").to(language)
    if column.kind is Kind.NAMES:
        return ";".join(value)
    return str(value)
