"""The results framework as a workbook: tables to read, and one long sheet for pivots."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from components import downloads, labels
from components.downloads import EXACT, FOR_WHOM, SYNTHETIC
from components.reports.framework_lines import (
    DIMENSIONS,
    FrameworkLine,
    FrameworkTaken,
    said_span,
)
from components.reports.framework_tables import long_table
from components.words import Inside
from data_access import lists
from data_access.language import Text, language_of

# How a spreadsheet rounds each unit, as `words.quantity` does on the pages; `{sign}` is that of the
# language for percent.
UNIT_FORMATS: Mapping[str, str] = {
    "percent": '[=0]0"{sign}";[<9.95]0.0"{sign}";0"{sign}"',
    "ratio": "0.00",
    "index": "0.00",
    "per_thousand": "0.0",
    "points": "0.0",
}
WHOLE = "#,##0"
WIDE, NAMED, NARROW = 52, 24, 15  # characters of columns
LINE = 15  # points: a line of a heading


def as_excel(taken: FrameworkTaken, language: str) -> bytes:
    """Return the workbook: a sheet for each place and each dimension, the long one, the notes."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheets = Sheets(book, language, notice_of(taken, language))
        for place in taken.places:
            sheets.place(taken, place)
        for dimension in DIMENSIONS:
            sheets.dimension(taken, dimension)
        sheets.long(taken)
        downloads.readme(book, notes_of(taken, language), language)
    return file.getvalue()


class Sheets:
    """The sheets of one workbook, with its formats."""

    def __init__(self, book: Workbook, language: str, notice: str) -> None:
        self.book, self.language, self.notice = book, language, notice
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.bold = book.add_format(head)
        self.above_figures = book.add_format({**head, "align": "right"})
        # Apart from the figure on its left.
        self.state = book.add_format({"indent": 1})
        self.above_states = book.add_format({**head, "align": "left", "indent": 1})
        self.word = book.add_format({"align": "right", "italic": True, "font_color": "#565c64"})
        self.formats: dict[str, Any] = {}

    def format(self, pattern: str) -> Any:
        """Return the format of a number, made once."""
        if pattern not in self.formats:
            self.formats[pattern] = self.book.add_format({"num_format": pattern, "align": "right"})
        return self.formats[pattern]

    def add(
        self, name: Text | str, head: Sequence[Text], widths: Sequence[int], named: int
    ) -> Worksheet:
        """Return a new sheet with its headings, of which all after the first `named` are figures'.

        The row is as high as its longest heading needs, which not every program finds out.
        """
        said = name if isinstance(name, str) else name.to(self.language)
        sheet = self.book.add_worksheet(said[:31].replace("/", "-"))
        on_paper(sheet, self.notice)
        for at, (heading, wide) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(at, at, wide)
            form = self.bold if at < named else self.above_figures
            sheet.write_string(0, at, heading.to(self.language), form)
        longest = max(
            len(heading.to(self.language)) / wide
            for heading, wide in zip(head, widths, strict=True)
        )
        sheet.set_row(0, LINE * math.ceil(longest))
        return sheet

    def figure(self, sheet: Worksheet, at: tuple[int, int], line: FrameworkLine | None) -> None:
        """Write a line's figure as a number in its unit, or the word for why there is none."""
        if line is None:
            sheet.write_string(*at, "—", self.word)
        elif line.row.value is None:
            sheet.write_string(*at, line.row.said.to(self.language), self.word)
        else:
            self.number(sheet, at, line.row.value, line.row.unit)

    def number(self, sheet: Worksheet, at: tuple[int, int], value: float, unit: str) -> None:
        """Write a number in a unit of the framework."""
        pattern = UNIT_FORMATS.get(unit, WHOLE).format(sign=language_of(self.language).percent)
        sheet.write_number(*at, value, self.format(pattern))

    def place(self, taken: FrameworkTaken, place: str) -> None:
        """Write the indicators of a place, each period a pair of columns: figure and state."""
        head: list[Text] = [Text("Indicador"), Text("Unidad"), Text("Línea de base"), Text("Meta")]
        for span in taken.spans:
            head += [said_span(span), Text("Estado, {period}", period=Inside(said_span(span)))]
        widths = [WIDE, NARROW, NARROW, NARROW, *[NARROW, NAMED] * len(taken.spans)]
        sheet = self.add(labels.place_among_all(place), head, widths, named=2)
        found = {
            (line.row.code, line.span): line
            for line in taken.lines
            if line.dimension is None and line.row.place == place
        }
        for down, code in enumerate(lists.INDICATORS, start=1):
            first = found[code, taken.spans[0]]
            name = f"{code} {lists.INDICATORS[code].to(self.language)}"
            sheet.write_string(down, 0, name)
            sheet.write_string(down, 1, lists.UNITS[first.row.unit].to(self.language))
            for at, aim in ((2, first.baseline), (3, first.row.aim)):
                if aim is not None:
                    self.number(sheet, (down, at), aim, first.row.unit)
            for across, span in enumerate(taken.spans):
                line = found[code, span]
                self.figure(sheet, (down, 4 + 2 * across), line)
                state = line.row.state.to(self.language)
                sheet.write_string(down, 5 + 2 * across, state, self.state)
        for across in range(len(taken.spans)):
            at = 5 + 2 * across
            sheet.write_string(0, at, head[at].to(self.language), self.above_states)
        sheet.freeze_panes(1, 1)

    def dimension(self, taken: FrameworkTaken, dimension: str) -> None:
        """Write the figures of a dimension: a row for each indicator, place and period."""
        lines = [line for line in taken.lines if line.dimension == dimension]
        if not lines:
            return
        order = list(labels.codes(dimension))
        groups = sorted(
            {line.group or "" for line in lines},
            key=lambda code: order.index(code) if code in order else len(order),
        )
        names = [labels.codes(dimension).get(code, Text("{code}", code=code)) for code in groups]
        head = [Text("Indicador"), Text("Lugar"), Text("Período"), *names]
        title = Text("Por {dimension}", dimension=Inside(labels.scope_key(dimension)))
        widths = [WIDE, NAMED, NAMED, *[NARROW] * len(names)]
        sheet = self.add(title, head, widths, named=3)
        cells = {(_of(line), line.group): line for line in lines}
        for down, key in enumerate(dict.fromkeys(_of(line) for line in lines), start=1):
            code, place, span = key
            sheet.write_string(down, 0, f"{code} {lists.INDICATORS[code].to(self.language)}")
            sheet.write_string(down, 1, labels.place(place).to(self.language))
            sheet.write_string(down, 2, said_span(span).to(self.language))
            for at, group in enumerate(groups, start=3):
                self.figure(sheet, (down, at), cells.get((key, group)))
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, len(dict.fromkeys(_of(line) for line in lines)), len(head) - 1)

    def long(self, taken: FrameworkTaken) -> None:
        """Write every line as a row of typed cells, as a table that pivots start from."""
        columns, rows = long_table(taken, self.language)
        sheet = self.book.add_worksheet(Text("largo").to(self.language))
        on_paper(sheet, self.notice)
        day = self.format("yyyy-mm-dd")
        for down, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(down, at, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, str):
                    sheet.write_string(down, at, value)
                elif value is not None:
                    sheet.write_number(down, at, value)
        sheet.add_table(
            0,
            0,
            max(len(rows), 1),
            len(columns) - 1,
            {
                "name": "framework",
                "style": "Table Style Light 1",
                "columns": [{"header": column.heading} for column in columns],
            },
        )
        sheet.set_column(0, len(columns) - 1, NARROW)
        sheet.freeze_panes(1, 2)


