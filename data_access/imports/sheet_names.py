"""Which template a sheet is meant to be: by its name, read generously, and by its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import heading
from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_description import Template
from data_access.imports.sheet_shape import best_row
from data_access.language import Text

COPY = re.compile(r"_(?:\d{1,2}|copia|copy|copia_de)$|^(?:copia_de|copy_of)_")
UNKNOWN = "hoja_desconocida"


def named(
    sheets: list[RawSheet], templates: Mapping[str, Template]
) -> tuple[list[RawSheet], list[ImportFinding], list[Text]]:
    """Return the sheets under the names of their templates, findings on the others, and notices."""
    kept: list[RawSheet] = []
    findings: list[ImportFinding] = []
    notices: list[Text] = []
    exact = {(s.file, heading(s.name)) for s in sheets if heading(s.name) in templates}
    # Without the blank sheets that a new workbook starts with.
    filled = [
        sheet
        for sheet in sheets
        if sheet.length or any(sheet.headers) or heading(sheet.name) in templates
    ]
    for sheet in filled:
        name = template_of(sheet, templates)
        if name is None:
            others = [s for s in filled if s.file == sheet.file and s is not sheet]
            if finding := _unknown(
                sheet, templates, any(template_of(s, templates) for s in others)
            ):
                findings.append(finding)
            continue
        if other := _better_name(sheet, name, templates):
            findings.append(other)
            continue
        if heading(sheet.name) != name:
            if (sheet.file, name) in exact:
                findings.append(_copy(sheet, name))
                continue
            exact.add((sheet.file, name))
            notices.append(_told(sheet, name))
        sheet.name = name
        kept.append(sheet)
    return kept, findings, notices


def template_of(sheet: RawSheet, templates: Mapping[str, Template]) -> str | None:
    """Return the template that a sheet is named as, with a date or a place beside it at most."""
    said = heading(sheet.name)
    if said in templates:
        return said
    short = COPY.sub("", said)
    within = [name for name in templates if re.search(rf"(?:^|_){name}(?:_|$)", short)]
    fits = [name for name in within if _has_headers(sheet, templates[name])]
    if not fits:
        return None
    longest = max(fits, key=len)
    return longest if all(name in longest for name in fits) else None


def _has_headers(sheet: RawSheet, template: Template) -> bool:
    """Return whether a sheet has every column that the template needs."""
    _at, cells = best_row(sheet, template)
    needed = {c.name for c in template.columns if c.key or c.required}
    return needed <= {heading(cell) for cell in cells}


def likely(sheet: RawSheet, templates: Mapping[str, Template]) -> list[str]:
    """Return the templates whose columns a sheet has."""
    return [name for name, template in templates.items() if _has_headers(sheet, template)]


def _better_name(
    sheet: RawSheet, name: str, templates: Mapping[str, Template]
) -> ImportFinding | None:
    """Return what is said of a sheet that has the columns of another template than it is named."""
    if _has_headers(sheet, templates[name]):
        return None
    found = likely(sheet, templates)
    if not found:
        return None
    text = Text(
        "La hoja se llama «{sheet}», pero por sus columnas parece {names}: cámbiele el nombre.",
        sheet=sheet.name,
        names=", ".join(found),
    )
    return ImportFinding(sheet.file, sheet.name, None, None, sheet.name, UNKNOWN, text)


def _told(sheet: RawSheet, name: str) -> Text:
    if heading(sheet.name) in heading(sheet.file):
        return Text("{file} se leyó como la hoja {name}.", file=sheet.file, name=name)
    return Text(
        "La hoja «{sheet}» de {file} se leyó como {name}.",
        sheet=sheet.name,
        file=sheet.file,
        name=name,
    )


def _copy(sheet: RawSheet, name: str) -> ImportFinding:
    text = Text(
        "La hoja «{sheet}» parece otra versión de «{name}», que está en el mismo libro: deje una "
        "sola, o copie sus filas en «{name}».",
        sheet=sheet.name,
        name=name,
    )
    return ImportFinding(sheet.file, sheet.name, None, None, sheet.name, "hoja_repetida", text)


def _unknown(
    sheet: RawSheet, templates: Mapping[str, Template], has_others: bool
) -> ImportFinding | None:
    """Return what is said of a sheet that is no template's; nothing of a hidden one beside one."""
    found = likely(sheet, templates)
    if found:
        text = Text(
            "Por sus columnas parece la hoja {names}: cambie el nombre «{sheet}» por ese.",
            names=", ".join(found),
            sheet=sheet.name,
        )
        return ImportFinding(sheet.file, sheet.name, None, None, sheet.name, UNKNOWN, text)
    if has_others:
        if sheet.hidden:
            return None
        text = Text(
            "La hoja «{sheet}» no es de la plantilla y no se lee: si tiene datos, llámela como su "
            "plantilla; si son notas o un resumen, confírmelo o quítela.",
            sheet=sheet.name,
        )
        return ImportFinding(
            sheet.file, sheet.name, None, None, sheet.name, "hoja_no_leida", text, False
        )
    near = nearest(heading(sheet.name), templates)
    text = Text(
        "No hay una plantilla con este nombre{near}: llame a la hoja como una de {known}, o deje "
        "que el asistente busque qué columna es cuál (import --map).",
        near=Text(" (¿quiso decir {names}?)", names=", ".join(near)) if near else "",
        known=", ".join(sorted(templates)),
    )
    return ImportFinding(sheet.file, sheet.name, None, None, sheet.name, UNKNOWN, text)


def nearest(said: str, names: Iterable[str], least: float = 80.0, most: int = 3) -> list[str]:
    """Return the names most like what was written, best first."""
    from rapidfuzz import fuzz, process

    found = process.extract(said, list(names), scorer=fuzz.ratio, limit=most, score_cutoff=least)
    return [name for name, _score, _at in found]
