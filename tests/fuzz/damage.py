"""Files of every sheet that are right, then damaged at random: structure, meaning, bytes."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

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
    if column.name == "codigo_formador":
        return f"ONA-{chr(65 + i) * 2}{i + 11}"  # one of the people
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


def write_csv(path: Path, grid: Grid) -> Path:
    """Write a sheet as it is; return the file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(grid)
    return path


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
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        for down, row in enumerate(grid):
            for right, cell in enumerate(row):
                sheet.write_string(down, right, str(cell))
