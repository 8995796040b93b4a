"""Blank templates: a sheet each, with lists, validation and a page that explains."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data_access.imports.sheet_description import VERSION, SheetColumn, Template
from data_access.imports.templates import templates
from data_access.language import DEFAULT, Text, translate
from data_access.language import say as spoken

ROWS = 50_000  # how far down validation reaches
KINDS = {
    "code": Text("código, como texto"),
    "text": Text("texto"),
    "link": Text("dirección web"),
    "choice": Text("un código de la lista"),
    "choices": Text("códigos de la lista, unidos por «;»"),
    "integer": Text("número entero"),
    "decimal": Text("número; decimales con coma o punto, sin separador de miles"),
    "date": Text("fecha, AAAA-MM-DD o DD/MM/AAAA"),
    "moment": Text("fecha y hora de Ecuador, AAAA-MM-DD HH:MM; una fecha sola es el día entero"),
    "month": Text("mes, AAAA-MM"),
}
NUMBER_FORMATS = {
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "integer": "0",
}
ADVICE = (
    Text("Llene solo las hojas que necesite; no cambie los nombres de hojas ni de columnas."),
    Text("Las columnas en azul oscuro forman la clave: juntas no se repiten."),
    Text("Las columnas en gris pueden quedar vacías: vacío es «no se sabe», nunca cero."),
    Text(
        "No escriba nombres, cédulas, RUC, teléfonos, correos ni fechas de nacimiento: el archivo "
        "se rechaza. Las personas y empresas van con código."
    ),
    Text("No use fórmulas: pegue valores."),
    Text("Un archivo entra entero o no entra: cada error se señala con hoja, fila y columna."),
)


def write_template(names: Iterable[str], path: Path, language: str = DEFAULT) -> None:
    """Write a blank workbook with the named sheets (none named: all).

    Raise KeyError for an unknown sheet, OSError if the file cannot be written.
    """
    path.write_bytes(blank(names, language))


def blank(names: Iterable[str], language: str = DEFAULT) -> bytes:
    """Return a blank workbook with the named sheets (none named: all).

    Raise KeyError for an unknown sheet.
    """
    known = templates()
    chosen = [known[name] for name in dict.fromkeys(names)] or list(known.values())
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": "M4SD", "comments": f"plantilla {VERSION}"})
        book.set_custom_property("version_plantilla", VERSION)
        _readme(book, chosen, language)
        sheets = {template.name: book.add_worksheet(template.name) for template in chosen}
        lists = _lists(book, chosen, language)
        for template in chosen:
            _sheet(book, sheets[template.name], template, lists, language)
        sheets[chosen[0].name].activate()
    return content.getvalue()


def _readme(book: xlsxwriter.Workbook, chosen: list[Template], language: str) -> None:
    sheet = book.add_worksheet("LEEME")
    title = book.add_format({"bold": True, "font_size": 14})
    bold = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 90, wrap)
    sheet.hide_gridlines(2)
    sheet.write(0, 0, translate("Cómo llenar este libro", language), title)
    row = 2
    for line in ADVICE:
        sheet.merge_range(row, 0, row, 2, "• " + line.to(language), wrap)
        sheet.set_row(row, 32)
        row += 1
    for template in chosen:
        row += 1
        sheet.write(row, 0, template.name, bold)
        sheet.write(row, 1, "", bold)
        sheet.write(row, 2, template.help.to(language), bold)
        for column in template.columns:
            row += 1
            sheet.write(row, 0, column.name)
            sheet.write(row, 1, KINDS[column.kind].to(language), wrap)
            sheet.write(row, 2, explained(column, language), wrap)
        row += 1


def explained(column: SheetColumn, language: str) -> str:
    """Return what a column holds, whether it may stay empty and whether it is part of the key."""
    parts = [column.help.to(language)]
    if column.key:
        parts.append(translate("Parte de la clave.", language))
    if not column.required:
        parts.append(translate("Puede quedar vacía.", language))
    return " ".join(parts)


def _lists(
    book: xlsxwriter.Workbook, chosen: list[Template], language: str
) -> dict[int, tuple[str, str]]:
    """Write the sheet LISTAS, codes and labels; return by list its range and where it stands."""
    sheet = book.add_worksheet("LISTAS")
    bold = book.add_format({"bold": True})
    text = book.add_format({"num_format": "@"})
    ranges: dict[int, tuple[str, str]] = {}
    at = 0
    for template in chosen:
        for column in template.columns:
            if column.codes is None or id(column.codes) in ranges:
                continue
            sheet.write(0, at, column.name, bold)
            for row, (code, label) in enumerate(column.codes.items(), start=1):
                sheet.write_string(row, at, code, text)
                sheet.write_string(row, at + 1, spoken(label, language))
            letter = xlsxwriter.utility.xl_col_to_name(at)
            last = len(column.codes) + 1
            ranges[id(column.codes)] = (f"=LISTAS!${letter}$2:${letter}${last}", letter)
            sheet.set_column(at, at, 12)
            sheet.set_column(at + 1, at + 1, 34)
            at += 3
    return ranges


def _sheet(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    template: Template,
    lists: dict[int, tuple[str, str]],
    language: str,
) -> None:
    for at, column in enumerate(template.columns):
        colour = "#1F3A5F" if column.key else "#4A6FA5" if column.required else "#7A7A7A"
        header = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": colour})
        sheet.write_string(0, at, column.name, header)
        sheet.write_comment(0, at, explained(column, language), {"x_scale": 2})
        formats = {**NUMBER_FORMATS, "decimal": "0." + "0" * column.digits}
        cells = book.add_format({"num_format": formats.get(column.kind, "@")})
        sheet.set_column(at, at, max(14, len(column.name) + 3), cells)
        rule = _validation(column, lists, language)
        if rule:
            sheet.data_validation(1, at, ROWS, at, rule)
    sheet.freeze_panes(1, sum(column.key for column in template.columns))


def _validation(
    column: SheetColumn, lists: dict[int, tuple[str, str]], language: str
) -> dict[str, Any] | None:
    """Return what a spreadsheet program checks while the cell is typed."""
    message = {
        "error_title": column.name[:32],
        "error_message": translate("Revise la celda: {kind}.", language, kind=KINDS[column.kind]),
    }
    if column.kind == "choice" and column.codes is not None:
        return {"validate": "list", "source": lists[id(column.codes)][0], **message}
    if column.kind in ("integer", "decimal"):
        least = -2e9 if column.least is None else column.least
        most = 2e9 if column.most is None else column.most
        bounds = {"criteria": "between", "minimum": least, "maximum": most}
        return {"validate": column.kind, **bounds, **message}
    if column.kind in ("date", "moment"):
        first = {"criteria": ">=", "value": "=DATE(1990,1,1)"}
        return {"validate": "date", **first, **message}
    return None
