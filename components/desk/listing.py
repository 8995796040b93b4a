"""Findings as a file, to send to whoever filled in the sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from components.desk import door, uploads
from components.desk.door import ImportFinding
from components.downloads import escaped
from data_access.language import Text

HEADINGS = (
    Text("Archivo"),
    Text("Hoja"),
    Text("Fila"),
    Text("Columna"),
    Text("Valor"),
    Text("Tipo"),
    Text("Qué hacer"),
    Text("Regla"),
)
WIDTHS = (28, 20, 8, 24, 20, 10, 90, 22)
ERROR, WARNING = Text("Error"), Text("Aviso (por confirmar)")


def marked(files: Sequence[Any], findings: Sequence[ImportFinding], language: str) -> bytes:
    """Return the only uploaded workbook with its findings marked; the list where it cannot be."""
    with uploads.on_disk(files) as paths:
        content = door.marked(paths[0], findings, language)
    return as_excel(findings, language) if content is None else content


def rows(findings: Sequence[ImportFinding], language: str) -> list[list[str | int]]:
    """Return a row for each finding; what is missing is empty."""
    return [
        [
            finding.file,
            finding.sheet or "",
            "" if finding.row is None else finding.row,
            finding.column or "",
            finding.value or "",
            (ERROR if finding.error else WARNING).to(language),
            finding.message.to(language),
            finding.rule,
        ]
        for finding in findings
    ]


def as_csv(findings: Sequence[ImportFinding], language: str) -> bytes:
    """Return CSV in UTF-8 with a byte order mark; no cell that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading.to(language) for heading in HEADINGS])
    for row in rows(findings, language):
        writer.writerow([escaped(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_excel(findings: Sequence[ImportFinding], language: str) -> bytes:
    """Return a workbook of one sheet; text stays text."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(Text("correcciones").to(language))
        for at, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(at, at, width, wrapped)
            sheet.write_string(0, at, heading.to(language), bold)
        for down, row in enumerate(rows(findings, language), start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(down, at, cell, wrapped)
                else:
                    sheet.write_string(down, at, cell, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(findings), 1), len(HEADINGS) - 1)
    return file.getvalue()
