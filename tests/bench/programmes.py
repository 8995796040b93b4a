"""Programmes of any size: the demo's sheets, with copies of each row that is about a person."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Engine

from data_access import demo
from data_access.database import migrate
from data_access.imports.file_reading import without_limits
from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.viewer import ADMINISTRATOR, Viewer

# What each copy of a person has under a code of its own.
OWN = ("codigo_persona", "codigo_oferta")
OPERATOR = Viewer(ADMINISTRATOR.grants, "bench")
Row = Mapping[str, object]


def written(folder: Path, people: int) -> list[Path]:
    """Write about so many people's programme as CSVs; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = demo.sheets()
    times = max(1, round(people / len(sheets["personas"])))
    paths = []
    for name, rows in sheets.items():
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(one for row in rows for one in copies(row, times))
        paths.append(path)
    return paths


def copies(row: Row, times: int) -> Iterator[Row]:
    """Yield a row about a person several times over, each of another person; others once."""
    own = [name for name in OWN if row.get(name)]
    yield row
    for at in range(1, times) if own else ():
        yield {**row, **{name: f"{row[name]}x{at}" for name in own}}


def imported(engine: Engine, paths: list[Path]) -> Report:
    """Migrate a database and import files into it."""
    migrate(engine)
    with without_limits():
        report = import_files(engine, paths, OPERATOR, accept_warnings=True)
    assert not report.refused, report.errors[:3]
    return report
