"""Answers as files to pass on: the figures, and all the metadata needed to read them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from components import labels, tables
from components.moved import is_exact
from components.tables import FileColumn
from data_access.answers import Answer
from data_access.answers.columns import Kind
from data_access.language import Text, say

# A cell begins with the text, and, where a Spanish spreadsheet opens the file, at semicolons too.
RUNS = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+\-@])")
SYNTHETIC = Text("Datos sintéticos: no describen a ninguna persona ni empresa real.")
FOR_WHOM = Text("Para quién")
EXACT = Text("Cifras exactas, para el equipo de seguimiento: no las publique.")
ESTIMATE_TYPES = {
    "count": Text("Conteo de registros"),
    "survey": Text("Estimación de encuesta"),
    "model": Text("Estimación de un modelo"),
    "mixed": Text("Conteos, encuestas y modelos, según la cifra"),
}
# How a spreadsheet writes each kind; text stays text, whatever it looks like.
FORMATS: Mapping[Kind, str] = {
    **dict.fromkeys((Kind.PEOPLE, Kind.COUNT), "#,##0"),
    **dict.fromkeys((Kind.POINTS, Kind.DURATION), "#,##0.0"),
    **dict.fromkeys((Kind.MONEY, Kind.IN_UNIT), "#,##0.00"),
    **dict.fromkeys((Kind.ORDINAL, Kind.HOUR), "0"),
    **dict.fromkeys((Kind.CODE, Kind.PLACE, Kind.YES_NO, Kind.NAMES, Kind.TEXT), "@"),
    Kind.SHARE: "0.0%",
    Kind.NUMBER: "0.000",
    Kind.COORDINATE: "0.00000",
    Kind.DATE: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm:ss",
}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # media type
WIDEST = 48  # characters of a spreadsheet's column
NAMED, TOLD = 28, 90  # characters of the two columns of what must be known of figures
LINE = 15  # points of a row of one line


def metadata(answer: Answer, language: str) -> list[tuple[str, str]]:
    """Return what the file must state of its figures: `(name, value)` pairs in `language`."""
    scope = "; ".join(f"{k}={v}" for k, v in answer.scope.to_query().items())
    release = answer.release
    published = [] if release is None else [(Text("Publicado el"), release.day)]
    pairs: list[tuple[Text, object]] = [
        (Text("Respuesta"), answer.name),
        (Text("Definición"), answer.definition.meaning),
        (Text("Fórmula"), answer.definition.formula),
        (Text("Referencia"), answer.definition.reference),
        (Text("Lugar"), labels.place(answer.scope.territory)),
        (Text("Consulta"), scope or "territory=EC"),
        (Text("Fecha de los datos"), answer.as_of or labels.WITHHELD["unknown"]),
        *published,
        (Text("Tipo de cifra"), ESTIMATE_TYPES[answer.estimate_type]),
        (Text("n"), labels.WITHHELD["unknown"] if answer.n is None else answer.n),
    ]
    for source in answer.sources:
        batches = ", ".join(map(str, source.batches))
        known = Text("{name} (lotes: {batches})", name=source.name, batches=batches)
        pairs.append((Text("Fuente"), known if batches else source.name))
    for held in answer.withheld:
        pairs.append(
            (
                Text("Filas sin cifra"),
                Text("{number}: {reason}", reason=labels.FLAGS[held.reason], number=held.rows),
            )
        )
    pairs.extend((Text("Nota"), note) for note in answer.notes)
    if is_exact(answer):
        pairs.insert(0, (FOR_WHOM, EXACT))
    if answer.synthetic:
        pairs.insert(0, (Text("Aviso"), SYNTHETIC))
    return [(name.to(language), say(value, language)) for name, value in pairs]


def dictionary(columns: Sequence[FileColumn], language: str) -> list[tuple[str, str, str]]:
    """Return each column's heading, its name in the code, and what it holds, in `language`."""
    return [
        (column.heading, column.name, labels.KINDS[column.kind].to(language)) for column in columns
    ]


def as_csv(answer: Answer, language: str) -> bytes:
    """Return a UTF-8 CSV with a byte order mark; lines that begin with `#` are metadata.

    The first other line holds the headings in the reader's language. The code names stand among the
    metadata, a line `# Columna` each: a second row of them would be words in columns of numbers for
    whatever reads the file. Decimal points and commas between cells in any language, so that
    programs read one format; whoever opens files in a Spanish spreadsheet takes the Excel.
    """
    columns, rows = tables.typed(answer, language)
    column = Text("Columna").to(language)
    told = [(column, *line) for line in dictionary(columns, language)]
    return csv_file([*metadata(answer, language), *told], columns, rows)


