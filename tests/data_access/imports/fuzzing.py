"""Files damaged at random, and a strict reader that says what may be stored of them at most.

A file is right to begin with; then its structure, its meaning or its bytes are changed. What the
import takes without a word must be, cell by cell, what the right file said (another spelling of it)
or what the strict reader takes from the changed one; whatever else has to be said.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from data_access import clock
from data_access.imports import loading  # noqa: F401 - whose rules judge a sheet as a whole
from data_access.imports.encodings import encoding_of
from data_access.imports.file_reading import read
from data_access.imports.reading_problems import Unreadable
from data_access.imports.relations import check_keys
from data_access.imports.row_doubts import check_rows
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.sheet_description import SheetColumn, Template
from data_access.imports.templates import templates

ROWS = 4
Grid = list[list[Any]]
# Sheets whose rows need more than right cells, which the fuzzer does not give them.
LEFT_OUT = {"ediciones", "criterios"}


def sound(template: Template) -> Grid:
    """Headers and rows of a sheet that is right in every cell."""
    rows = [[_cell(column, i) for column in template.columns] for i in range(ROWS)]
    return [[column.name for column in template.columns], *rows]


def _cell(column: SheetColumn, i: int) -> str:
    """The text of a right cell, of one meaning only."""
    codes = list(column.codes or {})
    if column.name == "sexo":
        return "MHMH"[i]
    if column.name in ("nivel", "territorio"):
        return "PROVINCIAL" if column.name == "nivel" else ("01", "09", "13", "23")[i]
    if column.name == "etapa":  # those that are of a vacancy
        return ("REF", "ENT", "OFE", "CON")[i]
    if column.name == "grupo":
        return ("TOTAL", "OBJETIVO", "M", "H")[i]
    if column.name == "codigo_empresa" and not column.required:
        return ""
    if column.codes is not None:
        return codes[(7 * i + 3) % len(codes)] if len(codes) > 4 else codes[i % len(codes)]
    if column.name.startswith("anio"):
        return str(1980 + i)
    if column.kind == "integer":
        narrow = column.most is not None and column.most < 20
        return str(int(column.least or 0) + (0 if narrow else 11) + i)
    if column.kind == "decimal" and ("usd" in column.name or column.name == "horas_semana"):
        return f"{(510 if 'usd' in column.name else 40) + i}.25"
    if column.kind == "decimal":
        least = float(column.least) if column.least is not None else 0.0
        most = float(column.most) if column.most is not None else 999.0
        return f"{least + (most - least) * (0.41 + 0.07 * i):.2f}"
    if column.kind == "date":
        return f"2025-03-{14 + i + (2 if 'fin' in column.name or 'cierre' in column.name else 0)}"
    if column.kind == "moment":
        return f"2025-03-{14 + i} {10 + (column.name == 'salida')}:30"
    if column.kind == "month":
        return f"2025-0{i + 1}"
    if column.kind == "link":
        return f"https://ejemplo.ec/{i}"
    if column.kind == "text":
        return ("Práctica de niñez", "Año común", "Acción social", "Unión del ñandú")[i]
    return f"{column.name[-3:].upper()}-{chr(65 + i) * 2}{i + 11}"


def strict(cell: Any, column: SheetColumn) -> Any:
    """The value of a cell in the template's own words; None where it is anything else."""
    said = str(cell).strip()
    try:
        if column.codes is not None:
            return said if said in column.codes else None
        if column.kind == "integer":
            return int(said) if said.isascii() and said.isdigit() else None
        if column.kind == "decimal":
            plain = said.replace("-", "", 1).replace(".", "", 1)
            return round(Decimal(said), column.digits) if plain.isdigit() else None
        if column.kind == "date":
            return dt.date.fromisoformat(said)
        if column.kind == "moment":
            return dt.datetime.fromisoformat(said).replace(tzinfo=clock.TIMEZONE)
        if column.kind == "month":
            return dt.date.fromisoformat(f"{said}-01")
    except (ValueError, ArithmeticError):
        return None
    return " ".join(said.split()) or None


