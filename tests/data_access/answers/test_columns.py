"""Columns are declared with their question: what may be declared, and that answers keep to it."""

from __future__ import annotations

from collections import defaultdict
from numbers import Real
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from data_access import territory
from data_access.answers import QUESTIONS, Answer, Definition, Question, ask
from data_access.answers.columns import AnswerColumn, ColumnError, Columns, Kind
from data_access.answers.indicators.catalogue import ALL
from data_access.answers.indicators.indicator import IndicatorColumn
from data_access.answers.shared_columns import FLAG, PERSONS, SCOPE_COLUMNS, TERRITORY
from data_access.language import LANGUAGES, Text
from data_access.scope import DIMENSIONS, FILTERS, Scope
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.data_access.answers.every import every_answer, store_all

RATE = AnswerColumn("rate", Kind.SHARE, Text("Tasa"))


def question(*columns: AnswerColumn, answering: Any = None, **rules: frozenset[str]) -> Question:
    definition = Definition(Text("Personas."), "n", Text("METHODS"))
    return Question(
        "moon.tides", definition, ("people",), answering, Text("Mareas"), columns, **rules
    )


@pytest.mark.parametrize(
    ("columns", "rules", "problem"),
    [
        ((), {}, "no columns"),
        ((RATE, RATE), {}, "two columns called"),
        ((RATE, AnswerColumn("share", Kind.SHARE, Text("Tasa"))), {}, "two columns called"),
        ((RATE,), {"by": frozenset({"moon"})}, "no column for"),
        ((RATE,), {"filters": frozenset({"moon"})}, "no column for"),
        (
            (AnswerColumn("rate", Kind.SHARE, Text("Tasa"), not_for=("stage", "REG")),),
            {},
            "depends on a column",
        ),
    ],
)
def test_a_question_cannot_be_made_without_its_columns(
    columns: Columns, rules: dict[str, frozenset[str]], problem: str
) -> None:
    with pytest.raises(ColumnError, match=problem):
        question(*columns, **rules)


def test_a_code_needs_its_list_and_nothing_else_has_one() -> None:
    with pytest.raises(ColumnError, match="needs its list"):
        AnswerColumn("tipo", Kind.CODE, Text("Tipo"))
    with pytest.raises(ColumnError, match="needs its list"):
        AnswerColumn("rate", Kind.SHARE, Text("Tasa"), {"A": Text("A")})


def test_disclosure_control_moves_numbers_only() -> None:
    with pytest.raises(ColumnError, match="moves numbers"):
        AnswerColumn("nombre", Kind.TEXT, Text("Nombre"), moved=True)


def test_a_dimension_is_a_column_without_being_declared_again() -> None:
    known = question(TERRITORY, PERSONS, FLAG, by=frozenset({"sexo"}))

    assert known.column("sexo") is SCOPE_COLUMNS["sexo"]
    with pytest.raises(ColumnError, match="declares no column ciiu"):
        known.column("ciiu")


def test_every_dimension_and_filter_of_a_scope_is_declared() -> None:
    assert set(SCOPE_COLUMNS) == {*DIMENSIONS, *FILTERS}


def test_an_answer_with_a_column_that_nobody_declared_is_refused(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answering(_connection: object, _viewer: object, scope: Scope) -> Answer:
        known = QUESTIONS["moon.tides"]
        frame = pd.DataFrame({"persons": [3], "secret": [1]})
        return Answer("moon.tides", scope, known.definition, frame)

    monkeypatch.setitem(QUESTIONS, "moon.tides", question(PERSONS, answering=answering))
    with engine.connect() as connection, pytest.raises(ColumnError, match="no column secret"):
        ask(connection, "moon.tides", VISITOR, Scope())


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_column_has_its_own_heading_in_every_language(name: str) -> None:
    known = QUESTIONS[name]
    columns = {column.name: column for column in known.columns}
    columns |= {key: known.column(key) for key in known.by}
    for language in LANGUAGES:
        headings = [column.label.to(language) for column in columns.values()]
        assert all(headings) and len(set(headings)) == len(headings)


def test_every_indicator_reads_a_number_that_its_question_declares() -> None:
    readings = [one.reading for one in ALL if isinstance(one.reading, IndicatorColumn)]

    assert readings
    for reading in readings:
        ends = [name for name in reading.ends if name in known_names(reading.question)]
        for name in (reading.name, *ends):
            assert QUESTIONS[reading.question].column(name).kind.numeric, (reading.question, name)


def known_names(question: str) -> set[str]:
    return {column.name for column in QUESTIONS[question].columns}


def test_the_rows_of_every_answer_keep_to_what_its_question_declares(
    engine: Engine, tmp_path: Path
) -> None:
    store_all(engine, tmp_path)
    seen: dict[str, set[str]] = defaultdict(set)
    with engine.connect() as connection:
        exact = {answer.name: answer for answer in every_answer(connection, ADMINISTRATOR)}
        told = list(every_answer(connection, VISITOR, most=None))
    for answer in (*exact.values(), *told):
        seen[answer.name] |= set(answer.frame.columns)
        for row in answer.frame.to_dict("records"):
            for column in map(QUESTIONS[answer.name].column, answer.frame.columns):
                require_kept(column, row, answer.name)

    # What has no part in disclosure control's noise is the same for everybody.
    for answer in told:
        if answer.scope == exact[answer.name].scope:
            for column in QUESTIONS[answer.name].columns:
                if column.kind is Kind.PEOPLE and not column.moved and len(answer.frame):
                    both = (one.frame[column.name] for one in (answer, exact[answer.name]))
                    assert len({tuple(cells) for cells in both}) == 1, (answer.name, column.name)
    for name, known in QUESTIONS.items():
        assert seen[name] >= {column.name for column in known.columns}


def require_kept(column: AnswerColumn, row: dict[str, Any], question: str) -> None:
    """A cell is what its column says: of its kind, in its list, empty where it does not speak."""
    value = row[column.name]
    listed = isinstance(value, list)
    if not listed and pd.isna(value):
        return
    where = (question, column.name, value)
    if column.not_for is not None:
        assert row[column.not_for[0]] != column.not_for[1], where
    if column.kind is Kind.CODE:
        assert str(value) in (column.codes or {}), where
    elif column.kind is Kind.PLACE:
        assert territory.is_known(value), where
    elif column.kind is Kind.YES_NO:
        assert value in (True, False), where
    elif column.kind is Kind.NAMES:
        assert listed, where
    elif column.kind is Kind.DATE:
        assert hasattr(value, "isoformat"), where
    elif column.kind is Kind.TEXT:
        assert isinstance(value, str), where
    else:
        assert isinstance(value, Real) and not isinstance(value, bool), where
    if column.kind in (Kind.PEOPLE, Kind.ORDINAL, Kind.HOUR):
        assert float(value).is_integer(), where
    if column.kind is Kind.HOUR:
        assert 0 <= value < 24, where


def test_a_frame_has_the_declared_columns_with_dimensions_asked_for_after_the_place() -> None:
    known = question(TERRITORY, PERSONS, FLAG, by=frozenset({"territory", "sexo"}))
    row = {"persons": 3, "territory": "13", "sexo": "M", "flag": None}
    asked = Scope(by=("sexo", "territory"))

    assert list(known.frame([], Scope()).columns) == ["territory", "persons", "flag"]
    assert list(known.frame([row], asked).columns) == ["territory", "sexo", "persons", "flag"]
    with pytest.raises(ColumnError, match="row with the column sexo"):
        known.frame([row], Scope())
