"""Rules on a sheet's first row: every column that is needed, once, and none that is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import heading
from data_access.imports.import_findings import ImportFinding, masked
from data_access.imports.mapping.marks import CAME_SHEETS, says_who_came
from data_access.imports.mapping.series import wide
from data_access.imports.mapping.several import tables_within
from data_access.imports.personal import looks_personal, personal_header
from data_access.imports.sheet_description import Template
from data_access.imports.sheet_names import nearest
from data_access.imports.sheet_shape import MOST_NAMED, turned_over
from data_access.imports.workbook_xml import letters_of
from data_access.language import Text

UNEVEN = {"celdas_de_mas", "celdas_de_menos"}  # rows that already have their own finding
NO_HEADERS, TOO_WIDE, TURNED = "sin_cabeceras", "tabla_ancha", "tabla_volteada"
SEVERAL = "varias_tablas"
UNUSABLE = {NO_HEADERS, TOO_WIDE, TURNED, SEVERAL}  # rules under which no row is looked at
DOWNWARD = Text(
    "La tabla está volteada: los nombres de las columnas van hacia abajo y aquí van en la primera "
    "fila. Cópiela y péguela con «Transponer», o deje que lo haga el asistente (import --map)."
)


def check_headers(sheet: RawSheet, template: Template) -> Iterator[ImportFinding]:
    """Report what is wrong with the headers; the rows get no finding for it."""
    known = {column.name for column in template.columns}
    if turned_over(sheet, template):
        yield _finding(sheet, None, TURNED, DOWNWARD)
        return
    if "" in sheet.headers and len(beside := list(tables_within(sheet.headers, _templates()))) > 1:
        yield _finding(sheet, None, SEVERAL, _apart(sheet, [left for left, _beyond in beside]))
        return
    taken = [at for at, header in enumerate(sheet.headers) if header in known]
    for series in wide(sheet.headers, sheet.columns, template, taken):
        yield _finding(sheet, None, TOO_WIDE, _turn(sheet, series.over, list(series.labels)))
        return
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
            missing = [name for name in known if name not in sheet.headers]
            yield from _unknown(sheet, template, header, missing)


def _templates() -> Mapping[str, Template]:
    from data_access.imports.templates import templates

    return templates()


def _apart(sheet: RawSheet, lefts: list[int]) -> Text:
    return Text(
        "La hoja tiene varias tablas una al lado de otra (empiezan en {cells}): pase cada una a su "
        "propia hoja, o deje que el asistente las lea (import --map).",
        cells=", ".join(f"{letters_of(left + 1)}{sheet.first_row - 1}" for left in lefts),
    )


def _turn(sheet: RawSheet, over: str, at: list[int]) -> Text:
    return Text(
        "Las columnas {headers} llevan valores de «{over}»: aquí van hacia abajo, una fila por "
        "cada uno. Páselas a filas, o deje que lo haga el asistente (import --map).",
        headers=", ".join(sheet.headers[i] for i in at[:MOST_NAMED]),
        over=over,
    )


CAME = Text(
    "Aquí cada fila dice que la persona asistió: quite primero las filas de quienes no asistieron "
    "y después esta columna, o deje que lo haga el asistente (import --map)."
)


def _meant(header: str, missing: list[str]) -> list[str]:
    """Return the missing column that a header most likely stands for, if any."""
    said = heading(header)
    within = [name for name in missing if re.search(rf"(?:^|_){name}(?:_|$)", said)]
    return nearest(said, missing, least=75.0, most=1) or within[:1]


def _unknown(
    sheet: RawSheet, template: Template, header: str, missing: list[str]
) -> Iterator[ImportFinding]:
    near = _meant(header, missing) if header else []
    words = {c.name for c in template.columns if c.kind in ("text", "link")}
    if template.name in CAME_SHEETS and says_who_came(header):
        yield _finding(sheet, header, "cabecera_sobra", CAME)
    elif personal_header(header) and not (set(near) & words and not template.about_people):
        yield _finding(
            sheet,
            header,
            "columna_personal",
            Text(
                "Parece contener datos personales, que no pueden entrar: quite la columna entera "
                "de la copia que sube."
            ),
        )
    elif near:
        yield _finding(
            sheet,
            header,
            "cabecera_sobra",
            Text("Parece la columna «{name}»: si lo es, escríbala así.", name=near[0]),
        )
    elif header:
        yield _finding(
            sheet,
            header,
            "cabecera_sobra",
            Text(
                "La plantilla no tiene esta columna: corrija su nombre, o guarde una copia del "
                "archivo y quite la columna de la que sube."
            ),
        )
    elif not any(doubt.rule in UNEVEN for doubt in sheet.doubts):
        yield from _without_header(sheet)


def _without_header(sheet: RawSheet) -> Iterator[ImportFinding]:
    """Report filled cells of columns that have no header, each by its name in the sheet."""
    cells = [
        f"{letters_of(i + 1)}{sheet.first_row + at}"
        for i, header in enumerate(sheet.headers)
        if not header
        for at, cell in enumerate(sheet.columns[i])
        if cell is not None
    ]
    if cells:
        yield _finding(
            sheet,
            None,
            "cabecera_vacia",
            Text(
                "Hay celdas llenas en una columna sin cabecera: {cells}. Si es una nota, pásela a "
                "otra hoja; si son datos, póngales su cabecera.",
                cells=", ".join(cells[:MOST_NAMED]) + (", …" if len(cells) > MOST_NAMED else ""),
            ),
        )


def _finding(sheet: RawSheet, header: str | None, rule: str, text: Text) -> ImportFinding:
    said = masked(header) if header is not None and looks_personal(header) else header
    return ImportFinding(sheet.file, sheet.name, sheet.first_row - 1, said, said, rule, text)