Mutation = Callable[[Grid, random.Random], None]


def _at(grid: Grid, random: random.Random) -> tuple[int, int]:
    row = random.randrange(1, len(grid))
    return row, random.randrange(len(grid[row]) or 1)


def _put(grid: Grid, random: random.Random, change: Callable[[str], str]) -> None:
    row, column = _at(grid, random)
    if column < len(grid[row]):
        grid[row][column] = change(str(grid[row][column]))


WORDS = [
    *("", "-", "N/A", "TOTAL", "#N/A", "NO", "0", "1", "X", "Sí", "VERDADERO", "1.234", "1,5"),
    *("85 %", "$ 470", "Manta", "Manabí", "Manta, Montecristi", "Femenino", "F", "M", "Venezuela"),
    *("XXX", "Objetivo", "03/04/2025", "13/03/2025", "03/25/2025", "2025-03-15T23:30:00-05:00"),
    *("2025-03-15 2:30 PM", "ene-25", "45720", "1.39E+12", "00045", "45.0", "1990.0", "12/05/1990"),
    *(
        "CapacitaciÃ³n",
        "Capacitaci¢n",
        "a\nb",
        "a\u200bb",
        "_x000D_",
        "=1+1",
        "'1308",
        "1308 - Manta",
    ),
    *(
        "Refugiado",
        "Microempresa",
        "COSTO IDIOMA",
        "1e5",
        "½",
        "٣",
        "１２",
        "nan",
        "inf",
        "-0",
        "T1",
    ),
]
MUTATIONS: dict[str, Mutation] = {
    "word": lambda g, r: _put(g, r, lambda _c: r.choice(WORDS)),
    "upper": lambda g, r: _put(g, r, str.upper),
    "lower": lambda g, r: _put(g, r, str.lower),
    "spaces": lambda g, r: _put(g, r, lambda c: f"\u00a0{c} "),
    "quote before": lambda g, r: _put(g, r, lambda c: f'"{c}'),
    "quote within": lambda g, r: _put(g, r, lambda c: c[:2] + '"' + c[2:]),
    "comma within": lambda g, r: _put(g, r, lambda c: c[:2] + "," + c[2:]),
    "line within": lambda g, r: _put(g, r, lambda c: c[:2] + "\n" + c[2:]),
    "cut": lambda g, r: _put(g, r, lambda c: c[: max(1, len(c) // 2)]),
    "slashes": lambda g, r: _put(g, r, lambda c: "/".join(reversed(c.split("-")))),
    "row twice": lambda g, r: g.insert(r.randrange(1, len(g) + 1), list(r.choice(g))),
    "row out": lambda g, r: g.pop(r.randrange(1, len(g))) and None if len(g) > 2 else None,
    "blank row": lambda g, r: g.insert(r.randrange(0, len(g) + 1), []),
    "title": lambda g, r: g.insert(0, ["Registro de marzo", *([""] * r.randrange(3))]),
    "totals": lambda g, _r: g.append(["TOTAL", *(["4"] * (len(g[-1]) - 1))]),
    "tags": lambda g, _r: g.insert(1, [f"#{h[:4]}" for h in g[0]]),
    "cell out": lambda g, r: (lambda at: g[at[0]].pop(at[1]) if g[at[0]] else None)(_at(g, r)),
    "cell in": lambda g, r: g[r.randrange(1, len(g))].insert(0, "x"),
    "column out": lambda g, r: _column_out(g, r),
    "columns swapped": lambda g, r: _columns_swapped(g, r),
    "headers dressed": lambda g, _r: g.__setitem__(0, [f" {str(h).upper()}* " for h in g[0]]),
    "header word": lambda g, r: (
        g[0].__setitem__(r.randrange(len(g[0])), "Observaciones") if g[0] else None
    ),
    "column beside": lambda g, r: [row.append(r.choice(WORDS)) for row in g[1:]] and None,
}


def _column_out(grid: Grid, random: random.Random) -> None:
    at = random.randrange(max(len(row) for row in grid) or 1)
    for row in grid:
        if at < len(row):
            row.pop(at)


def _columns_swapped(grid: Grid, random: random.Random) -> None:
    width = min(len(row) for row in grid)
    if width > 1:
        one, two = random.sample(range(width), 2)
        for row in grid:
            row[one], row[two] = row[two], row[one]


@dataclass
class Case:
    """A damaged file: where it is, what was done to it, and what it was."""

    path: Path
    template: Template
    done: list[str]
    before: Grid
    after: Grid


def damaged(folder: Path, seed: int) -> Case:
    """Write a file of a sheet after one to three changes, some of them of its bytes."""
    rng = random.Random(seed)
    known = [t for t in templates().values() if t.name not in LEFT_OUT]
    template = known[seed % len(known)]
    before, after = sound(template), sound(template)
    done = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        name = rng.choice(list(MUTATIONS))
        if after and all(len(row) for row in after[:1]) and len(after) > 1:
            MUTATIONS[name](after, rng)
            done.append(name)
    kind = rng.choice(["csv", "csv", "semicolon", "xlsx"])
    if kind == "xlsx":
        path = folder / f"{seed}.xlsx"
        _workbook(path, template.name, after)
    else:
        path = folder / str(seed) / f"{template.name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_text(after, rng, ";" if kind == "semicolon" else ",", done))
    if rng.random() < 0.15:
        done.append("bytes")
        raw = bytearray(path.read_bytes())
        for _ in range(rng.choice([1, 3, 30])):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        path.write_bytes(bytes(raw))
    return Case(path, template, [kind, *done], before, after)


def _text(grid: Grid, random: random.Random, separator: str, done: list[str]) -> bytes:
    target = io.StringIO()
    if random.random() < 0.5:
        csv.writer(target, delimiter=separator, lineterminator="\r\n").writerows(grid)
    else:
        done.append("unquoted")
        target.write("\r\n".join(separator.join(str(c) for c in row) for row in grid))
    encoding = random.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
    done.append(encoding)
    return target.getvalue().encode(encoding, "replace")


def _workbook(path: Path, name: str, grid: Grid) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        for down, row in enumerate(grid):
            for right, cell in enumerate(row):
                sheet.write_string(down, right, str(cell))


def misread(case: Case) -> str | None:
    """Return what the import would store that the file does not say; None if nothing."""
    try:
        sheets = read(case.path)
    except Unreadable:
        return None
    tables, findings, _notices = check_sheets(sheets, templates(), clock.today())
    findings += check_keys(tables)
    findings += check_rows(tables)
    if findings or not tables:
        return None
    frame = tables[case.template.name].frame if case.template.name in tables else None
    if frame is None:
        return f"read as {list(tables)}"
    if "bytes" in case.done and not case.path.name.endswith(".csv"):
        return None
    if "bytes" in case.done:
        case.after = _reread(case.path)
    rows = _rows_kept(case)
    if len(frame) != len(rows):
        return f"{len(frame)} rows of {len(rows)}"
    for at, said in enumerate(rows):
        for column in case.template.columns:
            value = frame.at[at, column.attribute]
            allowed = _allowed(said, column, case)
            if value not in allowed:
                return f"{column.name}: {value!r} is none of {allowed!r}"
    return None


def _reread(path: Path) -> Grid:
    """The cells of a CSV whose bytes were changed, by the plainest reading of them."""
    encoding, _doubts = encoding_of(path)
    text = path.read_bytes().decode(encoding)
    separator = max(",;", key=text.count)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def _rows_kept(case: Case) -> list[dict[str, list[Any]]]:
    """Return, for each row that is left, the cells it may hold by the header they stand under."""
    names = [column.name for column in case.template.columns]
    headers = next((row for row in case.after if _heads(row) & set(names)), [])
    heads = [_head(h) for h in headers]
    kept: list[dict[str, list[Any]]] = []
    began = False
    for row in case.after:
        if row is headers:
            began = True
            continue
        if not began or not any(str(c).strip() for c in row):
            continue
        if all(str(c).strip().startswith("#") for c in row if c) and not kept:
            continue
        kept.append({h: [c] for h, c in zip(heads, row, strict=False)})
    return kept


def _heads(row: list[Any]) -> set[str]:
    return {_head(h) for h in row}


def _head(header: Any) -> str:
    """A header without the signs around it, in small letters."""
    return str(header).lower().strip("\"*-+ ,.;:'\u00a0")


def _allowed(said: dict[str, list[Any]], column: SheetColumn, case: Case) -> list[Any]:
    """Return the values that a cell may come in as."""
    at = [c.name for c in case.template.columns].index(column.name)
    cells = said.get(column.name, [""])
    found: list[Any] = [None, column.blank] if not str(cells[0]).strip() else []
    found += [strict(cell, column) for cell in cells]
    before = [row[at] for row in case.before[1:]]
    spelled = [b for b in before if _same(str(b), str(cells[0]), column)]
    found += [f"0{cells[0]}"] if column.codes else []
    found += [strict(b, column) for b in spelled] + MEANT.get(str(cells[0]).strip(), [])
    if column.kind in ("code", "text", "link"):
        found += [" ".join(str(c).translate({0x200B: None}).split()) for c in cells]
        found += [str(c).replace("_x000D_", " ").strip() for c in cells]
    return [value for value in found if value is not None or not str(cells[0]).strip()]


def _same(one: str, other: str, column: SheetColumn) -> bool:
    def plain(text: str) -> str:
        if column.codes is not None:
            return "".join(c for c in text if c.isalnum()).casefold()
        return "".join(text.split()).casefold().rstrip(",")

    return plain(one) == plain(other) or "-".join(reversed(other.split("/"))) == one


# What a word of the fuzzer may be taken for, and nothing else.
MEANT: dict[str, list[Any]] = {
    "Sí": ["SI"],
    "S": ["SI"],
    "s": ["SI"],
    "N": ["NO"],
    "n": ["NO"],
    "VERDADERO": ["SI"],
    "NO": ["NO"],
    "Manta": ["1308"],
    "1308 - Manta": ["1308"],
    "Manabí": ["13"],
    "Femenino": ["M"],
    "Venezuela": ["VEN"],
    "Refugiado": ["REF"],
    "Microempresa": ["MICRO"],
    "COSTO IDIOMA": ["COSTO;IDIOMA"],
    "Objetivo": ["OBJETIVO"],
    "1,5": [Decimal("1.50")],
    "85 %": [Decimal(85)],
    "$ 470": [Decimal(470)],
    "1.234": [Decimal("1.23"), Decimal("1.234"), Decimal("1.2340")],
    "45.0": [45, "45"],
    "1990.0": [1990, "1990"],
    "-0": [0, Decimal(0)],
    "03/04/2025": [dt.date(2025, 4, 3), dt.datetime(2025, 4, 3, 5, tzinfo=dt.UTC)],
    "13/03/2025": [dt.date(2025, 3, 13), dt.datetime(2025, 3, 13, 5, tzinfo=dt.UTC)],
    "2025-03-15T23:30:00-05:00": [
        dt.date(2025, 3, 15),
        dt.datetime(2025, 3, 16, 4, 30, tzinfo=dt.UTC),
    ],
    "2025-03-15 2:30 PM": [dt.date(2025, 3, 15), dt.datetime(2025, 3, 15, 19, 30, tzinfo=dt.UTC)],
    "ene-25": [dt.date(2025, 1, 1)],
}
