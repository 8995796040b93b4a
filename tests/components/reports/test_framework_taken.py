"""The results framework in one press: the answers' rows, whole, in a workbook and in Word."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest

from components import ask, labels
from components.indicators.framework_rows import AIMED, BY_GROUP, FRAMEWORK
from components.reports import (
    framework_excel,
    framework_lines,
    framework_tables,
    framework_word,
)
from components.reports.framework_lines import FrameworkTaken
from data_access import clock, lists
from data_access.releases import fixed_scopes
from data_access.scope import Scope
from data_access.viewer import VISITOR
from tests import databases
from tests.components.reports.test_briefings import plain, quietly
from tests.pages.comparisons import without_a_test

YEAR = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrameworkTaken]:
    """What the public takes away of Manta in 2025."""
    url = databases.sqlite_copy("demo", tmp_path_factory.mktemp("framework") / "demo.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield framework_lines.gather(asked, ("1308",), (YEAR,), quietly)


def asked(name: str, scope: Scope) -> Any:
    return ask.answer(name, scope, VISITOR)


def long_sheet(taken: FrameworkTaken) -> list[dict[str, Any]]:
    file = framework_excel.as_excel(taken, "es")
    rows = list(openpyxl.load_workbook(io.BytesIO(file))["largo"].values)
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_long_sheet_holds_every_row_of_the_answers_and_no_number_more(
    taken: FrameworkTaken,
) -> None:
    found = {
        (r["Indicador (código)"], r["Desglose"], r["Grupo (código)"]): r for r in long_sheet(taken)
    }
    wanted = {(row["code"], "Total", None): row for row in taken.whole.frame.to_dict("records")}
    for answer in taken.answers[1:]:
        (dimension,) = answer.scope.by
        for row in answer.frame.to_dict("records"):
            name = labels.scope_key(dimension).to("es")
            wanted[row["code"], name, row[dimension]] = row

    assert {answer.name for answer in taken.answers} == {FRAMEWORK, BY_GROUP}
    assert set(found) == set(wanted)
    assert {key[0] for key in found} == set(lists.INDICATORS)
    for key, row in wanted.items():
        for name, heading in (("actual", "Valor"), ("low", "Intervalo de 95 %, desde")):
            value = found[key][heading]
            assert value is None if pd.isna(row[name]) else value == pytest.approx(row[name])


def test_the_groups_that_it_takes_are_computed_ahead_with_each_release(
    taken: FrameworkTaken,
) -> None:
    ahead = set(fixed_scopes.of(clock.today(), []))

    groups = [(one.name, one.scope) for one in taken.answers if one.name == BY_GROUP]
    assert len(groups) == 44 and set(groups) <= ahead


def test_every_number_of_the_long_sheet_stands_beside_its_flag(taken: FrameworkTaken) -> None:
    answers = {one.scope: one for one in taken.answers}
    rows = long_sheet(taken)

    assert len({one.release for one in answers.values()}) == 1
    told = [(r, line) for r, line in zip(rows, taken.lines, strict=True) if line.flag]
    assert {line.flag for _row, line in told} >= {"adjusted", "few"}
    for row, line in told:
        assert row["Confiabilidad"] == labels.FLAGS[str(line.flag)].to("es")
        assert (row["Valor"] is None) == (line.row.value is None)
        assert line.flag != "few" or row["Valor"] is None


def test_what_is_withheld_is_empty_with_its_own_word_and_never_0(taken: FrameworkTaken) -> None:
    held = [row for row in long_sheet(taken) if row["Valor"] is None]

    assert held
    assert all(row["Tal como se lee en la página"] for row in held)
    assert not any("0" in row["Tal como se lee en la página"] for row in held)


def test_word_says_each_figure_as_the_page_does(taken: FrameworkTaken) -> None:
    document = docx.Document(io.BytesIO(framework_word.as_word(taken, "en")))
    cells = {plain(c.text) for t in document.tables for row in t.rows for c in row.cells}

    assert all(plain(line.row.said.to("en")) in cells for line in taken.lines)
    assert any("Synthetic data" in paragraph.text for paragraph in document.paragraphs)


def test_the_file_compares_nothing_but_with_targets(taken: FrameworkTaken) -> None:
    _columns, rows = framework_tables.long_table(taken, "es")
    cells = [str(cell) for row in rows for cell in row]

    assert set(cells) & {lists.PROGRESS[state].to("es") for state in AIMED}
    assert without_a_test(cells, []) == []
