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


class ColumnLooks:
    """What is asked of the columns of a sheet, whose rows may come in pieces.

    Of dates and sexes it is how often each different cell stands there; of codes only as much as
    shows that not all have a sign for thousands.
    """

    def __init__(self, sheet: RawSheet, template: Template) -> None:
        """Begin with the columns of a sheet and no rows."""
        self.file, self.name, self.template = sheet.file, sheet.name, template
        self.columns = [column for column in template.columns if column.name in sheet.headers]
        self.counts: dict[str, Counter[Any]] = {
            column.name: Counter()
            for column in self.columns
            if column.kind in ("date", "moment") or column.codes is lists.SEX
        }
        self.codes: dict[str, set[Any]] = {
            column.name: set() for column in self.columns if column.kind == "code" and column.key
        }
        self.first: dict[str, str] = {}
        self.percents: list[ImportFinding] = []

    def add(self, sheet: RawSheet) -> None:
        """Look at further rows."""
        for column in self.columns:
            cells = sheet.columns[sheet.headers.index(column.name)]
            if column.name in self.counts:
                self.counts[column.name].update(cells)
            if column.name in self.codes:
                self._look_for_thousands(column, cells)
        if self.template.name == "metas":
            self.percents += _percent_targets(sheet)

    def _look_for_thousands(self, column: SheetColumn, cells: list[Any]) -> None:
        said = {cell for cell in cells if cell is not None}
        first = next((cell for cell in cells if cell is not None), None)
        if not said:
            return
        if all(isinstance(c, str) and THOUSANDS.fullmatch(c) for c in [first, *said]):
            self.first.setdefault(column.name, str(first))
            self.codes[column.name] |= set(list(said)[:2])
        else:
            del self.codes[column.name]


def column_doubts(looks: ColumnLooks) -> Iterator[ImportFinding]:
    """Yield a finding for each column whose cells together give cause for doubt."""
    yield from _dates(looks)
    for column in looks.columns:
        if column.codes is lists.SEX:
            yield from _sex(looks, column)
        if column.name in looks.codes:
            yield from _thousands(looks, column)
    yield from looks.percents


def told_of_sex(looks: ColumnLooks) -> Iterator[Text]:
    """Yield what M was read as, of a column with M alone that is too short to be doubted."""
    for column in looks.columns:
        if column.codes is not lists.SEX:
            continue
        said = _words(looks.counts[column.name])
        kinds = {code_of(s.upper(), column) for s in said}
        if "m" in said and kinds <= {"M", "NR"} and said["m"] < ALL_ALIKE:
            yield Text(
                "Hoja {sheet}: {count} fila dice M, que es mujer; un hombre es H.",
                "Hoja {sheet}: {count} filas dicen M, que es mujer; un hombre es H.",
                said["m"],
                sheet=looks.name,
            )


def _words(cells: Counter[Any]) -> Counter[str]:
    """Return how often each word stands in a column, however it is written."""
    said: Counter[str] = Counter()
    for cell, count in cells.items():
        if isinstance(cell, str):
            said[plain(cell)] += count
    return said


def _finding(
    looks: ColumnLooks, column: SheetColumn, rule: str, text: Text, *, error: bool = False
) -> ImportFinding:
    return ImportFinding(looks.file, looks.name, None, column.name, None, rule, text, error)


def _dates(looks: ColumnLooks) -> Iterator[ImportFinding]:
    """Report columns of days that a reader of month/day/year would read as other days."""
    columns = [
        (column, looks.counts[column.name])
        for column in looks.columns
        if column.kind in ("date", "moment")
    ]
    written = {column.name: _slashed(cells) for column, cells in columns}
    every = [pair for pairs in written.values() for pair in pairs]
    # One day above twelve shows in which order the file is written.
    day_first = any(first > DAYS for first, _second, _year in every)
    for column, cells in columns:
        pairs = written[column.name]
        if any(first > DAYS for first, _second, _year in pairs) and _shuffled(cells):
            yield _finding(looks, column, "fechas_mezcladas", MIXED)
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
        yield _finding(looks, column, "fecha_dudosa", text)


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


def _sex(looks: ColumnLooks, column: SheetColumn) -> Iterator[ImportFinding]:
    """Report columns in which M may stand for "masculino"."""
    said = _words(looks.counts[column.name])
    kinds = set(said)
    if "m" not in kinds:
        return
    if kinds & WORDS_OF_SEX:
        text = Text(
            "En esta columna hay {words} y también M. Aquí M es mujer y H es hombre: si su M "
            "quiere decir masculino, cambie primero toda M por H y después toda F por M.",
            words=", ".join(sorted(kinds & WORDS_OF_SEX)),
        )
        yield _finding(looks, column, "sexo_dudoso", text, error=True)
        return
    codes: Counter[str | None] = Counter()
    for cell, count in said.items():
        codes[code_of(cell.upper(), column)] += count
    if codes["M"] >= ALL_ALIKE and set(codes) <= {"M", "NR"}:
        text = Text(
            "Las {count} filas con sexo dicen M, que aquí es mujer. Confírmelo solo si todas son "
            "mujeres; si M quiere decir masculino, escriba H.",
            count=codes["M"],
        )
        yield _finding(looks, column, "sexo_todas_m", text)


def _thousands(looks: ColumnLooks, column: SheetColumn) -> Iterator[ImportFinding]:
    """Report columns of codes that are all numbers written with signs for thousands."""
    if len(looks.codes[column.name]) > 1:
        text = Text(
            "Todos los códigos llevan un signo, como {said}: si es de miles y lo puso el programa, "
            "dé a la columna formato de texto y escríbalos sin él; si es parte del código, "
            "confírmelo.",
            said=looks.first[column.name],
        )
        yield _finding(looks, column, "codigo_miles", text)


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