def notice_of(taken: FrameworkTaken, language: str) -> str:
    """Return what every page of a report says: that it is synthetic or exact, if so."""
    said = (SYNTHETIC, taken.whole.synthetic), (EXACT, not taken.whole.adjusted)
    return " ".join(text.to(language) for text, true in said if true)


def on_paper(sheet: Worksheet, notice: str) -> None:
    """Have a sheet printed across A4 pages as wide as it is, its name, headings and the notice on
    each.
    """
    sheet.set_header("&L&A&R&P / &N")
    sheet.set_footer(f"&L{notice.replace('&', '&&')}")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def notes_of(taken: FrameworkTaken, language: str) -> list[tuple[str, str]]:
    """Return what the report must state of its figures: `(name, value)` pairs."""
    said_here = {one.to(language) for one in (Text("Lugar"), Text("Consulta"), FOR_WHOM)}
    about = [
        (name, value)
        for name, value in downloads.metadata(taken.whole, language)
        if name not in said_here
    ]
    places = ", ".join(labels.place(code).to(language) for code in taken.places)
    spans = ", ".join(said_span(span).to(language) for span in taken.spans)
    read = EXACT if not taken.whole.adjusted else PROTECTED
    own = [
        (Text("Lugares"), places),
        (Text("Períodos"), spans),
        (FOR_WHOM, read.to(language)),
        (Text("Desgloses"), ONE_AT_A_TIME.to(language)),
        (Text("n"), WHAT_N_IS.to(language)),
    ]
    n = Text("n").to(language)
    kept = [(name, value) for name, value in about if name != n]
    return [*((name.to(language), value) for name, value in own), *kept]


PROTECTED = Text("Cifras protegidas, las mismas que ve el público: se pueden pasar a otros.")
ONE_AT_A_TIME = Text(
    "Por sexo, edad, nacionalidad o situación, una a la vez. Los indicadores sin filas por grupo "
    "no tienen esa cifra por grupo."
)
WHAT_N_IS = Text(
    "De una proporción, entre cuántas personas o casos se calcula; de otro total, cuántas "
    "respuestas o registros hay detrás. Vacío donde no se publica."
)


def _of(line: FrameworkLine) -> tuple[str, str, Any]:
    return line.row.code, line.row.place, line.span
