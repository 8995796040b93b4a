"""Every page with five times the demo's people: seconds of a first run and of one seen before."""

from __future__ import annotations

import csv
import os
import resource
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from data_access import demo
from data_access.database import engine_for, migrate
from data_access.imports.loading import import_files
from data_access.viewer import ADMINISTRATOR, Viewer
from tests.bench.running import run

PAGES = ("overview", "labour", "hiring", "training", "ventures", "community", "indicators")
TIMES = 5
# What each copy of a person has under a code of its own.
OWN = ("codigo_persona", "codigo_oferta")
Row = Mapping[str, object]


def main() -> None:
    """Import, then open each page twice in two places."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/many.db"
        engine = engine_for()
        migrate(engine)
        paths = written(Path(folder))
        start = time.perf_counter()
        report = import_files(
            engine, paths, Viewer(ADMINISTRATOR.grants, "bench"), accept_warnings=True
        )
        assert not report.refused, report.errors[:3]
        print(f"{report.accepted:,} rows imported in {time.perf_counter() - start:.1f} s")
        for place in ("EC", "1308"):
            for name in PAGES:
                first, again = run(name, place), run(name, place)
                print(f"{name:>12} {place:>5}: {first:5.2f} s, seen before {again:5.2f} s")
        print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        engine.dispose()


def written(folder: Path) -> list[Path]:
    """The demo's sheets as files, with `TIMES` copies of each row that is about a person."""
    paths = []
    for name, rows in demo.sheets().items():
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(one for row in rows for one in copies(row))
        paths.append(path)
    return paths


def copies(row: Row) -> list[Row]:
    """A row about a person several times over, each of another person."""
    own = [name for name in OWN if row.get(name)]
    if not own:
        return [row]
    return [
        row if at == 0 else {**row, **{name: f"{row[name]}x{at}" for name in own}}
        for at in range(TIMES)
    ]


if __name__ == "__main__":
    main()
