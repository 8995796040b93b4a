"""From sheets of raw cells to rows that may be stored, with a finding for each that may not."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data_access.imports.findings import Finding, masked, shown
from data_access.imports.reading import ERROR, Sheet
from data_access.imports.templates import Column, Template
from data_access.imports.values import Bad, looks_personal, parse
from data_access.language import Text

PERSONAL_HEADERS = re.compile(
    r"nombre|apellido|cedula|documento|pasaporte|\bruc\b|telefono|celular|movil$|correo|e.?mail"
    r"|direccion|domicilio|(fecha|dia).*nacimiento|foto|firma"
)


@dataclass
class Table:
    """The checked rows of all sheets of one template.

    `frame` has a column for each attribute of the template, and `_file`, `_sheet`, `_row`;
    a cell that could not be taken is None and listed in `bad` as (position, attribute).
    """

    template: Template
    frame: pd.DataFrame
    bad: set[tuple[int, str]] = field(default_factory=set)

    def whole(self, attributes: Iterable[str]) -> pd.Series[bool]:
        """Which rows have no bad cell among the given attributes."""
        wrong = {position for position, name in self.bad if name in set(attributes)}
        return ~self.frame.index.to_series().isin(wrong)

    def finding(
        self, position: int, attribute: str, rule: str, text: Text, *, error: bool = True
    ) -> Finding:
        """A finding at a row and attribute of this table."""
        row: dict[str, Any] = {str(k): v for k, v in self.frame.loc[position].items()}
        column = next(c for c in self.template.columns if c.attribute == attribute)
        return Finding(
            row["_file"],
            row["_sheet"],
            int(row["_row"]),
            column.name,
            presented(column, row[attribute]),
            rule,
            text,
            error,
        )


def presented(column: Column, value: object) -> str | None:
    """A cell's value in a finding: codes of people and free text may be personal."""
    if column.kind in ("text", "link") or column.name == "codigo_persona":
        return None if value is None else masked(value)
    return shown(value)


def check_sheets(
    sheets: list[Sheet], templates: dict[str, Template], today: dt.date
) -> tuple[dict[str, Table], list[Finding]]:
    """Every sheet's rows by template, parents first, and what is wrong with cells and headers."""
    findings: list[Finding] = []
    parts: dict[str, list[Table]] = {}
    for sheet in sheets:
        template = templates.get(sheet.name)
        if template is None:
            findings.append(_unknown_sheet(sheet, templates))
            continue
        table, found = _check_sheet(sheet, template, today)
        findings += found
        if table is not None:
            parts.setdefault(template.name, []).append(table)
    return {name: _joined(parts[name]) for name in templates if name in parts}, findings


def _unknown_sheet(sheet: Sheet, templates: dict[str, Template]) -> Finding:
    text = Text(
        "No hay una plantilla con este nombre: llame a la hoja como una de {known}.",
        known=", ".join(sorted(templates)),
    )
    return Finding(sheet.file, sheet.name, None, None, sheet.name, "hoja_desconocida", text)


def _joined(tables: list[Table]) -> Table:
    first, offset, bad = tables[0], 0, set()
    for table in tables:
        bad |= {(position + offset, name) for position, name in table.bad}
        offset += len(table.frame)
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return Table(first.template, frame, bad)


def _check_sheet(
    sheet: Sheet, template: Template, today: dt.date
) -> tuple[Table | None, list[Finding]]:
    findings = list(_check_headers(sheet, template))
    if sheet.length == 0:
        return None, findings
    columns: dict[str, list[Any]] = {}
    bad: set[tuple[int, str]] = set()
    filled = _filled_rows(sheet)
    for column in template.columns:
        if (count := sheet.headers.count(column.name)) != 1:
            columns[column.attribute] = [None] * len(filled)
            if count or column.key or column.required:
                # The header's own finding says it; the rows are not blamed for it too.
                bad |= {(i, column.attribute) for i in range(len(filled))}
            continue
        at = sheet.headers.index(column.name)
        values, found = _check_column(sheet, column, at, filled, today)
        columns[column.attribute] = values
        bad |= {(i, column.attribute) for i in found}
        findings += found.values()
    frame = pd.DataFrame(columns, dtype=object)
    frame["_file"], frame["_sheet"] = sheet.file, sheet.name
    frame["_row"] = [i + 2 for i in filled]
    return Table(template, frame, bad), findings


