"""Rules on a sheet's first row: every column that is needed, once, and none that is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from data_access.imports.file_reading import RawSheet
from data_access.imports.import_findings import ImportFinding, masked
from data_access.imports.personal import looks_personal, personal_header
from data_access.imports.sheet_description import Template
from data_access.language import Text

NO_HEADERS = "sin_cabeceras"


def check_headers(sheet: RawSheet, template: Template) -> Iterator[ImportFinding]:
    """Report what is wrong with the headers; the rows get no finding for it."""
    known = {column.name for column in template.columns}
    if known.isdisjoint(sheet.headers):
        # Someone forgot the headers: the first row is a person's, and is not repeated here.
        yield _finding(
            sheet,
            None,
            NO_HEADERS,
            Text(
                "La primera fila debe llevar los nombres de las columnas: {names}.",
                names=", ".join(column.name for column in template.columns),
            ),
        )
        return
    for column in template.columns:
        if column.name not in sheet.headers and (column.key or column.required):
            yield _finding(
                sheet,
                column.name,
                "cabecera_falta",
                Text("Falta la columna «{name}»: agréguela con sus datos.", name=column.name),
            )
    for header, count in Counter(sheet.headers).items():
        if header and count > 1:
            yield _finding(
                sheet,
                header,
                "cabecera_repetida",
                Text("La columna está repetida: deje una sola."),
            )
        if header not in known:
            yield from _unknown(sheet, header)


def _unknown(sheet: RawSheet, header: str) -> Iterator[ImportFinding]:
    if personal_header(header):
        yield _finding(
            sheet,
            header,
            "columna_personal",
            Text("Parece contener datos personales: borre la columna entera antes de subirla."),
        )
    elif header:
        yield _finding(
            sheet,
            header,
            "cabecera_sobra",
            Text("La plantilla no tiene esta columna: bórrela o corrija su nombre."),
        )
    elif any(
        cell is not None
        for header, column in zip(sheet.headers, sheet.columns, strict=True)
        if not header
        for cell in column
    ):
        yield _finding(
            sheet,
            None,
            "cabecera_vacia",
            Text("Hay celdas llenas bajo una cabecera vacía: bórrelas."),
        )


def _finding(sheet: RawSheet, header: str | None, rule: str, text: Text) -> ImportFinding:
    said = masked(header) if header is not None and looks_personal(header) else header
    return ImportFinding(sheet.file, sheet.name, 1, said, said, rule, text)
