"""What a whole column shows and no single cell does: the order of day and month, letters for sex.

A cell that could mean two things is read as the template says; where its column, or its file,
speaks for the other meaning or for neither, somebody is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from data_access import clock, lists
from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import plain
from data_access.imports.import_findings import ImportFinding
from data_access.imports.lookups import code_of
from data_access.imports.sheet_description import SheetColumn, Template
from data_access.imports.workbook_xml import Percent
from data_access.imports.written_dates import SLASHED, split
from data_access.language import Text

# From so many rows on, a list of M alone is more likely one of "masculino".
ALL_ALIKE = 5
WORDS_OF_SEX = {"f", "fem", "femenino", "masculino", "female", "male", "varon", "masc"}
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+", re.ASCII)
DAYS = 12  # up to here a day may be a month


def column_doubts(sheet: RawSheet, template: Template) -> Iterator[ImportFinding]:
    """Yield a finding for each column whose cells together give cause for doubt."""
    yield from _dates(sheet, template)
    for column in template.columns:
        if column.name not in sheet.headers:
            continue
        cells = sheet.columns[sheet.headers.index(column.name)]
        if column.codes is lists.SEX:
            yield from _sex(sheet, column, cells)
        if column.kind == "code" and column.key:
            yield from _thousands(sheet, column, cells)
    if template.name == "metas":
        yield from _percent_targets(sheet)


def told_of_sex(sheet: RawSheet, template: Template) -> Iterator[Text]:
    """Yield what M was read as, of a column with M alone that is too short to be doubted."""
    for column in template.columns:
        if column.codes is not lists.SEX or column.name not in sheet.headers:
            continue
        cells = sheet.columns[sheet.headers.index(column.name)]
        said = [plain(cell) for cell in cells if isinstance(cell, str)]
        kinds = {code_of(s.upper(), column) for s in said}
        if "m" in said and kinds <= {"M", "NR"} and said.count("m") < ALL_ALIKE:
            yield Text(
                "Hoja {sheet}: {count} fila dice M, que es mujer; un hombre es H.",
                "Hoja {sheet}: {count} filas dicen M, que es mujer; un hombre es H.",
                said.count("m"),
                sheet=sheet.name,
            )


def _finding(
    sheet: RawSheet, column: SheetColumn, rule: str, text: Text, *, error: bool = False
) -> ImportFinding:
    return ImportFinding(sheet.file, sheet.name, None, column.name, None, rule, text, error)


def _dates(sheet: RawSheet, template: Template) -> Iterator[ImportFinding]:
    """Report columns of days that a reader of month/day/year would read as other days."""
    columns = [
        (column, sheet.columns[sheet.headers.index(column.name)])
        for column in template.columns
        if column.kind in ("date", "moment") and column.name in sheet.headers
    ]
    written = {column.name: _slashed(cells) for column, cells in columns}
    every = [pair for pairs in written.values() for pair in pairs]
    # One day above twelve shows in which order the file is written.
    day_first = any(first > DAYS for first, _second, _year in every)
    for column, cells in columns:
        pairs = written[column.name]
        if any(first > DAYS for first, _second, _year in pairs) and _shuffled(cells):
            yield _finding(sheet, column, "fechas_mezcladas", MIXED)
        doubtful = [(d, m, y) for d, m, y in pairs if d != m and m <= DAYS and d <= DAYS]
        if day_first or not doubtful or not _month_first_fits(doubtful, column):
            continue
        day, month, year = doubtful[0]
        text = Text(
            "No se sabe si {said} es {one} o {other}, y ninguna fecha del archivo lo aclara: se "
            "lee día/mes/año. Confírmelo solo si es así; si no, escriba AAAA-MM-DD.",
            said=f"{day:02}/{month:02}/{year}",
            one=dt.date(year, month, day),
            other=dt.date(year, day, month),
        )
        yield _finding(sheet, column, "fecha_dudosa", text)


MIXED = Text(
    "Hay fechas escritas como texto con día mayor que 12 y, entre las que Excel entendió como "
    "fecha, ninguna: así queda cuando Excel lee mes/día. Confirme solo si día y mes están bien; si "
    "no, corrija la columna."
)


def _slashed(cells: Iterable[Any]) -> list[tuple[int, int, int]]:
    """Return the three numbers of each different date written with slashes."""
    found = []
    for cell in {cell for cell in cells if isinstance(cell, str)}:
        if match := SLASHED.fullmatch(split(cell)[0].strip()):
            found.append((int(match[1]), int(match[2]), int(match[3])))
    return sorted(found)


def _shuffled(cells: Iterable[Any]) -> bool:
    """Return whether no day that a spreadsheet understood is above twelve, and there are some."""
    days = {cell.day for cell in cells if isinstance(cell, dt.date)}
    return bool(days) and max(days) <= DAYS


def _month_first_fits(pairs: list[tuple[int, int, int]], column: SheetColumn) -> bool:
    """Return whether all dates exist, and lie where they may, if read month first."""
    today = clock.today()
    for first, second, year in pairs:
        try:
            day = dt.date(year, first, second)
        except ValueError:
            return False
        if column.past and day > today:
            return False
    return True


def _sex(sheet: RawSheet, column: SheetColumn, cells: list[Any]) -> Iterator[ImportFinding]:
    """Report columns in which M may stand for "masculino"."""
    said = [plain(cell) for cell in cells if isinstance(cell, str)]
    kinds = set(said)
    if "m" not in kinds:
        return
    if kinds & WORDS_OF_SEX:
        text = Text(
            "En esta columna hay {words} y también M. Aquí M es mujer y H es hombre: si su M "
            "quiere decir masculino, cambie primero toda M por H y después toda F por M.",
            words=", ".join(sorted(kinds & WORDS_OF_SEX)),
        )
        yield _finding(sheet, column, "sexo_dudoso", text, error=True)
        return
    codes: Counter[str | None] = Counter()
    for cell, count in Counter(said).items():
        codes[code_of(cell.upper(), column)] += count
    if codes["M"] >= ALL_ALIKE and set(codes) <= {"M", "NR"}:
        text = Text(
            "Las {count} filas con sexo dicen M, que aquí es mujer. Confírmelo solo si todas son "
            "mujeres; si M quiere decir masculino, escriba H.",
            count=codes["M"],
        )
        yield _finding(sheet, column, "sexo_todas_m", text)


def _thousands(sheet: RawSheet, column: SheetColumn, cells: list[Any]) -> Iterator[ImportFinding]:
    """Report columns of codes that are all numbers written with signs for thousands."""
    first = next((cell for cell in cells if cell is not None), None)
    if not isinstance(first, str) or not THOUSANDS.fullmatch(first):
        return
    said = {cell for cell in cells if cell is not None}
    if len(said) > 1 and all(isinstance(c, str) and THOUSANDS.fullmatch(c) for c in said):
        text = Text(
            "Todos los códigos llevan un signo, como {said}: si es de miles y lo puso el programa, "
            "dé a la columna formato de texto y escríbalos sin él; si es parte del código, "
            "confírmelo.",
            said=first,
        )
        yield _finding(sheet, column, "codigo_miles", text)


def _percent_targets(sheet: RawSheet) -> Iterator[ImportFinding]:
    """Report targets shown as percentages of indicators that are counted in something else."""
    if "indicador" not in sheet.headers:
        return
    indicators = sheet.columns[sheet.headers.index("indicador")]
    for name in ("linea_base", "meta"):
        if name not in sheet.headers:
            continue
        for at, cell in enumerate(sheet.columns[sheet.headers.index(name)]):
            said = str(indicators[at]).strip().upper()
            percent = isinstance(cell, Percent) or (isinstance(cell, str) and "%" in cell)
            if percent and said in lists.INDICATORS and said not in lists.PERCENT_INDICATORS:
                text = Text(
                    "El indicador {code} no se mide en porcentaje: escriba la cifra.", code=said
                )
                yield ImportFinding(
                    sheet.file, sheet.name, at + sheet.first_row, name, None, "porcentaje", text
                )