def csv_file(
    about: Sequence[Sequence[str]], columns: Sequence[FileColumn], rows: Sequence[Sequence[Any]]
) -> bytes:
    """Return a CSV of metadata, line by line, its columns, and typed rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for name, *values in about:
        writer.writerow([f"# {name}", *(escaped(" ".join(value.split())) for value in values)])
    writer.writerow([escaped(column.heading) for column in columns])
    writer.writerows([[csv_cell(value) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def csv_cell(value: object) -> object:
    """Return a number with at most six decimals, a date as ISO, text that no spreadsheet runs."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 6)
    if isinstance(value, dt.date):
        return value.isoformat()
    return escaped(value) if isinstance(value, str) else value


def escaped(text: str) -> str:
    """Return text with an apostrophe before whatever a spreadsheet would take for a formula."""
    harmless = RUNS.sub(r"\1\2'", text)
    return f"'{harmless}" if text.startswith(("\t", "\r")) else harmless


def as_excel(answer: Answer, language: str) -> bytes:
    """Return a workbook: a sheet of typed figures, one of their columns, one of metadata.

    The columns' sheet holds the code names, as the lines `# Columna` of a CSV do.
    """
    columns, rows = tables.typed(answer, language)
    told = dictionary(columns, language)
    return excel_file(metadata(answer, language), columns, rows, language, told)


def excel_file(
    about: Sequence[tuple[str, str]],
    columns: Sequence[FileColumn],
    rows: Sequence[Sequence[Any]],
    language: str,
    told: Sequence[tuple[str, str, str]] = (),
) -> bytes:
    """Return a workbook of the same parts as `csv_file`.

    `about` (the metadata) and `told` (the columns, as `dictionary` gives them) each have a sheet of
    their own.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _figures(book, book.add_worksheet(Text("datos").to(language)), columns, rows, bold)
        if told:
            sheet = book.add_worksheet(Text("columnas").to(language))
            headings = (Text("Columna"), Text("Nombre en el código"), Text("Qué contiene"))
            sheet.set_column(0, 2, WIDEST)
            sheet.write_row(0, 0, [heading.to(language) for heading in headings], bold)
            for down, line in enumerate(told, start=1):
                sheet.write_row(down, 0, line, wrapped)
        readme(book, about, language)
    return file.getvalue()


def readme(book: Workbook, about: Sequence[tuple[str, str]], language: str) -> None:
    """Add the sheet of what must be known of a workbook's figures, one row for each of `about`.

    A row is as high as its text is long, since LibreOffice does not fit it to wrapped text.
    """
    top = {"text_wrap": True, "valign": "top"}
    named, told = book.add_format({**top, "bold": True}), book.add_format(top)
    sheet = book.add_worksheet(Text("LEEME").to(language))
    sheet.set_column(0, 0, NAMED)
    sheet.set_column(1, 1, TOLD)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for down, (name, value) in enumerate(about):
        lines = max(math.ceil(len(value) / TOLD), math.ceil(len(name) / NAMED))
        sheet.set_row(down, LINE * lines)
        sheet.write_string(down, 0, name, named)
        sheet.write_string(down, 1, value, told)


def _figures(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[FileColumn],
    rows: Sequence[Sequence[Any]],
    heading: Format,
) -> None:
    """Write typed rows below their headings; a cell without a value stays empty."""
    for at, column in enumerate(columns):
        numeric = column.kind.numeric
        form = book.add_format(
            {"num_format": FORMATS[column.kind], "align": "right" if numeric else "left"}
        )
        longest = max((len(str(row[at])) for row in rows if row[at] is not None), default=0)
        sheet.set_column(at, at, min(max(len(column.heading), longest), WIDEST) + 2, form)
        sheet.write_string(0, at, column.heading, heading)
        for down, row in enumerate(rows, start=1):
            value = row[at]
            if isinstance(value, dt.datetime):
                sheet.write_datetime(down, at, value, form)
            elif isinstance(value, dt.date):
                sheet.write_datetime(down, at, dt.datetime.combine(value, dt.time()), form)
            elif isinstance(value, str):
                sheet.write_string(down, at, value, form)
            elif value is not None:
                sheet.write_number(down, at, value, form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def file_name(answer: Answer, language: str, extension: str) -> str:
    """Return a name such as `labour-gap_1308-manta_EMP2025_es.csv`.

    Its parts: the answer, the place, the survey and other filters, and the language.
    """
    place = labels.place(answer.scope.territory).to(language)
    parts = [
        answer.name.replace(".", "-"),
        f"{answer.scope.territory}-{slug(place)}",
        answer.scope.get("encuesta"),
        *(f"{key}-{value}" for key, value in answer.scope.filters if key != "encuesta"),
        language,
    ]
    return "_".join(re.sub(r"[^\w.-]", "-", part) for part in parts if part) + f".{extension}"


def slug(text: str) -> str:
    """Return a name in lower case without accents or spaces."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
