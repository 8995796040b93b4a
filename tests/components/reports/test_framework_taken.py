"""The results framework in one press: the answers' rows, whole, in a workbook and in Word."""

from __future__ import annotations

import datetime as dt
import decimal
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest

from components import ask, labels
from components.downloads import EXACT, FOR_WHOM, SYNTHETIC
from components.indicators.framework_rows import AIMED, BY_GROUP, FRAMEWORK
from components.reports import (
    framework_excel,
    framework_lines,
    framework_tables,
    framework_word,
)
from components.reports.framework_lines import FrameworkLine, FrameworkTaken
from components.words import Count, Decimal
from data_access import clock, lists
from data_access.language import Text
from data_access.releases import fixed_scopes
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer
from tests import databases
from tests.components.reports.test_briefings import plain, quietly
from tests.pages.comparisons import without_a_test
from tests.pages.test_every_figure import NUMBER

YEAR = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))
MONITOR = Viewer.parse("monitor")
# Who takes it, in which language, of which places.
TAKEN = [
    pytest.param((VISITOR, "es", ("1308",)), id="visitor-es"),
    pytest.param((VISITOR, "en", ("2301", "EC")), id="visitor-en", marks=pytest.mark.matrix),
    pytest.param((MONITOR, "es", ("13", "1308")), id="monitor-es", marks=pytest.mark.matrix),
    pytest.param((MONITOR, "en", ("1308",)), id="monitor-en", marks=pytest.mark.matrix),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    url = databases.sqlite_copy("demo", tmp_path_factory.mktemp("framework") / "demo.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield


@pytest.fixture(scope="module")
def taken(demo: None) -> FrameworkTaken:
    """What the public takes away of Manta in 2025."""
    return gathered(VISITOR, ("1308",))


@pytest.fixture(scope="module", params=TAKEN)
def told(request: pytest.FixtureRequest, demo: None) -> tuple[FrameworkTaken, str]:
    """What a reader takes away of 2025, and in which language."""
    viewer, language, places = request.param
    return gathered(viewer, places), language


@cache
def gathered(viewer: Viewer, places: tuple[str, ...]) -> FrameworkTaken:
    def asked(name: str, scope: Scope) -> Any:
        return ask.answer(name, scope, viewer)

    return framework_lines.gather(asked, places, (YEAR,), quietly)


def long_sheet(taken: FrameworkTaken, language: str = "es") -> list[dict[str, Any]]:
    """The rows of the long sheet, by the Spanish names of their columns."""
    rows = list(workbook(taken, language)[Text("largo").to(language)].values)
    names = [name.to("es") for name, _kind in framework_tables.LONG]
    assert list(rows[0]) == [name.to(language) for name, _kind in framework_tables.LONG]
    return [dict(zip(names, row, strict=True)) for row in rows[1:]]


def workbook(taken: FrameworkTaken, language: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(framework_excel.as_excel(taken, language)))


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


def test_every_number_of_a_line_is_that_of_its_row_in_the_long_sheet(
    told: tuple[FrameworkTaken, str],
) -> None:
    taken, language = told
    for row, line in zip(long_sheet(taken, language), taken.lines, strict=True):
        whole = line.dimension is None
        numbers = {
            "Valor": line.row.value,
            "Intervalo de 95 %, desde": line.row.estimate.low,
            "Intervalo de 95 %, hasta": line.row.estimate.high,
            "n": line.n,
            "Línea de base": line.baseline if whole else None,
            "Meta": line.row.aim if whole else None,
            "Avance (%)": line.row.way if whole else None,
        }
        for heading, number in numbers.items():
            assert row[heading] == (None if number is None else pytest.approx(number)), heading
        assert row["Tal como se lee en la página"] == line.row.said.to(language)
        assert row["Estado"] == (line.row.state.to(language) if whole else None)
        assert line.flag is None or row["Confiabilidad"] == labels.FLAGS[line.flag].to(language)


def shown(cell: Any, language: str) -> str:
    """What a spreadsheet shows of a cell: its words, or its number by its format, with halves
    rounded away from 0.
    """
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    pattern = cell.number_format
    for part in pattern.split(";"):
        asked = re.match(r"\[(=|<)([\d.]+)\]", part)
        if asked is None or (
            cell.value == float(asked[2]) if asked[1] == "=" else cell.value < float(asked[2])
        ):
            pattern = part.removeprefix(asked[0] if asked else "")
            break
    sign = "".join(re.findall(r'"([^"]*)"', pattern))
    digits = len(re.sub(r'"[^"]*"', "", pattern).partition(".")[2])
    exact = decimal.Decimal(f"{cell.value:.15g}")
    rounded = exact.quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP)
    number = Decimal(float(rounded), digits) if digits else Count(int(rounded))
    return number.to(language) + sign


def test_each_sheet_shows_the_figures_of_its_lines_as_the_page_rounds_them(
    told: tuple[FrameworkTaken, str],
) -> None:
    taken, language = told
    book = workbook(taken, language)
    seen = 0
    for sheet, lines in sheets_of(book, taken, language):
        head = [cell.value for cell in sheet[1]]
        named = {tuple(c.value for c in row[: lines.named]): row for row in sheet.iter_rows(2)}
        assert len(named) == sheet.max_row - 1
        for name, heading, line in lines.found:
            cell = named[name][head.index(heading)]
            if line.row.value is None:
                assert cell.value == line.row.said.to(language)
            else:
                assert cell.value == pytest.approx(line.row.value)
                said = line.row.said.to(language)
                sees = shown(cell, language)
                assert sees in said and NUMBER.findall(sees) == NUMBER.findall(said), (
                    name,
                    heading,
                )
            seen += 1
            if line.dimension is None:
                row = named[name]
                assert row[head.index(heading) + 1].value == line.row.state.to(language)
                for at, aim in ((2, line.baseline), (3, line.row.aim)):
                    assert row[at].value == (None if aim is None else pytest.approx(aim))
    assert seen == len(taken.lines)


@dataclass(frozen=True)
class Lines:
    """Lines of a sheet: how many columns name a row, and each line's row and column."""

    named: int
    found: list[tuple[tuple[str, ...], str, FrameworkLine]]


def sheets_of(book: Any, taken: FrameworkTaken, language: str) -> Iterator[tuple[Any, Lines]]:
    """The sheets of places and dimensions, in the order of the workbook, with their lines."""
    sheets = iter(book.worksheets)
    period = framework_lines.said_span(YEAR).to(language)

    def coded(line: FrameworkLine) -> str:
        return f"{line.row.code} {lists.INDICATORS[line.row.code].to(language)}"

    for place in taken.places:
        own = [li for li in taken.lines if li.dimension is None and li.row.place == place]
        units = [lists.UNITS[li.row.unit].to(language) for li in own]
        rows = [((coded(li), unit), period, li) for li, unit in zip(own, units, strict=True)]
        yield next(sheets), Lines(2, rows)
    for dimension in framework_lines.DIMENSIONS:
        own = [li for li in taken.lines if li.dimension == dimension]
        places = [labels.place(li.row.place).to(language) for li in own]
        yield (
            next(sheets),
            Lines(
                3,
                [
                    ((coded(li), place, period), li.group_name.to(language), li)
                    for li, place in zip(own, places, strict=True)
                ],
            ),
        )


def test_an_interval_is_said_in_the_unit_of_its_figure(taken: FrameworkTaken) -> None:
    lines = [one for one in taken.lines if one.row.value is not None]
    ends = [(one, one.row.estimate.low, one.row.estimate.high) for one in lines]
    said = [
        (framework_tables.interval(one).to("es"), one.row.unit)
        for one, low, high in ends
        if low is not None and high is not None
    ]

    assert {unit for _text, unit in said} > {"percent"}
    for text, unit in said:
        assert text.startswith("de ")
        assert text.count("%") == (2 if unit == "percent" else 0)


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


def test_what_is_withheld_is_empty_with_its_own_word_and_never_0(
    told: tuple[FrameworkTaken, str],
) -> None:
    held = [row for row in long_sheet(*told) if row["Valor"] is None]

    assert held
    assert all(row["Tal como se lee en la página"] for row in held)
    assert not any("0" in row["Tal como se lee en la página"] for row in held)


def test_word_says_each_figure_beside_its_name_as_the_page_does(
    told: tuple[FrameworkTaken, str],
) -> None:
    taken, language = told
    document = docx.Document(io.BytesIO(framework_word.as_word(taken, language)))
    found: set[tuple[str, str, str]] = set()
    for table in document.tables:
        head, *rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
        found |= {(row[0], *pair) for row in rows for pair in zip(head, row, strict=True)}
    for line in taken.lines:
        name = plain(f"{line.row.code} {lists.INDICATORS[line.row.code].to(language)}")
        if line.dimension is None:
            name = plain(f"{line.row.code} {line.row.name.to(language)}")
        column = Text("Cifra") if line.dimension is None else line.group_name
        assert (name, plain(column.to(language)), plain(line.row.said.to(language))) in found
    said = [paragraph.text for paragraph in document.paragraphs]
    assert any(SYNTHETIC.to(language) in one for one in said)


def test_both_files_say_whether_they_may_be_passed_on(
    told: tuple[FrameworkTaken, str],
) -> None:
    taken, language = told
    exact = not taken.whole.adjusted
    document = docx.Document(io.BytesIO(framework_word.as_word(taken, language)))
    notes = list(workbook(taken, language)[Text("LEEME").to(language)].values)

    said = EXACT if exact else framework_excel.PROTECTED
    assert [value for name, value in notes if name == FOR_WHOM.to(language)] == [said.to(language)]
    first, foot = document.paragraphs[1].text, document.sections[0].footer.paragraphs[0].text
    assert all((EXACT.to(language) in one) == exact for one in (first, foot))
    printed = [sheet.oddFooter.left.text for sheet in workbook(taken, language).worksheets[:-1]]
    assert all((EXACT.to(language) in one) == exact for one in printed)


def test_the_file_compares_nothing_but_with_targets(taken: FrameworkTaken) -> None:
    _columns, rows = framework_tables.long_table(taken, "es")
    cells = [str(cell) for row in rows for cell in row]

    assert set(cells) & {lists.PROGRESS[state].to("es") for state in AIMED}
    assert without_a_test(cells, []) == []