def _filled_rows(sheet: Sheet) -> list[int]:
    broken = {row - 2 for row, _ in sheet.broken}
    return [
        i
        for i in range(sheet.length)
        if i in broken or any(column[i] is not None for column in sheet.columns)
    ]


def _check_headers(sheet: Sheet, template: Template) -> Iterable[Finding]:
    def finding(header: str | None, rule: str, text: Text) -> Finding:
        return Finding(sheet.file, sheet.name, 1, header, header, rule, text)

    known = {column.name for column in template.columns}
    for column in template.columns:
        if column.name not in sheet.headers and (column.key or column.required):
            yield finding(
                column.name,
                "cabecera_falta",
                Text("Falta la columna «{name}»: agréguela con sus datos.", name=column.name),
            )
    for header, count in Counter(sheet.headers).items():
        if header and count > 1:
            yield finding(
                header, "cabecera_repetida", Text("La columna está repetida: deje una sola.")
            )
        if header in known:
            continue
        if PERSONAL_HEADERS.search(_plain(header)):
            yield finding(
                header,
                "columna_personal",
                Text("Parece contener datos personales: borre la columna entera antes de subirla."),
            )
        elif header:
            yield finding(
                header,
                "cabecera_sobra",
                Text("La plantilla no tiene esta columna: bórrela o corrija su nombre."),
            )
        elif any(
            c is not None for i, h in enumerate(sheet.headers) if not h for c in sheet.columns[i]
        ):
            yield finding(
                None, "cabecera_vacia", Text("Hay celdas llenas bajo una cabecera vacía: bórrelas.")
            )


def _plain(header: str) -> str:
    decomposed = unicodedata.normalize("NFKD", header.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("_", " ")


def _check_column(
    sheet: Sheet, column: Column, at: int, filled: list[int], today: dt.date
) -> tuple[list[Any], dict[int, Finding]]:
    """The column's values, and a finding for each position that has none it should have."""
    cells = sheet.columns[at]
    values: list[Any] = []
    found: dict[int, Finding] = {}
    # Columns hold few different cells: each is understood once.
    known: dict[tuple[type, Any], Any] = {}
    for position, i in enumerate(filled):
        raw = cells[i]
        value: Any = None
        problem: Bad | None = None
        broken = sheet.broken.get((i + 2, at))
        if broken:
            problem = _broken(broken)
        elif raw is None:
            problem = _missing(column) if column.required else None
        else:
            key = (type(raw), raw)
            if key not in known:
                try:
                    known[key] = parse(raw, column, today)
                except Bad as bad:
                    known[key] = bad
            value = known[key]
            if isinstance(value, Bad):
                value, problem = None, value
        if problem is not None:
            found[position] = Finding(
                sheet.file,
                sheet.name,
                i + 2,
                column.name,
                _raw_shown(column, raw),
                problem.rule,
                problem.text,
            )
        values.append(value)
    return values, found


def _raw_shown(column: Column, raw: Any) -> str | None:
    if raw is None:
        return None
    shorter = shown(raw) or ""
    return masked(shorter) if looks_personal(shorter) else presented(column, raw)


def _broken(kind: str) -> Bad:
    if kind == ERROR:
        return Bad("celda_error", Text("La celda tiene un error: escriba el valor."))
    return Bad(
        "formula",
        Text("La celda tiene una fórmula: péguela como valor (Pegado especial, Valores)."),
    )


def _missing(column: Column) -> Bad:
    if column.name.endswith("_consentimiento"):
        return Bad(
            "sin_consentimiento",
            Text("Falta el consentimiento de la persona: sin él no se puede guardar su fila."),
        )
    return Bad("obligatorio", Text("La celda está vacía y es obligatoria."))
