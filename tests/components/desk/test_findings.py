"""Findings in groups, on the page and as files, whatever somebody wrote into a cell or a name."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from components.desk import listing
from components.desk.door import ImportFinding
from components.desk.groups import extent, grouped, place
from components.markup import plain
from data_access.language import Text

EMPTY = Text("La celda está vacía y es obligatoria.")


def finding(row: int | None = 2, rule: str = "obligatorio", **changes: object) -> ImportFinding:
    cells: dict[str, object] = {"sheet": "personas", "column": "sexo", "value": None}
    cells |= {"file": "a.xlsx", "message": EMPTY, **changes}
    return ImportFinding(row=row, rule=rule, **cells)  # type: ignore[arg-type]


def test_findings_are_told_by_rule_sheet_and_column() -> None:
    found = [
        finding(2),
        finding(3),
        finding(3, "codigo_desconocido"),
        finding(9, file="b.xlsx"),
        finding(2, column="ciuo2"),
    ]

    groups = grouped(found)

    assert [len(group.findings) for group in groups] == [3, 1, 1]
    assert place(groups[0]).to("es") == "Hoja personas, columna sexo"
    assert extent(groups[0]).to("es") == "3 filas en 2 archivos"
    assert extent(groups[1]).to("en") == "1 row"


def test_what_is_wrong_with_a_whole_file_or_sheet_says_which() -> None:
    files = [finding(None, "archivo_ilegible", sheet=None, column=None, file=f) for f in "ab"]
    sheet = finding(None, "hoja_ajena", column=None)

    groups = grouped([*files, sheet])

    assert [place(group).to("es") for group in groups] == ["a", "b", "Hoja personas"]
    assert {extent(group).to("es") for group in groups} == {""}


def test_messages_that_differ_are_told_row_by_row() -> None:
    other = Text("La clave ya está en la fila {row}.", row="7")

    assert grouped([finding(2), finding(3)])[0].one_message
    assert not grouped([finding(2), finding(3, message=other)])[0].one_message


def test_the_list_holds_each_finding_with_its_place_and_what_to_do() -> None:
    warning = finding(None, "muchos_nr", column="sexo", error=False)
    text = listing.as_csv([finding(4, value="x"), warning], "es").decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))

    assert rows[0] == {
        "Archivo": "a.xlsx",
        "Hoja": "personas",
        "Fila": "4",
        "Columna": "sexo",
        "Valor": "x",
        "Tipo": "Error",
        "Qué hacer": EMPTY.to("es"),
        "Regla": "obligatorio",
    }
    assert (rows[1]["Fila"], rows[1]["Tipo"]) == ("", "Aviso (por confirmar)")
    english = listing.as_csv([warning], "en").decode("utf-8-sig")
    assert "Warning" in english and "What to do" in english


@pytest.mark.parametrize(
    "evil", ["=cmd|'/C calc'!A0", "+1", "-1+1", "@SUM(A1)", "a;=1", "\t=1", " =1"]
)
def test_no_cell_of_the_list_is_run_by_a_spreadsheet(evil: str) -> None:
    found = [finding(4, value=evil, file=evil, sheet=evil, column=evil)]

    text = listing.as_csv(found, "es").decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(listing.as_excel(found, "es")))

    for separator in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in row)
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.value for cell in book.active[2]][:2] == [evil, evil]


def test_a_list_of_thousands_is_made_in_a_moment() -> None:
    found = [finding(row) for row in range(3000)]

    book = openpyxl.load_workbook(io.BytesIO(listing.as_excel(found, "es")), read_only=True)

    assert sum(1 for _ in book.active.iter_rows()) == 3001


@pytest.mark.parametrize(
    "text",
    ["**x**", "[aquí](http://x)", "<b>x</b>", ":red[x]", "$x$", "`x`", "# x", "a_b_c", "1. x"],
)
def test_no_sign_of_markdown_is_left_without_its_guard(text: str) -> None:
    shown = plain(text)

    unguarded = shown.replace("\\\\", "")
    for sign in "*[]()<>:$`#_":
        assert all(unguarded[i - 1] == "\\" for i, c in enumerate(unguarded) if c == sign)


@pytest.mark.parametrize("text", ["ana@example.org", "www.example.org", "https://example.org"])
def test_an_address_does_not_become_a_link(text: str) -> None:
    assert "\u2060" in plain(text)
    assert plain(text).replace("\u2060", "").replace("\\", "") == text


def test_lines_do_not_break_what_stands_around_them() -> None:
    assert plain("a\n\n# b") == "a \\# b"
