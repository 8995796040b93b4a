"""One row from a form: imported like a file, with the same rules, history and undo.

What somebody observed (a recommendation adopted, a policy passed, a practice copied elsewhere) and
what the programme aims at can be entered beside their templates. Each entry is a batch that keeps
what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, select

from data_access.imports.file_reading import RawSheet
from data_access.imports.finding_list import Findings
from data_access.imports.import_findings import ImportFinding
from data_access.imports.loading import import_sheet
from data_access.imports.personal import looks_personal
from data_access.imports.reports import Report
from data_access.imports.row_permissions import of_other_places, require_bringer, sheets_for
from data_access.imports.sheet_description import Template
from data_access.imports.stored import attributes_of, table_of
from data_access.imports.templates import templates
from data_access.language import Text
from data_access.viewer import Viewer

# Sheets whose rows can be entered one by one.
FORMS = ("metas", "recomendaciones", "asistencias", "adopciones")
NO_EVIDENCE, PERSONAL = "evidencia_falta", "dato_personal"
Values = dict[str, Any]


def may_enter(viewer: Viewer, sheet: str) -> bool:
    """Return whether a reader may enter rows of a sheet at all; the import decides which ones."""
    return sheet in FORMS and any(template.name == sheet for template in sheets_for(viewer))


def rows(engine: Engine, viewer: Viewer, sheet: str) -> list[Values]:
    """Return the stored rows of a sheet that a reader may change, by the names of its columns.

    Raise Forbidden if the reader brings in no data.
    """
    require_bringer(viewer)
    template = form_of(sheet)
    table, keys = table_of(template), attributes_of(template)
    with engine.connect() as connection:
        found = [
            row._mapping
            for row in connection.execute(select(table).order_by(*(table.c[k] for k in keys)))
        ]
        return [
            {column.name: row[column.attribute] for column in template.columns}
            for row in found
            if not of_other_places(connection, template, [tuple(row[k] for k in keys)], viewer)
        ]


def enter(
    engine: Engine,
    viewer: Viewer,
    sheet: str,
    values: Mapping[str, Any],
    evidence: str,
    accept_warnings: bool = False,
) -> Report:
    """Store one row, new or changed; return a report of what was wrong with it.

    `evidence` says what the row rests on, and may not be empty. Raise Forbidden if the reader
    brings in no data.
    """
    require_bringer(viewer)
    template, said = form_of(sheet), evidence.strip()
    name = f"formulario:{sheet}"
    problem = _problem(said)
    if problem is not None:
        found = ImportFinding(name, sheet, None, None, None, *problem)
        return Report(refused=True, errors=Findings([found]))
    headers = [column.name for column in template.columns]
    cells = [[_cell(values.get(header))] for header in headers]
    return import_sheet(
        engine, RawSheet(name, sheet, headers, cells), viewer, said, accept_warnings
    )


def form_of(sheet: str) -> Template:
    """Return the template of a form; raise KeyError for a sheet that has none."""
    if sheet not in FORMS:
        raise KeyError(sheet)
    return templates()[sheet]


def _cell(value: Any) -> Any:
    """Return a value as a workbook's cell holds it: an empty one is None."""
    return None if value is None or value == "" else value


def _problem(evidence: str) -> tuple[str, Text] | None:
    if not evidence:
        return NO_EVIDENCE, Text("Diga en qué se apoya: un documento, un acta, un enlace.")
    if looks_personal(evidence):
        return PERSONAL, Text(
            "La evidencia parece contener una cédula, un teléfono o un correo: quítelo."
        )
    return None
